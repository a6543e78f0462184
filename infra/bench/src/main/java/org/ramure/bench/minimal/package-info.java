// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The least that can be done: a Lambda function without an SDK, which sends requests that are
/// ready-made. Our functions are measured against it; there is nothing here to use.
@NullMarked
package org.ramure.bench.minimal;

import org.jspecify.annotations.NullMarked;
