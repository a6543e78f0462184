// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// A member's points: lots that share an expiry day, points still pending, and debt. Every change
/// is an {@link org.ramure.points.Entry} whose moves lead from one pot to another, so that the sum
/// over all pots never changes (invariant I3).
@NullMarked
package org.ramure.points;

import org.jspecify.annotations.NullMarked;
