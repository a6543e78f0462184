// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ramure.table.QuarantineEntry;
import org.ramure.table.QuarantineKeys;
import org.ramure.table.QuarantineReplay;
import org.ramure.table.QuarantineReplay.Place;
import org.ramure.table.QuarantineTable;

/// Walks all that one replay can be about, page by page: every source, each day that is still
/// kept, the oldest first.
record QuarantineWalk(QuarantineTable entries, QuarantineReplay replay, List<String> sources) {

  /// A page ends here even if it is empty, so that it ends soon.
  private static final int MOST_PARTITIONS = 250;

  QuarantineWalk {
    sources = sources.stream().sorted().toList();
  }

  /// @param rest where the next page begins; empty at the end
  record Page(List<QuarantineEntry> entries, Optional<Place> rest) {}

  /// @param most entries on the page
  Page page(int most) {
    var found = new ArrayList<QuarantineEntry>();
    int asked = 0;
    for (var place : places()) {
      if (asked++ == MOST_PARTITIONS) {
        return new Page(found, Optional.of(place));
      }
      int room = most - found.size();
      var here = entries.from(replay.programme(), place, room);
      found.addAll(here);
      if (here.size() == room) {
        return new Page(found, Optional.of(QuarantineKeys.place(here.getLast())));
      }
    }
    return new Page(found, Optional.empty());
  }

  private List<Place> places() {
    var all = sources.stream().flatMap(this::places);
    return replay
        .next()
        .map(
            next ->
                Stream.concat(
                    Stream.of(next), all.filter(place -> next.isInPartitionBefore(place))))
        .orElse(all)
        .toList();
  }

  private Stream<Place> places(String source) {
    var last = LocalDate.ofInstant(replay.wanted().until(), ZoneOffset.UTC);
    return last.minusDays(QuarantineTable.KEPT.toDays())
        .datesUntil(last.plusDays(1))
        .flatMap(
            day ->
                IntStream.range(0, QuarantineKeys.SHARDS)
                    .mapToObj(shard -> new Place(source, day, shard, "")));
  }
}
