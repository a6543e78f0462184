// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.webhook;

import java.time.Instant;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;

/// Sends again what happened in a span of time, and how far it is. Deliveries are made due, one
/// batch after another; each step is written on condition that nobody took it before.
///
/// @param id random
/// @param by whose key asked
/// @param after the delivery where it goes on; empty at the beginning
/// @param step how many batches are done
public record Replay(
    ProgrammeId programme,
    String subscription,
    String id,
    Instant requestedAt,
    String by,
    Wanted wanted,
    Stage stage,
    Optional<String> after,
    Counts counts,
    long step) {

  public enum Which {
    ALL,
    /// What failed, and what waits for its next attempt.
    UNDELIVERED
  }

  public enum Stage {
    REPLAYING,
    DONE
  }

  /// @param from the earliest time of an event
  /// @param until before this time
  public record Wanted(Instant from, Instant until, Which which) {

    public boolean includes(Delivery delivery) {
      return switch (which) {
        case ALL -> true;
        case UNDELIVERED -> !(delivery.state() instanceof Delivery.Delivered);
      };
    }
  }

  /// @param looked deliveries in the span of time
  /// @param queued that were made due
  public record Counts(long looked, long queued) {

    public Counts plus(Counts more) {
      return new Counts(looked + more.looked, queued + more.queued);
    }
  }

  public static Replay of(
      Subscription subscription, String id, Instant requestedAt, String by, Wanted wanted) {
    return new Replay(
        subscription.programme(),
        subscription.id(),
        id,
        requestedAt,
        by,
        wanted,
        Stage.REPLAYING,
        Optional.empty(),
        new Counts(0, 0),
        0);
  }

  public boolean isDone() {
    return stage == Stage.DONE;
  }

  /// @param rest where it goes on; empty where it is through
  public Replay after(Counts batch, Optional<String> rest) {
    return new Replay(
        programme,
        subscription,
        id,
        requestedAt,
        by,
        wanted,
        rest.isPresent() ? Stage.REPLAYING : Stage.DONE,
        rest,
        counts.plus(batch),
        step + 1);
  }
}
