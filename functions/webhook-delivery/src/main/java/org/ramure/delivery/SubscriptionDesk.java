// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.ramure.lambda.Json;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.IdempotencyKey;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import org.ramure.table.Contention;
import org.ramure.table.Once;
import org.ramure.table.WebhookSubscriptionTable;
import org.ramure.webhook.Secrets;
import org.ramure.webhook.Subscription;
import org.ramure.webhook.Subscription.Wanted;

/// Who gets events, as the office sets it up. What it changes holds a minute later.
record SubscriptionDesk(
    WebhookSubscriptionTable table,
    SubscriptionSecrets secrets,
    Receivers receivers,
    InstantSource clock) {

  /// The answer shows the secret; the one to a repeat does not, because nothing that holds it is
  /// kept in the open.
  HttpAnswer create(HttpRequest request, ApiKeyCaller caller) {
    Asked.Creation asked = request.read(Asked.Creation.READER);
    var once = IdempotencyKey.of(request, caller);
    return again(once).orElseGet(() -> create(asked.wanted(), once, caller));
  }

  private HttpAnswer create(Wanted wanted, Once once, ApiKeyCaller caller) {
    requireReceiver(wanted);
    var now = clock.instant();
    var secret = Signature.newSecret();
    var subscription = subscription(wanted, secret, caller, now);
    var kept = new Once.Answer(201, Json.text(SubscriptionView.of(subscription, now)));
    return table.create(subscription, once, kept)
        ? HttpAnswer.created(SubscriptionView.of(subscription, Optional.of(secret), now))
        : again(once).orElseGet(SubscriptionDesk::tooMany);
  }

  private Subscription subscription(
      Wanted wanted, String secret, ApiKeyCaller caller, Instant now) {
    var id = UUID.randomUUID().toString();
    return new Subscription(
        caller.programme(),
        id,
        wanted,
        Secrets.first(secrets.seal(secret, caller.programme(), id), now),
        new Subscription.Active(),
        now,
        now,
        caller.name(),
        now,
        caller.name(),
        1);
  }

  /// Judged now, and again at each request: a name may lead elsewhere tomorrow.
  private void requireReceiver(Wanted wanted) {
    try {
      receivers.addresses(ReceiverUrl.of(wanted.url(), receivers).host());
    } catch (IOException notReachable) {
      throw new Problem.Refused(
          new Problem(
                  ProblemType.RECEIVER_NOT_ALLOWED,
                  "Events cannot be sent there",
                  "The name leads nowhere, or to an address that is not of the internet at large")
              .at("url"));
    }
  }

  /// The answer of the first time.
  Optional<HttpAnswer> again(Once once) {
    return IdempotencyKey.again(table.before(once));
  }

  private static HttpAnswer tooMany() {
    return new Problem(
            ProblemType.TOO_MANY_SUBSCRIPTIONS,
            "The programme has as many subscriptions as it may have",
            "At most " + WebhookSubscriptionTable.MOST + "; delete one first")
        .answer();
  }

  HttpAnswer list(HttpRequest request, ApiKeyCaller caller) {
    var now = clock.instant();
    return HttpAnswer.ok(
        new SubscriptionView.All(
            table.all(caller.programme()).stream()
                .map(subscription -> SubscriptionView.of(subscription, now))
                .toList()));
  }

  HttpAnswer one(HttpRequest request, ApiKeyCaller caller) {
    return HttpAnswer.ok(SubscriptionView.of(find(request, caller), clock.instant()));
  }

  /// The subscription of the path.
  Subscription find(HttpRequest request, ApiKeyCaller caller) {
    return Optional.of(request.path("id"))
        .filter(id -> id.matches("[0-9a-f-]{36}"))
        .flatMap(id -> table.find(caller.programme(), id))
        .orElseThrow(() -> new Problem.Refused(Problem.notFound("No such subscription")));
  }

  HttpAnswer change(HttpRequest request, ApiKeyCaller caller) {
    Asked.Change asked = request.read(Asked.Change.READER);
    return Contention.decided(() -> change(find(request, caller), asked, caller))
        .orElseGet(Problem::busy);
  }

  /// @return empty when somebody else wrote meanwhile
  private Optional<HttpAnswer> change(Subscription held, Asked.Change asked, ApiKeyCaller caller) {
    requireReceiver(asked.wanted());
    var now = clock.instant();
    var next = held.changed(asked.wanted(), asked.state().state(), now, caller.name());
    return table.replace(next)
        ? Optional.of(HttpAnswer.ok(SubscriptionView.of(next, now)))
        : Optional.empty();
  }

  /// What waits for it is not sent any more. Deleting what is not there is no mistake.
  HttpAnswer delete(HttpRequest request, ApiKeyCaller caller) {
    table.delete(caller.programme(), request.path("id"));
    return HttpAnswer.noContent();
  }

  HttpAnswer rotate(HttpRequest request, ApiKeyCaller caller) {
    var asked = Asked.Rotation.of(request);
    var once = IdempotencyKey.of(request, caller);
    return Contention.decided(
            () -> again(once).or(() -> rotate(find(request, caller), asked, once, caller)))
        .orElseGet(Problem::busy);
  }

  /// @return empty when somebody else wrote meanwhile
  private Optional<HttpAnswer> rotate(
      Subscription held, Asked.Rotation asked, Once once, ApiKeyCaller caller) {
    var now = clock.instant();
    var secret = Signature.newSecret();
    var next =
        held.rotated(
            secrets.seal(secret, held.programme(), held.id()), asked.overlap(), now, caller.name());
    var kept = new Once.Answer(200, Json.text(SubscriptionView.of(next, now)));
    return table.replace(next, once, kept)
        ? Optional.of(HttpAnswer.ok(SubscriptionView.of(next, Optional.of(secret), now)))
        : Optional.empty();
  }
}
