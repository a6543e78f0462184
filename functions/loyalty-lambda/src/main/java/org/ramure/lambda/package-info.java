// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The Lambda protocol: what every function needs and no rule of loyalty knows. Configuration,
/// JSON, the structured log and metrics; requests, callers, keys and batches have packages of their
/// own.
@NullMarked
package org.ramure.lambda;

import org.jspecify.annotations.NullMarked;
