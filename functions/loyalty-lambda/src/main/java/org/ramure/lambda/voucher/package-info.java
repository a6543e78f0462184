// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Where a voucher is presented, and how a refusal is told to whoever presents it: the same for a
/// use, a check and a preview, or one of them would tell what another keeps.
@NullMarked
package org.ramure.lambda.voucher;

import org.jspecify.annotations.NullMarked;
