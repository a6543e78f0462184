// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// What is told of a lot before it expires: thirty and seven days ahead, each once. Told late, by a
/// job that did not run, it says all the same which of the two it is; how many days are left
/// follows from the last day. Points that come with less time than that say so as they come.
///
/// @param points in the lot when it is told
/// @param daysAhead 30 or 7
public record ExpiryNotice(LocalDate lastDay, long points, int daysAhead) {

  /// The nearer one first: a lot of which both are due is told of once.
  private static final List<Integer> DAYS_AHEAD = List.of(7, 30);

  /// What is told by a change of an account that brings {@link Account#notifiedTo} forward: of each
  /// lot one notice at most, the soonest to expire first. A lot is told of only if it was there
  /// before the day of the notice.
  public static List<ExpiryNotice> told(Account before, Account after) {
    return after.lots().entrySet().stream()
        .flatMap(lot -> told(before, after, lot.getKey(), lot.getValue()))
        .toList();
  }

  private static Stream<ExpiryNotice> told(
      Account before, Account after, LocalDate lastDay, long points) {
    return DAYS_AHEAD.stream()
        .filter(ahead -> lastDay.minusDays(ahead).isAfter(before.notifiedTo()))
        .filter(ahead -> !lastDay.minusDays(ahead).isAfter(after.notifiedTo()))
        .filter(ahead -> wasThere(before, lastDay, lastDay.minusDays(ahead)))
        .map(ahead -> new ExpiryNotice(lastDay, points, ahead))
        .limit(1);
  }

  private static boolean wasThere(Account before, LocalDate lastDay, LocalDate day) {
    return before.lots().containsKey(lastDay)
        || before.pending().keySet().stream()
            .anyMatch(p -> p.lastDay().equals(lastDay) && p.matures().isBefore(day));
  }

  /// The days of all notices that are still to be told of these lots.
  static Stream<LocalDate> daysAfter(LocalDate told, Collection<LocalDate> lastDays) {
    return lastDays.stream()
        .flatMap(lastDay -> DAYS_AHEAD.stream().map(ahead -> lastDay.minusDays(ahead)))
        .filter(day -> day.isAfter(told));
  }
}
