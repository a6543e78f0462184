// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Finishes what a stream, a crash or an outage of days left behind: purchases whose evidence was
/// not rated or whose vouchers do not agree, and people who enrolled while their waiting purchases
/// were not all claimed.
@NullMarked
package org.ramure.sweep;

import org.jspecify.annotations.NullMarked;
