// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Measures what the choice of a client of DynamoDB rests on: how much CPU it costs at the first
/// call of a process and at every further one. In a module of its own, because the candidates that
/// were not chosen are large.
@NullMarked
package org.ramure.bench.clients;

import org.jspecify.annotations.NullMarked;
