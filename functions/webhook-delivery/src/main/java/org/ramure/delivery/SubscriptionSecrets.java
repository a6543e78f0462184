// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.time.Instant;
import java.util.List;
import org.ramure.lambda.Environment;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.Sealing;
import org.ramure.programme.ProgrammeId;
import org.ramure.webhook.Subscription;

/// Secrets of subscriptions, sealed for the one they belong to.
record SubscriptionSecrets(Sealing sealing) {

  private static final String PURPOSE = "webhook-subscription";

  static SubscriptionSecrets of(Environment environment) {
    return new SubscriptionSecrets(new Sealing(KeyRing.of(environment, "SEALING_KEYS")));
  }

  String seal(String secret, ProgrammeId programme, String subscription) {
    return sealing.seal(secret, programme.value(), PURPOSE, subscription);
  }

  /// Those that sign now, the newest first.
  List<String> signing(Subscription subscription, Instant now) {
    return subscription.secrets().signing(now).stream()
        .map(secret -> unsealed(secret, subscription))
        .toList();
  }

  private String unsealed(String secret, Subscription subscription) {
    return sealing.unseal(secret, subscription.programme().value(), PURPOSE, subscription.id());
  }
}
