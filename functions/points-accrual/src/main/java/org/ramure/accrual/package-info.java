// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Where a purchase becomes points: its evidence is folded, rated, and only the difference to what
/// was posted before goes to the member's ledger; then its vouchers are made to agree with it.
@NullMarked
package org.ramure.accrual;

import org.jspecify.annotations.NullMarked;
