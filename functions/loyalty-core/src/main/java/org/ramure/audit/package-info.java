// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Whether the books are right: everything that is stored twice, or follows from something else
/// that is stored, is worked out again and held against what stands there. What is found is a list
/// of {@link org.ramure.audit.Difference}s; right books give none.
///
/// An audit corrects nothing and decides nothing: it only compares, so that it may be wrong without
/// doing harm. It takes what it is given for one moment; whoever reads has to see to that.
@NullMarked
package org.ramure.audit;

import org.jspecify.annotations.NullMarked;
