// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.lambda.MessageQueue;
import org.ramure.lambda.batch.KeyMessage;
import org.ramure.table.WebhookKeys;
import org.ramure.webhook.Delivery;
import org.ramure.webhook.Replay;

/// What the deliverer is to do: events that the bus puts here, and what the office asks for.
record DeliveryQueue(MessageQueue queue) {

  private static final String DELIVERY = "delivery";
  private static final String REPLAY = "replay";

  sealed interface Work {}

  record Event(BusEvent event) implements Work {}

  /// One delivery that somebody wants sent now, whatever the state of its subscription.
  record One(String name) implements Work {}

  /// A replay of many that has a batch to do.
  record Many(String name) implements Work {}

  static DeliveryQueue of(Environment environment) {
    return new DeliveryQueue(environment.queue("WEBHOOK_QUEUE_URL"));
  }

  void send(Delivery delivery) {
    queue.send(KeyMessage.text(DELIVERY, WebhookKeys.name(delivery)));
  }

  void send(Replay replay) {
    queue.send(KeyMessage.text(REPLAY, WebhookKeys.name(replay)));
  }

  /// @throws RuntimeException where the text is none of these
  static Work parse(String body) {
    var message = Json.tree(body);
    if (message.has(DELIVERY)) {
      return new One(message.path(DELIVERY).asText());
    }
    if (message.has(REPLAY)) {
      return new Many(message.path(REPLAY).asText());
    }
    return new Event(BusEvent.parse(body));
  }
}
