// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// What a brand promises: immutable, effective-dated versions of its terms, and the rules by which
/// purchases earn points.
@NullMarked
package org.ramure.programme;

import org.jspecify.annotations.NullMarked;
