// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.lambda.MessageQueue;
import org.ramure.table.WebhookKeys;
import org.ramure.webhook.Delivery;
import org.ramure.webhook.Replay;

/// What the deliverer of webhooks is to do: events, as the bus puts them here, and what the office
/// asks for, {@code {"delivery": "<key>"}} and {@code {"replay": "<partition>"}}.
public record WebhookQueue(MessageQueue queue) {

  private static final String DELIVERY = "delivery";
  private static final String REPLAY = "replay";

  public static WebhookQueue of(Environment environment) {
    return new WebhookQueue(environment.queue("WEBHOOK_QUEUE_URL"));
  }

  public void send(Delivery delivery) {
    queue.send(KeyMessage.text(DELIVERY, WebhookKeys.name(delivery)));
  }

  public void send(Replay replay) {
    queue.send(KeyMessage.text(REPLAY, WebhookKeys.name(replay)));
  }

  public sealed interface Work {}

  /// @param cloudEvent what the bus has in its envelope
  public record Event(JsonNode cloudEvent) implements Work {}

  /// One delivery that somebody wants sent now, whatever the state of its subscription.
  public record One(String name) implements Work {}

  /// A replay of many that has a batch to do.
  public record Many(String name) implements Work {}

  public static Work work(String body) {
    var message = Json.tree(body);
    return text(message, DELIVERY)
        .<Work>map(One::new)
        .or(() -> text(message, REPLAY).map(Many::new))
        .orElseGet(() -> new Event(message.path("detail")));
  }

  private static Optional<String> text(JsonNode message, String name) {
    return message.has(name) ? Optional.of(message.path(name).asText()) : Optional.empty();
  }

  /// @return a key that begins with the programme, whatever is to be done
  public static String parse(String body) {
    return switch (work(body)) {
      case Event(JsonNode event) ->
          event.path("programme").asText() + "#" + event.path("id").asText();
      case One(String name) -> name;
      case Many(String name) -> name;
    };
  }
}
