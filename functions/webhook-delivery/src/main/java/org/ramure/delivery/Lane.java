// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.ramure.webhook.Attempt.Seen;
import org.ramure.webhook.Delivery;
import org.ramure.webhook.Subscription;

/// The way to one receiver: a few requests at once and no more, whatever there is to send. Where
/// one finds nobody who answers, no other is begun.
record Lane(Sender sender, SubscriptionSecrets secrets) {

  static final int AT_ONCE = 4;

  /// @param seen empty where it was not tried
  record Sent(Delivery delivery, Optional<Seen> seen) {

    boolean isAnswered() {
      return seen.map(s -> !s.attempt().isUnanswered()).orElse(false);
    }
  }

  /// Tries each once.
  ///
  /// @param goOn whether there is time for another
  /// @return as many as were given, in no order
  List<Sent> send(
      Subscription subscription, List<Delivery> deliveries, Instant now, BooleanSupplier goOn) {
    var run = new Run(subscription, secrets.signing(subscription, now), now, goOn, deliveries);
    Supplier<List<Sent>> worker = run::work;
    var workers = Collections.nCopies(Math.min(AT_ONCE, deliveries.size()), worker);
    return SideBySide.all(workers).stream().flatMap(List::stream).toList();
  }

  private final class Run {
    private final Subscription subscription;
    private final List<String> signing;
    private final Instant now;
    private final BooleanSupplier goOn;
    private final Queue<Delivery> left;
    private final AtomicBoolean unanswered = new AtomicBoolean();

    Run(
        Subscription subscription,
        List<String> signing,
        Instant now,
        BooleanSupplier goOn,
        List<Delivery> deliveries) {
      this.subscription = subscription;
      this.signing = signing;
      this.now = now;
      this.goOn = goOn;
      this.left = new ConcurrentLinkedQueue<>(deliveries);
    }

    List<Sent> work() {
      var sent = new ArrayList<Sent>();
      for (var next = left.poll(); next != null; next = left.poll()) {
        sent.add(new Sent(next, isOpen() ? Optional.of(tried(next)) : Optional.empty()));
      }
      return sent;
    }

    private boolean isOpen() {
      return !unanswered.get() && goOn.getAsBoolean();
    }

    private Seen tried(Delivery delivery) {
      var seen = sender.send(subscription.wanted().url(), delivery.event(), signing, now);
      if (seen.attempt().isUnanswered()) {
        unanswered.set(true);
      }
      return seen;
    }
  }
}
