// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// What every connector shares: the outcome of reading a message, the fields of a JSON body with
/// their paths, and the limits that facts must keep. Pure: what has to be looked up comes in with
/// {@link org.ramure.ingestion.reading.ReadingContext}.
@NullMarked
package org.ramure.ingestion.reading;

import org.jspecify.annotations.NullMarked;
