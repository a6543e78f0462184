// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Comparator;
import org.ramure.lambda.Json;
import org.ramure.table.QuarantineEntry;

/// Where a page ended: what was received before, or at the same moment with a smaller reference,
/// follows.
record QuarantineCursor(Instant receivedAt, String reference) {

  static final Comparator<QuarantineEntry> OLDEST_FIRST =
      Comparator.comparing(QuarantineEntry::receivedAt).thenComparing(QuarantineEntry::reference);

  private static final String SEPARATOR = " ";

  static QuarantineCursor after(QuarantineEntry entry) {
    return new QuarantineCursor(entry.receivedAt(), entry.reference());
  }

  /// All days before this one follow.
  static QuarantineCursor before(LocalDate day) {
    return new QuarantineCursor(day.atStartOfDay(ZoneOffset.UTC).toInstant(), "");
  }

  /// @throws Json.Malformed where it is none of ours
  static QuarantineCursor parse(String cursor) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), US_ASCII);
      var parts = text.split(SEPARATOR, 2);
      return new QuarantineCursor(Instant.parse(parts[0]), parts[1]);
    } catch (IllegalArgumentException
        | DateTimeException
        | ArrayIndexOutOfBoundsException notOurs) {
      throw new Json.Malformed("cursor", "not one that was given out here");
    }
  }

  /// The newest day of which something may follow.
  LocalDate day() {
    var newest = reference.isEmpty() ? receivedAt.minusNanos(1) : receivedAt;
    return LocalDate.ofInstant(newest, ZoneOffset.UTC);
  }

  boolean isFollowedBy(QuarantineEntry entry) {
    int order = entry.receivedAt().compareTo(receivedAt);
    return order < 0 || (order == 0 && entry.reference().compareTo(reference) < 0);
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((receivedAt + SEPARATOR + reference).getBytes(US_ASCII));
  }
}
