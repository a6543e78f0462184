// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.ramure.explain.Reason;

/// Why an entry is made, by whom and about what.
///
/// @param by the function or person that acts
/// @param postedAt the server's time of the command (invariant I6), to the microsecond: what is
///     stored must give the same hash when an auditor reads it back
/// @param businessDate the local day the entry belongs to
/// @param version number of the programme version that decided
/// @param subject what the entry is about: a purchase reference or a voucher id
public record Cause(
    String by,
    Instant postedAt,
    LocalDate businessDate,
    int version,
    Optional<String> subject,
    List<Reason> why) {

  public Cause {
    postedAt = postedAt.truncatedTo(ChronoUnit.MICROS);
    why = List.copyOf(why);
  }

  public Cause because(List<Reason> reasons) {
    return new Cause(by, postedAt, businessDate, version, subject, reasons);
  }

  public Cause about(String what) {
    return new Cause(by, postedAt, businessDate, version, Optional.of(what), why);
  }

  public Cause on(LocalDate day) {
    return new Cause(by, postedAt, day, version, subject, why);
  }
}
