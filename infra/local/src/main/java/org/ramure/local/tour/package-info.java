// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// A day of a real programme, played over real HTTP with real signatures against the running stack;
/// every answer is compared with what it must be.
@NullMarked
package org.ramure.local.tour;

import org.jspecify.annotations.NullMarked;
