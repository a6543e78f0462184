// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ramure.table.WebhookKeys;
import org.ramure.webhook.Attempt;
import org.ramure.webhook.Delivery;
import org.ramure.webhook.Replay;

/// A delivery as the API shows it: what became of it, not what it says.
///
/// @param nextAttemptAt while it waits
/// @param endedAt when it was delivered or given up
/// @param tries since it was recorded, or replayed
/// @param attempts the latest first, a few
record DeliveryView(
    String id,
    Event event,
    String state,
    Instant recordedAt,
    Optional<Instant> nextAttemptAt,
    Optional<Instant> endedAt,
    int tries,
    List<Tried> attempts) {

  record Event(String id, String type, Instant time) {}

  record Tried(Instant at, long millis, Attempt.Outcome outcome, Optional<Integer> status) {

    static Tried of(Attempt attempt) {
      return new Tried(attempt.at(), attempt.millis(), attempt.outcome(), attempt.status());
    }
  }

  record Page(List<DeliveryView> deliveries, Optional<String> next) {}

  /// @param looked deliveries in the span of time so far
  /// @param queued that were made due
  record Progress(
      String id,
      Instant requestedAt,
      String requestedBy,
      Instant from,
      Instant until,
      Replay.Which which,
      Replay.Stage stage,
      long looked,
      long queued) {

    static Progress of(Replay replay) {
      return new Progress(
          replay.id(),
          replay.requestedAt(),
          replay.by(),
          replay.wanted().from(),
          replay.wanted().until(),
          replay.wanted().which(),
          replay.stage(),
          replay.counts().looked(),
          replay.counts().queued());
    }
  }

  static DeliveryView of(Delivery delivery) {
    var event = delivery.event();
    return new DeliveryView(
        WebhookKeys.reference(delivery),
        new Event(event.id(), event.type(), event.time()),
        state(delivery),
        delivery.recordedAt(),
        next(delivery),
        ended(delivery),
        delivery.tries(),
        delivery.attempts().stream().map(Tried::of).toList());
  }

  private static String state(Delivery delivery) {
    return switch (delivery.state()) {
      case Delivery.Waiting _ -> "WAITING";
      case Delivery.Delivered _ -> "DELIVERED";
      case Delivery.Failed _ -> "FAILED";
    };
  }

  private static Optional<Instant> next(Delivery delivery) {
    return delivery.state() instanceof Delivery.Waiting(Instant next)
        ? Optional.of(next)
        : Optional.empty();
  }

  private static Optional<Instant> ended(Delivery delivery) {
    return switch (delivery.state()) {
      case Delivery.Waiting _ -> Optional.empty();
      case Delivery.Delivered(Instant at) -> Optional.of(at);
      case Delivery.Failed(Instant at, _) -> Optional.of(at);
    };
  }
}
