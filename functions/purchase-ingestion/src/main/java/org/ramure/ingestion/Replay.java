// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.ramure.lambda.Log;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.lambda.reading.Flaw;
import org.ramure.lambda.reading.Reading.Unusable;
import org.ramure.table.Correlation;
import org.ramure.table.QuarantineEntry;
import org.ramure.table.QuarantineTable;
import org.ramure.table.programmes.Source;
import software.amazon.awssdk.core.exception.SdkException;

/// Replays one message: its raw body takes the way of a fresh delivery again, as received when it
/// was. Its signature is not checked a second time; nothing unsigned gets into quarantine.
///
/// Repeatable at any point: evidence that is held already changes nothing, and the entry is marked
/// last. The purchase is also sent to the accrual queue, because the nightly sweep, which finds
/// what the stream's reader lost, looks back a few days from the day of receipt only.
record Replay(
    Reception reception,
    QuarantineBodies bodies,
    QuarantineTable entries,
    AccrualQueue accrual,
    InstantSource clock) {

  enum Outcome {
    /// It is evidence now, or says nothing about a sale.
    REPLAYED,
    /// It waits on, with a new reason.
    STILL_UNUSABLE,
    /// The raw body was not found.
    BODY_GONE,
    /// There is no such source any more.
    SOURCE_GONE
  }

  /// @param by who replays: a caller or a replay of many
  /// @throws SdkException where something needed does not answer: the entry stays as it is
  Outcome run(QuarantineEntry entry, String by) {
    return Correlation.within(entry.correlation(), () -> runAsFirst(entry, by));
  }

  /// Under the id of the request that brought the message.
  private Outcome runAsFirst(QuarantineEntry entry, String by) {
    var source = reception.surroundings().programmes().source(entry.programme(), entry.source());
    if (source.isEmpty()) {
      return logged(entry, Outcome.SOURCE_GONE);
    }
    var body = bodies.read(entry);
    return logged(
        entry,
        body.isEmpty()
            ? Outcome.BODY_GONE
            : settled(entry, take(entry, source.get(), body.get()), by));
  }

  private Reception.Taken take(QuarantineEntry entry, Source source, byte[] body) {
    var topic = Optional.of(entry.topic()).filter(name -> !name.isEmpty());
    try {
      return reception.take(source, topic, body, entry.receivedAt());
    } catch (SdkException unavailable) {
      throw unavailable;
    } catch (RuntimeException ourError) {
      Log.error("replay.internal", about(entry), ourError);
      return new Reception.Refused(new Unusable(Flaw.INTERNAL_ERROR, ""));
    }
  }

  private Outcome settled(QuarantineEntry entry, Reception.Taken taken, String by) {
    return switch (taken) {
      case Reception.Stored(Intake.Result result) -> {
        accrual.send(result.key());
        yield replayed(entry, by, result.word());
      }
      case Reception.Ignored _ -> replayed(entry, by, "ignored");
      case Reception.Refused(Unusable why) -> {
        entries.stillUnusable(entry, why.flaw().code(), why.field(), by);
        yield Outcome.STILL_UNUSABLE;
      }
    };
  }

  private Outcome replayed(QuarantineEntry entry, String by, String outcome) {
    entries.replayed(entry, new QuarantineEntry.Replayed(clock.instant(), by, outcome));
    return Outcome.REPLAYED;
  }

  private static Outcome logged(QuarantineEntry entry, Outcome outcome) {
    var fields = new EnumMap<Log.Field, Object>(about(entry));
    fields.put(Log.Field.OUTCOME, outcome);
    Log.info("quarantine.replayed", fields);
    return outcome;
  }

  static Map<Log.Field, Object> about(QuarantineEntry entry) {
    return Map.of(
        Log.Field.PROGRAMME, entry.programme(),
        Log.Field.SOURCE, entry.source(),
        Log.Field.ITEM, entry.id());
  }
}
