// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.ingestion.shopify.ShopifySignature;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Broken messages through the handler and the tables. What is signed is never lost: it is
/// evidence, it waits with its very bytes, or its topic is none of ours. What is not signed changes
/// nothing. Every answer is held against the contract.
@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrokenDeliveriesTest {

  /// Of the usual number: each is a handful of calls to a database.
  private static final double SHARE = 0.05;

  private static final List<String> TOPICS =
      List.of(
          "orders/create",
          "orders/updated",
          "orders/paid",
          "orders/cancelled",
          "orders/fulfilled",
          "orders/partially_fulfilled",
          "refunds/create",
          "customers/data_request",
          "customers/redact",
          "shop/redact",
          "");

  private static final List<String> TOPICS_OF_OTHERS =
      List.of("orders/delete", "ORDERS/PAID", "customers/update", "orders/päid\u0000<script>");

  private static final List<String> IDS =
      List.of("doc-1", "2026:T~4", "a#b", "..", "é", "x".repeat(128), "x".repeat(129), "%00");

  private final Gateway gateway;

  BrokenDeliveriesTest(DynamoDbClient client, TableNames names) {
    gateway = new Gateway(client, names.prefix());
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @Test
  void a_signed_message_is_evidence_or_waits_or_is_none_of_ours() {
    Mutation.each(
        "shopify",
        SHARE,
        broken -> {
          gateway.bucket.empty();
          var random = broken.random();
          boolean ours = random.nextInt(10) > 0;
          var topics = ours ? TOPICS : TOPICS_OF_OTHERS;
          var topic =
              ours && random.nextBoolean()
                  ? broken.sample().expected().path("topic").asText()
                  : topics.get(random.nextInt(topics.size()));
          var answer = delivered(topic, broken.body(), broken.body());
          switch (answer.outcome()) {
            case "200 stored", "200 unchanged", "200 older" -> assertIsEvidence(answer);
            case "202 quarantined" -> assertWaits(answer, broken.body());
            case "200 ignored" -> assertThat(topic).isNotIn(TOPICS);
            default -> throw new AssertionError(answer.status() + " " + answer.text());
          }
          return answer.outcome();
        });
  }

  @Test
  void a_message_whose_signature_is_of_other_bytes_changes_nothing() {
    Mutation.each(
        "shopify",
        SHARE / 4,
        broken -> {
          gateway.bucket.empty();
          var answer = delivered("orders/paid", broken.body(), new byte[] {1});
          assertThat(answer.status()).isEqualTo(401);
          assertThat(gateway.bucket.size()).isZero();
          return "401";
        });
  }

  @Test
  void a_call_is_stored_or_told_what_is_wrong() {
    Mutation.each(
        "generic",
        SHARE,
        broken -> {
          var answer = called(broken);
          assertThat(answer.status()).as(answer.text()).isIn(200, 400, 409, 422);
          if (answer.status() == 200) {
            assertIsEvidence(answer);
          }
          return answer.status() == 200 ? answer.outcome() : answer.problem();
        });
  }

  /// In base64, as the gateway hands over what may be no text.
  private Exchange delivered(String topic, byte[] body, byte[] signed) {
    var event = Gateway.event("webhook");
    GatewayEvent.headers(event)
        .put("x-shopify-topic", topic)
        .put(ShopifySignature.HEADER, ShopifySignature.of(signed, Gateway.OLD_SECRET));
    return gateway.call(
        event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true));
  }

  private Exchange called(Mutation broken) {
    var random = broken.random();
    var call = broken.sample().expected().path("call").asText();
    var id = random.nextInt(4) > 0 ? "doc-" + random.nextInt(50) : IDS.get(random.nextInt(8));
    var ids = Map.of("source", "own", "documentId", id, "refundId", "r-" + random.nextInt(3));
    return gateway.call("put-" + call, ids, "office", broken.body());
  }

  private void assertIsEvidence(Exchange answer) {
    var purchase = answer.text("purchase").split("/", 2);
    assertThat(gateway.purchase(purchase[0], purchase[1]).evidence()).isNotEmpty();
  }

  private void assertWaits(Exchange answer, byte[] body) {
    var id = answer.id().replaceFirst(".*~", "");
    var kept = gateway.bucket.object("quarantine/%s/web/%s".formatted(Gateway.PROGRAMME, id));
    assertThat(kept.body()).isEqualTo(body);
    assertThat(gateway.quarantine.find(Gateway.PROGRAMME, answer.id())).isPresent();
  }
}
