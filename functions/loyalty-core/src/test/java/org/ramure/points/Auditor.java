// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Adds up entries as somebody would who has nothing but an export of them: pots are words,
/// balances are sums of moves. It shares no code with the account it is held against.
final class Auditor {

  private final Map<String, Long> pots = new TreeMap<>();

  /// Whether nobody edited, dropped, added or moved an entry.
  static boolean signs(List<Entry> entries, String chain) {
    var previous = "";
    long sequence = 0;
    for (var entry : entries) {
      sequence++;
      if (!entry.previous().equals(previous) || entry.sequence() != sequence) {
        return false;
      }
      previous = entry.hash();
    }
    return previous.equals(chain);
  }

  /// Reads one entry made on {@code day} and checks what must hold for every one of them.
  void read(Entry entry, LocalDate day) {
    for (var move : entry.moves()) {
      var from = PotCode.of(move.from());
      var to = PotCode.of(move.to());
      nothingDeadIsSpent(from, to, day);
      if (entry.kind() == Entry.Kind.MINT) {
        theSoonestIsSpentFirst(from);
      }
      add(from, -move.points());
      add(to, move.points());
    }
    assertThat(total("debt")).as("debt is never negative").isNotPositive();
    assertThat(total("debt") < 0 && total("available") > 0).as("debt beside points").isFalse();
    pots.forEach((pot, points) -> assertThat(mayBeNegative(pot) || points >= 0).as(pot).isTrue());
  }

  private static void nothingDeadIsSpent(String from, String to, LocalDate day) {
    if (from.startsWith("available:") && day.isAfter(lastDay(from))) {
      assertThat(to)
          .as("dead points of " + from + " on " + day)
          .isEqualTo("expired:" + lastDay(from));
    }
    if (to.startsWith("available:")) {
      assertThat(lastDay(to)).as("given on " + day).isAfterOrEqualTo(day);
    }
  }

  private void theSoonestIsSpentFirst(String from) {
    var soonest =
        pots.entrySet().stream()
            .filter(pot -> pot.getKey().startsWith("available:") && pot.getValue() > 0)
            .map(Map.Entry::getKey)
            .findFirst();
    assertThat(soonest).contains(from);
  }

  private static boolean mayBeNegative(String pot) {
    return List.of("earned", "gesture", "adjusted", "debt").contains(pot);
  }

  private static LocalDate lastDay(String pot) {
    return LocalDate.parse(pot.substring(pot.lastIndexOf(':') + 1));
  }

  private void add(String pot, long points) {
    pots.merge(pot, points, Long::sum);
    pots.remove(pot, 0L);
  }

  /// Invariant I3, in total.
  void checkConservation() {
    long in = -total("earned") - total("adjusted") - total("gesture");
    long debt = -total("debt");
    assertThat(in)
        .isEqualTo(
            total("available")
                + total("pending")
                - debt
                + total("spent")
                + total("expired")
                + total("reversed"));
  }

  long earned() {
    return -total("earned") - total("gesture");
  }

  long spent() {
    return total("spent");
  }

  long reversed() {
    return total("reversed");
  }

  /// The pots of one kind, by the days in their names.
  Map<String, Long> balances(String kind) {
    var balances = new TreeMap<String, Long>();
    pots.forEach(
        (pot, points) -> {
          if (pot.startsWith(kind + ":")) {
            balances.put(pot.substring(kind.length() + 1), points);
          }
        });
    return balances;
  }

  private long total(String kind) {
    return pots.entrySet().stream()
        .filter(pot -> pot.getKey().equals(kind) || pot.getKey().startsWith(kind + ":"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  long debt() {
    return -total("debt");
  }
}
