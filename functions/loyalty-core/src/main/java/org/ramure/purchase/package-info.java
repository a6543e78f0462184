// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// What was bought and finally kept. A purchase is a set of evidence that may arrive repeated, late
/// and in any order; {@link org.ramure.purchase.Purchase#fold} makes one state of it, and {@link
/// org.ramure.purchase.Rating} says what that state is owed (invariant I2: a pure function).
@NullMarked
package org.ramure.purchase;

import org.jspecify.annotations.NullMarked;
