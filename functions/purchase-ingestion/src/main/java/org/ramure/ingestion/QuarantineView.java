// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.language.Messages;
import org.ramure.table.QuarantineEntry;
import org.ramure.table.QuarantineEntry.Discarded;
import org.ramure.table.QuarantineEntry.Replayed;
import org.ramure.table.QuarantineEntry.Waiting;
import org.ramure.table.QuarantineReplay;

/// An entry as staff reads it: what is wrong with a message and what became of it, and nothing of
/// what it says.
///
/// @param age since the shop sent it, ISO 8601, whole seconds
/// @param correlationId of the request that brought it: as its log lines have it
/// @param reason a stable code; {@code sentence} says it in the language asked for
/// @param field where in the message; absent for the whole
/// @param state {@code WAITING}, {@code REPLAYED} or {@code DISCARDED}
/// @param outcome of a replay: {@code stored}, {@code unchanged}, {@code older}, {@code ignored}
record QuarantineView(
    String id,
    String source,
    String topic,
    Optional<String> correlationId,
    Instant receivedAt,
    String age,
    String reason,
    Optional<String> field,
    String sentence,
    String state,
    Optional<Instant> replayedAt,
    Optional<String> replayedBy,
    Optional<String> outcome,
    Optional<Instant> discardedAt,
    Optional<String> discardedBy,
    Optional<String> why) {

  /// @param next the cursor of what follows; absent at the end
  record Page(List<QuarantineView> entries, Optional<String> next) {}

  /// @param by who asked
  record Progress(
      String id,
      Instant requestedAt,
      String by,
      Optional<String> source,
      Optional<String> reason,
      Instant until,
      String stage,
      long found,
      long replayed,
      long stillUnusable,
      long failed,
      boolean done) {

    static Progress of(QuarantineReplay replay) {
      return new Progress(
          replay.id(),
          replay.requestedAt(),
          replay.by(),
          replay.wanted().source(),
          replay.wanted().reason(),
          replay.wanted().until(),
          replay.stage().name(),
          replay.counts().found(),
          replay.counts().replayed(),
          replay.counts().stillUnusable(),
          replay.counts().failed(),
          replay.isDone());
    }
  }

  static QuarantineView of(QuarantineEntry entry, Messages messages, Instant now) {
    return switch (entry.state()) {
      case Waiting _ -> of(entry, messages, now, "WAITING", Optional.empty(), Optional.empty());
      case Replayed replayed ->
          of(entry, messages, now, "REPLAYED", Optional.of(replayed), Optional.empty());
      case Discarded discarded ->
          of(entry, messages, now, "DISCARDED", Optional.empty(), Optional.of(discarded));
    };
  }

  private static QuarantineView of(
      QuarantineEntry entry,
      Messages messages,
      Instant now,
      String state,
      Optional<Replayed> replayed,
      Optional<Discarded> discarded) {
    return new QuarantineView(
        entry.reference(),
        entry.source(),
        entry.topic(),
        entry.correlation(),
        entry.receivedAt(),
        age(entry.receivedAt(), now).toString(),
        entry.reason(),
        Optional.of(entry.field()).filter(field -> !field.isEmpty()),
        messages.text("quarantine." + entry.reason()),
        state,
        replayed.map(Replayed::at),
        replayed.map(Replayed::by),
        replayed.map(Replayed::outcome),
        discarded.map(Discarded::at),
        discarded.map(Discarded::by),
        discarded.map(Discarded::why));
  }

  /// Clocks of two machines may differ: nothing is younger than 0.
  static Duration age(Instant since, Instant now) {
    var age = Duration.between(since, now).truncatedTo(ChronoUnit.SECONDS);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
