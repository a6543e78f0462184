// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.time.Instant;
import org.ramure.programme.ProgrammeId;

/// One version as it was published: never changed, never removed.
///
/// @param document the programme document, to the letter
/// @param publishedBy who asked for it
public record PublishedVersion(
    ProgrammeId programme,
    int number,
    Instant effectiveFrom,
    Instant publishedAt,
    String publishedBy,
    String document) {}
