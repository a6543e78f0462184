// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Takes what shops and tills report and keeps it as evidence: verify who sends, read the message,
/// store the facts, answer. What a shop sends is never lost after its signature fitted: a message
/// that cannot be used, or not now, goes to quarantine with its raw body.
@NullMarked
package org.ramure.ingestion;

import org.jspecify.annotations.NullMarked;
