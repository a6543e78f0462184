// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.programme.ProgrammeId;

/// One event for one subscription, and what became of it.
///
/// @param recordedAt when it was first written
/// @param since when its attempts began, which a replay begins anew; to wait unsent, behind others
///     or because its owner stopped the receiver, costs none of its time
/// @param tries since then
/// @param attempts the latest first, a few
/// @param revision counts the writes; 0 before the first
public record Delivery(
    ProgrammeId programme,
    String subscription,
    WebhookEvent event,
    Instant recordedAt,
    State state,
    Instant since,
    int tries,
    List<Attempt> attempts,
    long revision) {

  /// So many attempts are remembered.
  public static final int REMEMBERED = 5;

  public sealed interface State {}

  /// @param next when it is due
  public record Waiting(Instant next) implements State {}

  public record Delivered(Instant at) implements State {}

  /// Given up.
  ///
  /// @param why what came of the last attempt
  public record Failed(Instant at, Attempt.Outcome why) implements State {}

  public Delivery {
    attempts = List.copyOf(attempts);
  }

  /// An event that was not sent yet and is due.
  public static Delivery of(Subscription subscription, WebhookEvent event, Instant now) {
    return new Delivery(
        subscription.programme(),
        subscription.id(),
        event,
        now,
        new Waiting(now),
        now,
        0,
        List.of(),
        0);
  }

  public boolean isWaiting() {
    return state instanceof Waiting;
  }

  /// A test is not tried again: somebody looks at it.
  public Delivery after(Attempt.Seen seen, Instant now) {
    var attempt = seen.attempt();
    int tried = tries + 1;
    var began = tries == 0 ? now : since;
    if (attempt.isDelivered()) {
      return with(new Delivered(now), began, tried, remembered(attempt));
    }
    Optional<Instant> next =
        event.isTest() || attempt.outcome() == Attempt.Outcome.GONE
            ? Optional.empty()
            : Retries.next(tried, began, now, seen.retryAfter(), event.id());
    return with(
        next.<State>map(Waiting::new).orElseGet(() -> new Failed(now, attempt.outcome())),
        began,
        tried,
        remembered(attempt));
  }

  /// Not tried, because its receiver does not answer at the moment.
  public Delivery later(Instant now) {
    var next = Retries.next(1, now, now, Optional.empty(), event.id());
    return with(new Waiting(next.orElse(now)), since, tries, attempts);
  }

  /// To be sent once more, whatever became of it.
  public Delivery again(Instant now) {
    return with(new Waiting(now), now, 0, attempts);
  }

  private Delivery with(State next, Instant sinceThen, int tried, List<Attempt> known) {
    return new Delivery(
        programme, subscription, event, recordedAt, next, sinceThen, tried, known, revision + 1);
  }

  private List<Attempt> remembered(Attempt attempt) {
    return Stream.concat(Stream.of(attempt), attempts.stream()).limit(REMEMBERED).toList();
  }
}
