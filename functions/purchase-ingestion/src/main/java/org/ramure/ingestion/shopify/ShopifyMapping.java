// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.shopify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ramure.lambda.reading.Field;
import org.ramure.lambda.reading.Flaw;
import org.ramure.lambda.reading.FlawedField;
import org.ramure.lambda.reading.Reading;
import org.ramure.lambda.reading.ReadingContext;
import org.ramure.purchase.Evidence;

/// One webhook to one reading, by its topic.
public final class ShopifyMapping {

  public static final String TOPIC_HEADER = "x-shopify-topic";

  /// What a stub may hold: above a megabyte, or when the subscription's fields are filtered away,
  /// the body names the resource and nothing else. That means "fetch it", not "an order of 0 €".
  private static final Set<String> STUB = Set.of("id", "admin_graphql_api_id", "order_id");

  private ShopifyMapping() {}

  public static Reading read(Optional<String> topic, byte[] body, ReadingContext context) {
    return Reading.of(
        () ->
            topic
                .filter(name -> !name.isBlank())
                .map(name -> byTopic(name, body, context))
                .orElseThrow(() -> new FlawedField(Flaw.TOPIC_UNKNOWN, TOPIC_HEADER)));
  }

  private static Reading byTopic(String topic, byte[] body, ReadingContext context) {
    return switch (topic) {
      case "orders/create",
          "orders/updated",
          "orders/paid",
          "orders/cancelled",
          "orders/fulfilled",
          "orders/partially_fulfilled" ->
          order(Field.ofBody(body), context);
      case "refunds/create" -> refund(Field.ofBody(body), context);
      // The law gives the brand 30 days to act on these. Nothing here does it yet, so they wait
      // where
      // people look instead of being answered and forgotten.
      case "customers/data_request", "customers/redact", "shop/redact" ->
          throw new FlawedField(Flaw.PRIVACY_REQUEST, "");
      default -> new Reading.Ignored(topic);
    };
  }

  private static Reading order(Field body, ReadingContext context) {
    var order = wholeOrFetch(body);
    var evidence = new ArrayList<Evidence>();
    evidence.add(ShopifyOrder.read(order, context));
    var taxes = new ShopifyTaxes.Known(order.at("taxes_included").flag(false));
    for (var refund : order.at("refunds").items()) {
      evidence.add(ShopifyRefund.read(refund, taxes, context));
    }
    ShopifyOrder.cancellation(order, context).ifPresent(evidence::add);
    return new Reading.Facts(order.at("id").id(), evidence);
  }

  private static Reading refund(Field body, ReadingContext context) {
    var refund = wholeOrFetch(body);
    var taxes = new ShopifyTaxes.Inferred();
    return new Reading.Facts(
        refund.at("order_id").id(), List.of(ShopifyRefund.read(refund, taxes, context)));
  }

  private static Field wholeOrFetch(Field body) {
    if (STUB.containsAll(body.names())) {
      body.flawed(Flaw.FETCH_NEEDED);
    }
    return body;
  }
}
