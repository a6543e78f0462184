// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Log;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/// The bus on which others listen.
///
/// Events of one subject are put one after another, never in the same call: EventBridge takes or
/// refuses each entry for itself, and one that is tried again must not arrive behind the next.
///
/// @param firstPause before a second try; each further pause is twice as long
record EventBus(EventBridgeClient client, String name, Duration firstPause) {

  /// Entries and bytes that one call takes.
  static final int MOST_ENTRIES = 10;

  static final int MOST_BYTES = 256 * 1024;

  private static final int TRIES = 5;

  /// What EventBridge says of an entry that it may take another time.
  private static final Set<String> PASSING =
      Set.of("ThrottlingException", "InternalFailure", "InternalException");

  static EventBus of(Environment environment) {
    return new EventBus(
        environment.client(EventBridgeClient.builder()),
        environment.require("EVENT_BUS_NAME"),
        Duration.ofMillis(100));
  }

  /// Puts events in their order, until one cannot be put now.
  ///
  /// @param refused gets each event that the bus will never take, with the reason's code; one that
  ///     it cannot deal with has to be put again
  /// @return the events that have to be put again, the oldest first: one that could not be put, and
  ///     all behind it. Some of those may have been taken already
  List<Outgoing> put(List<Outgoing> events, BiConsumer<Outgoing, String> refused) {
    var rest = events;
    while (!rest.isEmpty()) {
      var call = call(rest);
      var left = putSafely(call, refused);
      if (!left.isEmpty()) {
        return rest.subList(rest.indexOf(left.getFirst()), rest.size());
      }
      rest = rest.subList(call.size(), rest.size());
    }
    return List.of();
  }

  /// Where the bus cannot be reached at all, the SDK has tried often enough.
  private List<Outgoing> putSafely(List<Outgoing> call, BiConsumer<Outgoing, String> refused) {
    try {
      if (call.getFirst().bytes() > MOST_BYTES) {
        refused.accept(call.getFirst(), "TooLarge");
        return List.of();
      }
      return putAll(call, refused);
    } catch (RuntimeException e) {
      Log.error("events.not-put", Map.of(Log.Field.COUNT, call.size()), e);
      return call;
    }
  }

  /// As many from the beginning as may go in one call: one that is too large, alone.
  private static List<Outgoing> call(List<Outgoing> events) {
    var subjects = new HashSet<String>();
    int bytes = 0;
    for (int i = 0; i < events.size(); i++) {
      var event = events.get(i);
      bytes += event.bytes();
      if (i == MOST_ENTRIES || bytes > MOST_BYTES || !subjects.add(event.event().subject())) {
        return events.subList(0, Math.max(1, i));
      }
    }
    return events;
  }

  /// @return what the bus did not take in the end
  private List<Outgoing> putAll(List<Outgoing> call, BiConsumer<Outgoing, String> refused) {
    var left = call;
    for (int tries = 1; !left.isEmpty() && tries <= TRIES; tries++) {
      if (tries > 1) {
        pause(tries - 1);
      }
      left = putOnce(left, refused);
    }
    return left;
  }

  private void pause(int triesBefore) {
    long most = firstPause.toNanos() << triesBefore;
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 4, most / 2 + 1));
  }

  /// @return the entries to be tried again
  private List<Outgoing> putOnce(List<Outgoing> call, BiConsumer<Outgoing, String> refused) {
    var answer = client.putEvents(p -> p.entries(call.stream().map(this::entry).toList()));
    if (answer.failedEntryCount() == 0) {
      return List.of();
    }
    var again = new ArrayList<Outgoing>();
    IntStream.range(0, call.size())
        .filter(i -> isRefused(answer.entries().get(i)))
        .forEach(
            i -> {
              var code = answer.entries().get(i).errorCode();
              if (PASSING.contains(code)) {
                again.add(call.get(i));
              } else {
                refused.accept(call.get(i), code);
              }
            });
    return again;
  }

  private static boolean isRefused(PutEventsResultEntry entry) {
    return entry.errorCode() != null;
  }

  private PutEventsRequestEntry entry(Outgoing outgoing) {
    return PutEventsRequestEntry.builder()
        .eventBusName(name)
        .source(Outgoing.SOURCE)
        .detailType(outgoing.event().type())
        .detail(outgoing.detail())
        .time(outgoing.event().time())
        .build();
  }
}
