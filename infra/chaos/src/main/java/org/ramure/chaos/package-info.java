// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Plays lives of members on the real stack while everything that can go wrong does, and then asks
/// whether each thing counted once. `README.md` says what is disturbed and what is held.
///
/// [Plan] says what everybody will do, by a seed alone. [Living] does it, and keeps what was
/// answered. [Disturber] is in the way. [Office] does afterwards what an operator would do.
// [Verdict]
/// compares what the members have with what the plan and the answers say they must have.
@NullMarked
package org.ramure.chaos;

import org.jspecify.annotations.NullMarked;
