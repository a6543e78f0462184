// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;

/// A replay of many entries, and how far it is. First everything is counted, then replayed, in
/// small batches; each step is written on condition that nobody took it before.
///
/// @param id random
/// @param by who asked
/// @param next where the stage goes on; empty at its beginning
/// @param step how many batches are done
public record QuarantineReplay(
    ProgrammeId programme,
    String id,
    Instant requestedAt,
    String by,
    Wanted wanted,
    Stage stage,
    Optional<Place> next,
    Counts counts,
    long step) {

  /// Which entries.
  ///
  /// @param until received at the latest
  public record Wanted(Optional<String> source, Optional<String> reason, Instant until) {

    /// Whether a waiting entry is one of them.
    public boolean includes(QuarantineEntry entry) {
      return !entry.receivedAt().isAfter(until)
          && source.map(entry.source()::equals).orElse(true)
          && reason.map(entry.reason()::equals).orElse(true);
    }
  }

  public enum Stage {
    COUNTING,
    REPLAYING,
    DONE
  }

  /// @param found that waited when they were counted
  /// @param stillUnusable that wait on, with the reason of this time
  /// @param failed that wait on, because something needed did not answer or is gone
  public record Counts(long found, long replayed, long stillUnusable, long failed) {

    public static final Counts NONE = new Counts(0, 0, 0, 0);

    public Counts plus(Counts more) {
      return new Counts(
          found + more.found,
          replayed + more.replayed,
          stillUnusable + more.stillUnusable,
          failed + more.failed);
    }
  }

  /// A place in the table: source by source, day by day, shard by shard, by id.
  ///
  /// @param after the id before it; empty at the partition's beginning
  public record Place(String source, LocalDate day, int shard, String after)
      implements Comparable<Place> {

    private static final Comparator<Place> BY_PARTITION =
        Comparator.comparing(Place::source)
            .thenComparing(Place::day)
            .thenComparingInt(Place::shard);

    @Override
    public int compareTo(Place other) {
      return BY_PARTITION.thenComparing(Place::after).compare(this, other);
    }

    /// Whether the whole partition lies before the other's.
    public boolean isInPartitionBefore(Place other) {
      return BY_PARTITION.compare(this, other) < 0;
    }
  }

  public static QuarantineReplay of(
      ProgrammeId programme, String id, Instant requestedAt, String by, Wanted wanted) {
    return new QuarantineReplay(
        programme, id, requestedAt, by, wanted, Stage.COUNTING, Optional.empty(), Counts.NONE, 0);
  }

  public boolean isDone() {
    return stage == Stage.DONE;
  }

  /// How it is named on the entries it tried.
  public String name() {
    return "replay:" + id;
  }

  /// After one more batch of its stage.
  ///
  /// @param rest where the stage goes on; empty where it is through
  public QuarantineReplay after(Counts batch, Optional<Place> rest) {
    return new QuarantineReplay(
        programme,
        id,
        requestedAt,
        by,
        wanted,
        rest.isPresent() ? stage : Stage.values()[stage.ordinal() + 1],
        rest,
        counts.plus(batch),
        step + 1);
  }
}
