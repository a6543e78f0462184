// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ramure.delivery.Subscribers.Tried;
import org.ramure.lambda.Log;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.WebhookDeliveryTable;
import org.ramure.webhook.Delivery;
import org.ramure.webhook.Subscription;
import org.ramure.webhook.WebhookEvent;

/// Sends what is new, what is due and what somebody asks for.
///
/// An event is sent first and written down after: one write for each instead of two, and three less
/// with those of the index. Between the two the function may die; then the queue hands the event
/// over again and the receiver gets it twice, under the same id.
///
/// @param clock real time, for how long a run may go on; when things are due is said by who calls
record Deliverer(
    WebhookDeliveryTable table,
    Subscribers subscribers,
    Lane lane,
    Resting resting,
    InstantSource clock) {

  /// After so long a run begins nothing more: the last attempt still has its patience, and the
  /// function its time to write.
  static final Duration RUN = Duration.ofSeconds(35);

  /// What came of a run or a batch.
  record Report(int delivered, int failed, int waiting) {

    static final Report NOTHING = new Report(0, 0, 0);

    static Report of(Delivery delivery) {
      return switch (delivery.state()) {
        case Delivery.Delivered _ -> new Report(1, 0, 0);
        case Delivery.Failed _ -> new Report(0, 1, 0);
        case Delivery.Waiting _ -> new Report(0, 0, 1);
      };
    }

    Report plus(Report more) {
      return new Report(delivered + more.delivered, failed + more.failed, waiting + more.waiting);
    }
  }

  /// Sends events to all who want them, receivers side by side.
  ///
  /// @return those that have to be handed over again
  Set<BusEvent> events(Collection<BusEvent> events, Instant now, BooleanSupplier goOn) {
    var work = new ArrayList<Supplier<Set<BusEvent>>>();
    for (var programme : events.stream().map(BusEvent::programme).distinct().toList()) {
      var its = events.stream().filter(e -> e.programme().equals(programme)).distinct().toList();
      for (var subscription : subscribers.of(programme)) {
        var wanted = its.stream().filter(e -> subscription.wants(e.event().type())).toList();
        if (!wanted.isEmpty() && !subscription.isDisabled()) {
          work.add(() -> sentSafely(subscription, wanted, now, goOn));
        }
      }
    }
    var again = new HashSet<BusEvent>();
    SideBySide.all(work).forEach(again::addAll);
    return again;
  }

  private Set<BusEvent> sentSafely(
      Subscription subscription, List<BusEvent> events, Instant now, BooleanSupplier goOn) {
    try {
      send(subscription, events.stream().map(BusEvent::event).toList(), now, goOn);
      return Set.of();
    } catch (RuntimeException e) {
      Log.error("webhooks.lane-failed", about(subscription.programme(), subscription.id()), e);
      return Set.copyOf(events);
    }
  }

  private void send(
      Subscription subscription, List<WebhookEvent> events, Instant now, BooleanSupplier goOn) {
    var held = table.held(subscription, events);
    var fresh =
        events.stream()
            .filter(event -> !held.contains(event))
            .map(event -> Delivery.of(subscription, event, now))
            .toList();
    if (!subscription.isActive()) {
      fresh.forEach(delivery -> table.write(delivery.again(now)));
    } else if (resting.has(subscription.id(), now)) {
      fresh.forEach(delivery -> table.write(delivery.later(now)));
    } else {
      var sent = lane.send(subscription, fresh, now, goOn);
      untried(sent).forEach(delivery -> table.write(delivery.later(now)));
      settle(subscription, sent, now);
    }
  }

  private static Stream<Delivery> untried(List<Lane.Sent> sent) {
    return sent.stream().filter(s -> s.seen().isEmpty()).map(Lane.Sent::delivery);
  }

  /// Writes what came of attempts, and what they say of the receiver.
  private Report settle(Subscription subscription, List<Lane.Sent> sent, Instant now) {
    var tried =
        sent.stream()
            .flatMap(
                s ->
                    s.seen().stream()
                        .map(seen -> new Tried(s.delivery().after(seen, now), seen.attempt())))
            .toList();
    tried.forEach(t -> table.write(t.delivery()));
    if (tried.stream().anyMatch(t -> t.attempt().isUnanswered())) {
      resting.add(subscription.id(), now);
    }
    subscribers.note(subscription, tried, now);
    var report =
        tried.stream().map(t -> Report.of(t.delivery())).reduce(Report.NOTHING, Report::plus);
    told(subscription, report);
    return report;
  }

  private static void told(Subscription subscription, Report report) {
    if (report.failed() > 0) {
      Log.warn("webhooks.given-up", with(subscription, report.failed()));
    } else if (report.waiting() > 0) {
      Log.info("webhooks.not-taken", with(subscription, report.waiting()));
    }
  }

  private static Map<Log.Field, ?> about(ProgrammeId programme, String subscription) {
    return Map.of(Log.Field.PROGRAMME, programme, Log.Field.ITEM, subscription);
  }

  private static Map<Log.Field, ?> with(Subscription subscription, int count) {
    return Map.of(
        Log.Field.PROGRAMME, subscription.programme(),
        Log.Field.ITEM, subscription.id(),
        Log.Field.COUNT, count);
  }

  /// A delivery that somebody asked for, unless it was sent meanwhile.
  ///
  /// @param name as the queue names it
  /// @throws IllegalArgumentException where it names no delivery
  Optional<Delivery> waiting(String name) {
    return table.find(name).filter(Delivery::isWaiting);
  }

  /// Sends what was asked for, whatever the state of its subscription, receivers side by side. What
  /// there is no time for stays due.
  ///
  /// @return those that have to be handed over again
  Set<Delivery> asked(Collection<Delivery> asked, Instant now, BooleanSupplier goOn) {
    var lanes =
        asked.stream().distinct().collect(groupingBy(Delivery::subscription)).values().stream()
            .<Supplier<Set<Delivery>>>map(of -> () -> askedSafely(of, now, goOn))
            .toList();
    return SideBySide.all(lanes).stream().flatMap(Set::stream).collect(toSet());
  }

  private Set<Delivery> askedSafely(List<Delivery> asked, Instant now, BooleanSupplier goOn) {
    var any = asked.getFirst();
    try {
      subscribers
          .find(any.programme(), any.subscription())
          .ifPresent(to -> settle(to, lane.send(to, asked, now, goOn), now));
      return Set.of();
    } catch (RuntimeException e) {
      Log.error("webhooks.lane-failed", about(any.programme(), any.subscription()), e);
      return Set.copyOf(asked);
    }
  }

  /// Sends all that is due, receivers side by side, each until nothing more is due, nobody answers
  /// or the time is over. What is left stays due.
  ///
  /// @throws RuntimeException where any lane failed, when all others are done
  Report due(List<ProgrammeId> programmes, Instant now) {
    var goOn = untilTheEndOfARun();
    var lanes =
        programmes.stream()
            .flatMap(programme -> subscribers.of(programme).stream())
            .filter(Subscription::isActive)
            .<Supplier<Report>>map(subscription -> () -> due(subscription, now, goOn))
            .toList();
    return SideBySide.all(lanes).stream().reduce(Report.NOTHING, Report::plus);
  }

  /// Whether there is time to begin something, of a run that begins now.
  BooleanSupplier untilTheEndOfARun() {
    var end = clock.instant().plus(RUN);
    return () -> clock.instant().isBefore(end);
  }

  private Report due(Subscription subscription, Instant now, BooleanSupplier goOn) {
    var report = Report.NOTHING;
    boolean more = true;
    while (more && goOn.getAsBoolean()) {
      var sent = lane.send(subscription, table.due(subscription, now), now, goOn);
      report = report.plus(settle(subscription, sent, now));
      more = !sent.isEmpty() && sent.stream().allMatch(Lane.Sent::isAnswered);
    }
    return report;
  }
}
