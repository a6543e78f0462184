// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.ramure.lambda.Json;
import org.ramure.lambda.batch.WebhookQueue;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.IdempotencyKey;
import org.ramure.lambda.http.Problem;
import org.ramure.table.Once;
import org.ramure.table.WebhookDeliveryTable;
import org.ramure.webhook.Delivery;
import org.ramure.webhook.Replay;
import org.ramure.webhook.Subscription;
import org.ramure.webhook.WebhookEvent;

/// What was sent and what became of it; sending once more, and trying out.
record DeliveryDesk(
    SubscriptionDesk subscriptions, WebhookDeliveryTable table, WebhookQueue queue) {

  private static final int TRIES = 5;
  private static final Set<String> STATES = Set.of("WAITING", "DELIVERED", "FAILED");

  private Instant now() {
    return subscriptions.clock().instant();
  }

  HttpAnswer list(HttpRequest request, ApiKeyCaller caller) {
    var listed =
        new WebhookDeliveryTable.Listed(state(request), request.query("cursor"), request.limit());
    var subscription = subscriptions.find(request, caller);
    var page = table.list(subscription.programme(), subscription.id(), listed);
    return HttpAnswer.ok(
        new DeliveryView.Page(
            page.deliveries().stream().map(DeliveryView::of).toList(), page.next()));
  }

  private static Optional<String> state(HttpRequest request) {
    var state = request.query("state");
    if (state.isPresent() && !STATES.contains(state.get())) {
      throw new Json.Malformed("state", "must be WAITING, DELIVERED or FAILED");
    }
    return state;
  }

  /// Makes an event that says nothing and sends it, whatever the state of the subscription.
  HttpAnswer test(HttpRequest request, ApiKeyCaller caller) {
    var once = IdempotencyKey.of(request, caller);
    var subscription = subscriptions.find(request, caller);
    Consumer<String> sendOn =
        id ->
            table
                .find(subscription.programme(), subscription.id(), id)
                .filter(Delivery::isWaiting)
                .ifPresent(queue::send);
    return again(once, sendOn).orElseGet(() -> test(subscription, once, sendOn));
  }

  private HttpAnswer test(Subscription subscription, Once once, Consumer<String> sendOn) {
    var now = now();
    var delivery = Delivery.of(subscription, event(subscription, now), now).again(now);
    var answer = new Once.Answer(202, Json.text(DeliveryView.of(delivery)));
    if (table.write(delivery, once, answer)) {
      queue.send(delivery);
      return HttpAnswer.accepted(DeliveryView.of(delivery));
    }
    return again(once, sendOn).orElseGet(Problem::busy);
  }

  private static WebhookEvent event(Subscription subscription, Instant now) {
    var id = UUID.randomUUID().toString().replace("-", "");
    var time = now.truncatedTo(ChronoUnit.MILLIS);
    var event = new LinkedHashMap<String, Object>();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("source", "/programmes/" + subscription.programme());
    event.put("type", WebhookEvent.TEST);
    event.put("subject", subscription.id());
    event.put("time", time);
    event.put("datacontenttype", "application/json");
    event.put("programme", subscription.programme().value());
    event.put("data", Map.of("subscription", subscription.id()));
    return new WebhookEvent(id, WebhookEvent.TEST, time, Json.text(event));
  }

  /// The answer of the first time. Its message may not have reached the queue: that is made up for.
  ///
  /// @param sendOn gets the id that was answered
  private Optional<HttpAnswer> again(Once once, Consumer<String> sendOn) {
    var answer = subscriptions.again(once);
    answer
        .filter(given -> given.status() == 202)
        .ifPresent(given -> sendOn.accept(Json.tree(given.body()).path("id").asText()));
    return answer;
  }

  /// Sends one once more, whatever became of it. It has its reference in the URL: asking again
  /// before it was sent asks for the same. Whoever else writes it meanwhile, an attempt or somebody
  /// who asks the same, is read and gone on from.
  HttpAnswer replay(HttpRequest request, ApiKeyCaller caller) {
    var subscription = subscriptions.find(request, caller);
    for (int tries = 0; tries < TRIES; tries++) {
      var held =
          table
              .find(subscription.programme(), subscription.id(), request.path("delivery"))
              .orElseThrow(() -> new Problem.Refused(Problem.notFound("No such delivery")));
      var next = held.again(now());
      if (table.write(next)) {
        queue.send(next);
        return HttpAnswer.accepted(DeliveryView.of(next));
      }
    }
    return Problem.busy();
  }

  /// Answers at once; the work is done batch by batch.
  HttpAnswer replayMany(HttpRequest request, ApiKeyCaller caller) {
    Asked.Many asked = request.read(Asked.Many.READER);
    var once = IdempotencyKey.of(request, caller);
    var subscription = subscriptions.find(request, caller);
    return again(once, id -> sendOn(subscription, id))
        .orElseGet(() -> replayMany(subscription, asked, once, caller));
  }

  private HttpAnswer replayMany(
      Subscription subscription, Asked.Many asked, Once once, ApiKeyCaller caller) {
    var now = now();
    var replay =
        Replay.of(
            subscription, UUID.randomUUID().toString(), now, caller.name(), asked.wanted(now));
    var answer = new Once.Answer(202, Json.text(DeliveryView.Progress.of(replay)));
    if (table.begin(replay, once, answer)) {
      queue.send(replay);
      return HttpAnswer.accepted(DeliveryView.Progress.of(replay));
    }
    return again(once, id -> sendOn(subscription, id)).orElseGet(Problem::busy);
  }

  /// A step done twice counts once.
  private void sendOn(Subscription subscription, String id) {
    table
        .replay(subscription.programme(), subscription.id(), id)
        .filter(replay -> !replay.isDone())
        .ifPresent(queue::send);
  }

  HttpAnswer progress(HttpRequest request, ApiKeyCaller caller) {
    var subscription = subscriptions.find(request, caller);
    return Optional.of(request.path("replay"))
        .filter(id -> id.matches("[0-9a-f-]{36}"))
        .flatMap(id -> table.replay(subscription.programme(), subscription.id(), id))
        .map(replay -> HttpAnswer.ok(DeliveryView.Progress.of(replay)))
        .orElseGet(() -> Problem.notFound("No such replay").answer());
  }
}
