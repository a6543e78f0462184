// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Events on their way to systems of others: who wants which, what became of each attempt, and when
/// the next one is due. Nothing here knows the network; an attempt comes in as what was seen of it.
@NullMarked
package org.ramure.webhook;

import org.jspecify.annotations.NullMarked;
