// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Amounts as integer minor units with their currency (invariant I5): nothing here rounds, except
/// in a method that names its rounding.
@NullMarked
package org.ramure.money;

import org.jspecify.annotations.NullMarked;
