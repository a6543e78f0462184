// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.time.Instant;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;

/// One version as it was published: never changed, never removed.
///
/// @param document the programme document, to the letter
/// @param publishedBy who asked for it
/// @param draft the revision of the draft that it was, where it was one
public record PublishedVersion(
    ProgrammeId programme,
    int number,
    Instant effectiveFrom,
    Instant publishedAt,
    String publishedBy,
    String document,
    Optional<String> draft) {

  /// One that was no draft.
  public PublishedVersion(
      ProgrammeId programme,
      int number,
      Instant effectiveFrom,
      Instant publishedAt,
      String publishedBy,
      String document) {
    this(programme, number, effectiveFrom, publishedAt, publishedBy, document, Optional.empty());
  }
}
