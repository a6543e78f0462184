// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Kept;
import org.ramure.lambda.Log;
import org.ramure.lambda.Metrics;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.TableShape;
import org.ramure.table.WebhookSubscriptionTable;
import org.ramure.webhook.Attempt;
import org.ramure.webhook.Delivery;
import org.ramure.webhook.Subscription;

/// The subscriptions of a programme as the deliverer knows them: read once a minute, so that what
/// the office changes holds a minute later.
final class Subscribers {

  /// More often it is not written down that a receiver is well: it would cost a write per event.
  private static final Duration WELL_AGAIN = Duration.ofHours(1);

  private final WebhookSubscriptionTable table;
  private final Kept<ProgrammeId, List<Subscription>> kept;
  private final Metrics metrics;

  Subscribers(WebhookSubscriptionTable table, Metrics metrics, InstantSource clock) {
    this.table = table;
    this.metrics = metrics;
    this.kept = new Kept<>(programme -> Optional.of(table.all(programme)), clock);
  }

  static Subscribers of(Environment environment) {
    var clock = environment.clock();
    return new Subscribers(
        new WebhookSubscriptionTable(
            environment.dynamoDb(), environment.table(TableShape.WEBHOOKS)),
        new Metrics("webhook-delivery", clock),
        clock);
  }

  List<Subscription> of(ProgrammeId programme) {
    return kept.get(programme).orElseThrow();
  }

  /// As it is now.
  Optional<Subscription> find(ProgrammeId programme, String id) {
    return table.find(programme, id);
  }

  /// A delivery as it is after an attempt.
  record Tried(Delivery delivery, Attempt attempt) {}

  /// Notes what attempts say of the receiver itself: one that took anything is well.
  void note(Subscription known, List<Tried> all, Instant now) {
    if (all.stream().anyMatch(tried -> tried.attempt().isDelivered())) {
      well(known, now);
    } else {
      all.stream()
          .filter(tried -> isGivenUp(known, tried, now))
          .findFirst()
          .ifPresent(tried -> giveUp(known, tried, now));
    }
  }

  private static boolean isGivenUp(Subscription known, Tried tried, Instant now) {
    return known.givenUp(tried.delivery(), tried.attempt(), now).isPresent();
  }

  private void well(Subscription known, Instant now) {
    if (!now.isBefore(known.wellAt().plus(WELL_AGAIN))) {
      table.well(known, now);
      kept.forget(known.programme());
    }
  }

  /// Judged once more by what is there now: others may have found the receiver well, or changed it.
  private void giveUp(Subscription known, Tried tried, Instant now) {
    find(known.programme(), known.id())
        .flatMap(
            fresh -> fresh.givenUp(tried.delivery(), tried.attempt(), now).map(fresh::disabled))
        .filter(table::replace)
        .ifPresent(this::told);
    kept.forget(known.programme());
  }

  private void told(Subscription disabled) {
    metrics.count("WebhookSubscriptionsDisabled", 1);
    Log.warn(
        "webhooks.disabled",
        Map.of(
            Log.Field.PROGRAMME,
            disabled.programme(),
            Log.Field.ITEM,
            disabled.id(),
            Log.Field.PROBLEM,
            disabled.state() instanceof Subscription.Disabled d ? d.reason() : "none"));
  }
}
