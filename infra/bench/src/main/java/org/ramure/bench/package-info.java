// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Measures what decisions rest on: how much CPU a client of DynamoDB costs at the first call of a
/// process and at every further one. Not part of a build; `README.md` says how to run it and what
/// came out.
@NullMarked
package org.ramure.bench;

import org.jspecify.annotations.NullMarked;
