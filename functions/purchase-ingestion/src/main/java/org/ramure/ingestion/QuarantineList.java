// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.QuarantineEntry;
import org.ramure.table.QuarantineKeys;
import org.ramure.table.QuarantineTable;

/// Pages of the list, the newest first. Entries are kept by content, not by time, so a page reads
/// whole days; it holds no more of them than it shows.
///
/// @param sources whose entries
/// @param only day, where one was named
/// @param after what was shown before
record QuarantineList(
    ProgrammeId programme,
    List<String> sources,
    Optional<LocalDate> only,
    Optional<QuarantineCursor> after,
    int limit) {

  /// A page ends here even if it is not full, so that it ends soon.
  private static final int MOST_PARTITIONS = 250;

  /// @param next where the next page begins; empty at the end
  record Page(List<QuarantineEntry> entries, Optional<QuarantineCursor> next) {}

  Page read(QuarantineTable table, Instant now) {
    var newest = new PriorityQueue<>(QuarantineCursor.OLDEST_FIRST);
    int asked = 0;
    for (var day : days(now).toList()) {
      if (asked >= MOST_PARTITIONS) {
        return new Page(sorted(newest), Optional.of(QuarantineCursor.before(day.plusDays(1))));
      }
      asked += sources.size() * QuarantineKeys.SHARDS;
      for (var source : sources) {
        table.of(programme, source, day).filter(e -> follows(e, now)).forEach(e -> add(e, newest));
      }
      if (newest.size() > limit) {
        newest.remove();
        var page = sorted(newest);
        return new Page(page, Optional.of(QuarantineCursor.after(page.getLast())));
      }
    }
    return new Page(sorted(newest), Optional.empty());
  }

  /// One more than shown is kept, to know whether there is more.
  private void add(QuarantineEntry entry, PriorityQueue<QuarantineEntry> newest) {
    newest.add(entry);
    if (newest.size() > limit + 1) {
      newest.remove();
    }
  }

  private static List<QuarantineEntry> sorted(PriorityQueue<QuarantineEntry> newest) {
    return newest.stream().sorted(QuarantineCursor.OLDEST_FIRST.reversed()).toList();
  }

  private Stream<LocalDate> days(Instant now) {
    var last = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var first = last.minusDays(QuarantineTable.KEPT.toDays());
    var from = after.map(QuarantineCursor::day).filter(last::isAfter).orElse(last);
    return Stream.iterate(from, day -> !day.isBefore(first), day -> day.minusDays(1))
        .filter(day -> only.map(day::equals).orElse(true));
  }

  /// The table deletes what is over age some time later.
  private boolean follows(QuarantineEntry entry, Instant now) {
    return entry.receivedAt().isAfter(now.minus(QuarantineTable.KEPT))
        && after.map(cursor -> cursor.isFollowedBy(entry)).orElse(true);
  }
}
