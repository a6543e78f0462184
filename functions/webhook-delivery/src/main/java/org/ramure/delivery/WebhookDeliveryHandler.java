// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.batch.Batch;
import org.ramure.lambda.batch.BatchItem;
import org.ramure.lambda.batch.WebhookQueue;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.TableShape;
import org.ramure.table.WebhookDeliveryTable;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.webhook.Delivery;

/// Sends webhooks: fed by its queue, and woken every minute for what is due.
public final class WebhookDeliveryHandler implements RequestStreamHandler {

  private final Deliverer deliverer;
  private final Replays replays;
  private final Supplier<List<ProgrammeId>> programmes;
  private final InstantSource clock;

  public WebhookDeliveryHandler() {
    this(Environment.ofProcess());
  }

  private WebhookDeliveryHandler(Environment environment) {
    this(
        environment,
        new WebhookDeliveryTable(environment.dynamoDb(), environment.table(TableShape.WEBHOOKS)));
  }

  private WebhookDeliveryHandler(Environment environment, WebhookDeliveryTable table) {
    this(
        new Deliverer(
            table,
            Subscribers.of(environment),
            new Lane(
                Sender.of(environment, Receivers.of(environment)),
                SubscriptionSecrets.of(environment)),
            new Resting(),
            environment.clock()),
        new Replays(table, WebhookQueue.of(environment)),
        new ProgrammeTable(environment.dynamoDb(), environment.table(TableShape.PROGRAMMES))
            ::programmes);
  }

  /// @param programmes all there are
  WebhookDeliveryHandler(
      Deliverer deliverer, Replays replays, Supplier<List<ProgrammeId>> programmes) {
    this.deliverer = deliverer;
    this.replays = replays;
    this.programmes = programmes;
    this.clock = deliverer.clock();
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = Json.tree(in.readAllBytes());
    out.write(Json.bytes(Log.correlated(context.getAwsRequestId(), () -> answer(event))));
  }

  private Object answer(JsonNode event) {
    return event.has("scheduledTime")
        ? deliverer.due(programmes.get(), Instant.parse(event.path("scheduledTime").asText()))
        : Batch.answer(workOff(Batch.of(event).items()));
  }

  /// @return the identifiers of the messages to be handed over again
  private List<String> workOff(List<BatchItem> items) {
    var now = clock.instant();
    var goOn = deliverer.untilTheEndOfARun();
    var again = new ArrayList<String>();
    var events = new LinkedHashMap<String, BusEvent>();
    var asked = new LinkedHashMap<String, Delivery>();
    for (var item : items) {
      try {
        switch (WebhookQueue.work(item.fromQueue().body())) {
          case WebhookQueue.Event(JsonNode event) ->
              events.put(item.identifier(), BusEvent.of(event));
          case WebhookQueue.One(String name) ->
              deliverer.waiting(name).ifPresent(delivery -> asked.put(item.identifier(), delivery));
          case WebhookQueue.Many(String name) -> replays.advance(name, now);
        }
      } catch (RuntimeException e) {
        Log.error("webhooks.message-failed", Map.of(), e);
        again.add(item.identifier());
      }
    }
    again.addAll(ofThese(events, deliverer.events(events.values(), now, goOn)));
    again.addAll(ofThese(asked, deliverer.asked(asked.values(), now, goOn)));
    return again;
  }

  /// Which messages they came in.
  private static <T> List<String> ofThese(Map<String, T> messages, Set<T> failed) {
    return messages.entrySet().stream()
        .filter(message -> failed.contains(message.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
