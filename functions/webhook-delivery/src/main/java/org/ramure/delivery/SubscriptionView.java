// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ramure.webhook.EventPattern;
import org.ramure.webhook.Secrets.Retired;
import org.ramure.webhook.Subscription;

/// A subscription as the API shows it.
///
/// @param secret whole, and only in the answer that makes it
/// @param oldSecretsUntil when those that sign along stop to, the latest first
/// @param disabledBecause only where we disabled it
record SubscriptionView(
    String id,
    String url,
    List<String> types,
    Optional<String> description,
    String state,
    Optional<Instant> disabledAt,
    Optional<Subscription.Reason> disabledBecause,
    Instant wellAt,
    Optional<String> secret,
    Instant secretSince,
    List<Instant> oldSecretsUntil,
    Instant createdAt,
    String createdBy,
    Instant changedAt,
    String changedBy) {

  record All(List<SubscriptionView> subscriptions) {}

  static SubscriptionView of(Subscription subscription, Instant now) {
    return of(subscription, Optional.empty(), now);
  }

  /// @param secret to be shown this once
  static SubscriptionView of(Subscription subscription, Optional<String> secret, Instant now) {
    var wanted = subscription.wanted();
    var disabled = disabled(subscription);
    return new SubscriptionView(
        subscription.id(),
        wanted.url(),
        wanted.types().stream().map(EventPattern::text).toList(),
        wanted.description(),
        state(subscription),
        disabled.map(Subscription.Disabled::at),
        disabled.map(Subscription.Disabled::reason),
        subscription.wellAt(),
        secret,
        subscription.secrets().current().since(),
        subscription.secrets().before().stream().map(Retired::until).filter(now::isBefore).toList(),
        subscription.createdAt(),
        subscription.createdBy(),
        subscription.changedAt(),
        subscription.changedBy());
  }

  private static Optional<Subscription.Disabled> disabled(Subscription subscription) {
    return subscription.state() instanceof Subscription.Disabled disabled
        ? Optional.of(disabled)
        : Optional.empty();
  }

  private static String state(Subscription subscription) {
    return switch (subscription.state()) {
      case Subscription.Active _ -> "ACTIVE";
      case Subscription.Paused _ -> "PAUSED";
      case Subscription.Disabled _ -> "DISABLED";
    };
  }
}
