// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.Map;
import java.util.Optional;
import org.ramure.webhook.Attempt;
import org.ramure.webhook.Delivery;
import org.ramure.webhook.WebhookEvent;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A delivery as an item; it is in the index of what is due while it waits.
final class WebhookDeliveryItem {

  static final String REVISION = "revision";
  static final String STATE = "state";

  private static final String WAITING = "WAITING";
  private static final String DELIVERED = "DELIVERED";
  private static final String FAILED = "FAILED";

  private WebhookDeliveryItem() {}

  static Map<String, AttributeValue> write(Delivery delivery) {
    var item =
        Item.of(WebhookKeys.delivery(delivery))
            .traced()
            .put("type", delivery.event().type())
            .put("body", delivery.event().body())
            .put("recordedAt", delivery.recordedAt())
            .put("since", delivery.since())
            .put("tries", delivery.tries())
            .putItems(
                "attempts", delivery.attempts().stream().map(WebhookDeliveryItem::attempt).toList())
            .put(REVISION, delivery.revision())
            .put(
                TableShape.TTL,
                delivery.recordedAt().plus(WebhookDeliveryTable.KEPT).getEpochSecond());
    return state(item, delivery).attributes();
  }

  private static Item attempt(Attempt attempt) {
    var item =
        Item.map()
            .put("at", attempt.at())
            .put("millis", attempt.millis())
            .put("outcome", attempt.outcome().name());
    attempt.status().ifPresent(status -> item.put("status", status));
    return item;
  }

  private static Item state(Item item, Delivery delivery) {
    return switch (delivery.state()) {
      case Delivery.Waiting waiting ->
          item.put(STATE, WAITING)
              .put(
                  TableShape.DUE.pk(),
                  WebhookKeys.due(delivery.programme(), delivery.subscription()))
              .put(TableShape.DUE.sk(), waiting.next());
      case Delivery.Delivered delivered ->
          item.put(STATE, DELIVERED).put("stateAt", delivered.at());
      case Delivery.Failed failed ->
          item.put(STATE, FAILED).put("stateAt", failed.at()).put("why", failed.why().name());
    };
  }

  /// The word for its state.
  static String stateOf(Delivery delivery) {
    return switch (delivery.state()) {
      case Delivery.Waiting _ -> WAITING;
      case Delivery.Delivered _ -> DELIVERED;
      case Delivery.Failed _ -> FAILED;
    };
  }

  static Delivery read(Map<String, AttributeValue> item) {
    var f = new Fields(item);
    var pk = f.text(TableShape.PK);
    var sk = f.text(TableShape.SK);
    return new Delivery(
        WebhookKeys.programmeOf(pk),
        WebhookKeys.subscriptionOf(pk),
        new WebhookEvent(
            WebhookKeys.eventOf(sk), f.text("type"), WebhookKeys.timeOf(sk), f.text("body")),
        f.instant("recordedAt"),
        state(f),
        f.instant("since"),
        f.integer("tries"),
        f.list("attempts", WebhookDeliveryItem::attempt),
        f.number(REVISION));
  }

  private static Attempt attempt(Fields f) {
    Optional<Integer> status = f.optionalNumber("status").map(Math::toIntExact);
    return new Attempt(
        f.instant("at"), f.number("millis"), Attempt.Outcome.valueOf(f.text("outcome")), status);
  }

  private static Delivery.State state(Fields f) {
    return switch (f.text(STATE)) {
      case WAITING -> new Delivery.Waiting(f.instant(TableShape.DUE.sk()));
      case DELIVERED -> new Delivery.Delivered(f.instant("stateAt"));
      case FAILED ->
          new Delivery.Failed(f.instant("stateAt"), Attempt.Outcome.valueOf(f.text("why")));
      case String other -> throw new IllegalStateException("a delivery that is " + other);
    };
  }
}
