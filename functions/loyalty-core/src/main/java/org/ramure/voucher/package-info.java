// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The life of a voucher: minted, reserved, redeemed, given back, expired or cancelled. Decisions
/// are pure; the table makes each of them one conditional write (invariant I4).
@NullMarked
package org.ramure.voucher;

import org.jspecify.annotations.NullMarked;
