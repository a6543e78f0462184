// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// Somebody wants to use a voucher: the same facts for reserving, committing and redeeming.
///
/// @param key the basket: the natural key of the use
/// @param store empty on the web
/// @param purchase document id, where the caller knows it
/// @param basketMinor eligible total of the basket
/// @param acceptsLoss whether whoever uses it agreed to lose what the basket does not cover: money
///     is never lost silently
/// @param programmeZone and {@code storeZone}: a voucher ends when its last day is over in the
///     later
public record Use(
    String key,
    String source,
    Optional<String> store,
    Optional<String> purchase,
    long basketMinor,
    boolean acceptsLoss,
    ZoneId programmeZone,
    ZoneId storeZone,
    Instant now) {

  /// An own reservation survives its last midnight by so long.
  public static final Duration GRACE = Duration.ofMinutes(15);

  /// The earlier of the two local dates.
  public LocalDate earliestToday() {
    return earliestTodayAt(now);
  }

  /// The later of the two local dates.
  public LocalDate latestToday() {
    var programme = LocalDate.ofInstant(now, programmeZone);
    var store = LocalDate.ofInstant(now, storeZone);
    return programme.isAfter(store) ? programme : store;
  }

  /// The earlier date a quarter of an hour ago, for one's own reservation.
  public LocalDate earliestTodayInGrace() {
    return earliestTodayAt(now.minus(GRACE));
  }

  private LocalDate earliestTodayAt(Instant instant) {
    var programme = LocalDate.ofInstant(instant, programmeZone);
    var store = LocalDate.ofInstant(instant, storeZone);
    return programme.isBefore(store) ? programme : store;
  }
}
