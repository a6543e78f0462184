// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Batches from streams and queues: one item that fails never holds up the others.
@NullMarked
package org.ramure.lambda.batch;

import org.jspecify.annotations.NullMarked;
