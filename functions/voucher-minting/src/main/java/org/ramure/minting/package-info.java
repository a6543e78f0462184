// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Turns points into vouchers. Whatever calls, how often and in what order: the account's version
/// decides, so the same points never buy twice, and a voucher's number makes its code.
@NullMarked
package org.ramure.minting;

import org.jspecify.annotations.NullMarked;
