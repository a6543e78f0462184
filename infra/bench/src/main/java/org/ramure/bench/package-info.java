// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Measures what the project promises of speed and cost, with the very zips and the very template
/// that deploy. `README.md` says how to run it, how each figure is made, and what came out.
@NullMarked
package org.ramure.bench;

import org.jspecify.annotations.NullMarked;
