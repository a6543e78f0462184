// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Points given or taken by people: with a reason that the member reads, and with a second person's
/// consent above the programme's ceiling. An adjustment is the only command of the ledger without a
/// natural key, so it asks for an `Idempotency-Key`.
@NullMarked
package org.ramure.adjustment;

import org.jspecify.annotations.NullMarked;
