// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.programme;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// One immutable, effective-dated version of a programme's terms.
///
/// @param number 1, 2, 3 …; an entry names the number it was made under
/// @param effectiveFrom the business time from which purchases are rated by it
public record ProgrammeVersion(
    ProgrammeId programme, int number, Instant effectiveFrom, ProgrammeTerms terms) {

  /// The version in force at {@code businessTime}; for anything earlier than the first, the first:
  /// its {@link ProgrammeTerms#startsOn} then says that nothing is earned.
  public static Optional<ProgrammeVersion> inForceAt(
      Collection<ProgrammeVersion> versions, Instant businessTime) {
    return versions.stream()
        .filter(v -> !v.effectiveFrom().isAfter(businessTime))
        .max(Comparator.comparingInt(ProgrammeVersion::number))
        .or(() -> versions.stream().min(Comparator.comparingInt(ProgrammeVersion::number)));
  }
}
