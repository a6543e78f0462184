// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Reading what is told about sales: the outcome of a message, the fields of a JSON body with their
/// paths, the limits that facts must keep, and what our own API is told of a purchase and of a
/// basket alike. Mappings are pure: what has to be looked up comes in with {@link
/// org.ramure.lambda.reading.ReadingContext}.
@NullMarked
package org.ramure.lambda.reading;

import org.jspecify.annotations.NullMarked;
