// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.ramure.lambda.Log;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.QuarantineEntry;
import org.ramure.table.QuarantineEntry.Replayed;
import org.ramure.table.QuarantineEntry.Waiting;
import org.ramure.table.QuarantineKeys;
import org.ramure.table.QuarantineReplay;
import org.ramure.table.QuarantineReplay.Counts;
import org.ramure.table.QuarantineReplay.Place;
import org.ramure.table.QuarantineReplay.Wanted;
import org.ramure.table.QuarantineTable;
import org.ramure.table.programmes.Source;
import software.amazon.awssdk.core.exception.SdkException;

/// Replays of many, batch by batch: each batch ends with a message that brings the next.
///
/// A batch that is done twice, because its end was not heard of, changes nothing and counts the
/// same: an entry knows which replay took it out of quarantine or tried it in vain. Of two calls
/// that do the same batch at once one writes the step, and the other ends there.
///
/// @param newIds for replays: random
record Replays(
    Replay one,
    QuarantineTable entries,
    ReplayQueue queue,
    InstantSource clock,
    Supplier<UUID> newIds) {

  private static final int COUNTED_AT_ONCE = 1_000;
  private static final int REPLAYED_AT_ONCE = 25;

  /// A batch of a function that has a minute; what is left is the next one.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Counts FOUND = new Counts(1, 0, 0, 0);
  private static final Counts REPLAYED = new Counts(0, 1, 0, 0);
  private static final Counts STILL_UNUSABLE = new Counts(0, 0, 1, 0);
  private static final Counts FAILED = new Counts(0, 0, 0, 1);

  /// @param rest where the stage goes on; empty where it is through
  private record Batch(Counts counts, Optional<Place> rest) {}

  /// @param by who asks
  QuarantineReplay begin(ProgrammeId programme, String by, Wanted wanted) {
    var replay =
        QuarantineReplay.of(programme, newIds.get().toString(), clock.instant(), by, wanted);
    entries.begin(replay);
    queue.send(replay);
    return replay;
  }

  /// Does the next batch.
  ///
  /// @param partition names the replay; one that is forgotten or done is left alone
  void advance(String partition) {
    entries.replay(partition).filter(replay -> !replay.isDone()).ifPresent(this::advance);
  }

  private void advance(QuarantineReplay replay) {
    var batch =
        switch (replay.stage()) {
          case COUNTING -> count(replay);
          case REPLAYING -> replay(replay);
          case DONE -> throw new IllegalStateException("done: " + replay.id());
        };
    var next = replay.after(batch.counts(), batch.rest());
    if (entries.advance(next)) {
      log(next);
      if (!next.isDone()) {
        queue.send(next);
      }
    }
  }

  private Batch count(QuarantineReplay replay) {
    var page = walk(replay).page(COUNTED_AT_ONCE);
    var counts =
        page.entries().stream()
            .filter(entry -> entry.isWaiting() && replay.wanted().includes(entry))
            .map(_ -> FOUND)
            .reduce(Counts.NONE, Counts::plus);
    return new Batch(counts, page.rest());
  }

  private Batch replay(QuarantineReplay replay) {
    var end = clock.instant().plus(PATIENCE);
    var page = walk(replay).page(REPLAYED_AT_ONCE);
    var counts = Counts.NONE;
    for (var entry : page.entries()) {
      counts = counts.plus(replay(replay, entry));
      if (clock.instant().isAfter(end)) {
        return new Batch(counts, Optional.of(QuarantineKeys.place(entry)));
      }
    }
    return new Batch(counts, page.rest());
  }

  private Counts replay(QuarantineReplay replay, QuarantineEntry entry) {
    var name = replay.name();
    return switch (entry.state()) {
      case Replayed(_, String by, _) -> by.equals(name) ? REPLAYED : Counts.NONE;
      case Waiting(Optional<String> triedBy) when triedBy.filter(name::equals).isPresent() ->
          STILL_UNUSABLE;
      case Waiting _ -> replay.wanted().includes(entry) ? tried(entry, name) : Counts.NONE;
      case QuarantineEntry.Discarded _ -> Counts.NONE;
    };
  }

  private Counts tried(QuarantineEntry entry, String name) {
    try {
      return switch (one.run(entry, name)) {
        case REPLAYED -> REPLAYED;
        case STILL_UNUSABLE -> STILL_UNUSABLE;
        case BODY_GONE, SOURCE_GONE -> FAILED;
      };
    } catch (SdkException unavailable) {
      Log.error("replay.dependency", Replay.about(entry), unavailable);
      return FAILED;
    }
  }

  private QuarantineWalk walk(QuarantineReplay replay) {
    return new QuarantineWalk(entries, replay, sources(replay));
  }

  private List<String> sources(QuarantineReplay replay) {
    return replay
        .wanted()
        .source()
        .map(List::of)
        .orElseGet(
            () ->
                one.reception().surroundings().programmes().sources(replay.programme()).stream()
                    .map(Source::id)
                    .toList());
  }

  private static void log(QuarantineReplay replay) {
    Log.info(
        "replay." + replay.stage().name().toLowerCase(java.util.Locale.ROOT),
        Map.of(
            Log.Field.PROGRAMME, replay.programme(),
            Log.Field.ITEM, replay.id(),
            Log.Field.COUNT, replay.counts().found()));
  }
}
