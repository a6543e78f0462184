// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Evidence.Order;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PurchaseCallsTest {

  private static final byte[] PURCHASE = Sample.named("generic", "purchase").body();
  private static final byte[] TICKET = Sample.named("generic", "purchase.till").body();
  private static final byte[] REFUND = Sample.named("generic", "refund").body();
  private static final byte[] CANCELLATION = Sample.named("generic", "cancellation").body();

  private final Gateway gateway;

  /// Each test has a document of its own.
  private int document;

  PurchaseCallsTest(DynamoDbClient client, TableNames names) {
    gateway = new Gateway(client, names.prefix());
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @BeforeEach
  void anotherDocument() {
    document++;
  }

  @Test
  void the_documented_purchase_is_stored() {
    var answer = purchase("shop", PURCHASE);
    assertThat(answer.outcome()).isEqualTo("200 stored");
    assertThat(answer.body().path("purchase").asText()).isEqualTo("own/W-" + document);
    assertThat(evidence()).singleElement().isInstanceOf(Order.class);
  }

  @Test
  void the_envelopes_of_the_gateway_are_understood() {
    for (var envelope : List.of("put-purchase", "put-refund", "put-cancellation")) {
      var event = Gateway.event(envelope);
      GatewayEvent.headers(event).put("authorization", "Bearer shop");
      assertThat(gateway.call(event).outcome()).isEqualTo("200 stored");
    }
  }

  @Test
  void a_repeat_changes_nothing() {
    purchase("shop", PURCHASE);
    assertThat(purchase("shop", PURCHASE).outcome()).isEqualTo("200 unchanged");
  }

  @Test
  void a_newer_body_replaces_an_older_one_and_not_the_other_way_round() {
    purchase("shop", PURCHASE);
    assertThat(purchase("shop", at("2026-03-14T10:15:32+01:00")).outcome()).isEqualTo("200 older");
    assertThat(purchase("shop", at("2026-03-14T10:15:34+01:00")).outcome()).isEqualTo("200 stored");
  }

  @Test
  void refund_and_cancellation_are_evidence_of_their_own() {
    purchase("shop", PURCHASE);
    assertThat(refund("shop", "own", REFUND).outcome()).isEqualTo("200 stored");
    assertThat(cancellation("shop").outcome()).isEqualTo("200 stored");
    assertThat(evidence())
        .hasExactlyElementsOfTypes(Evidence.Cancellation.class, Order.class, Evidence.Refund.class);
  }

  @Test
  void a_refund_of_the_same_id_and_other_content_is_refused_and_nothing_changes() {
    refund("shop", "own", REFUND);
    var before = evidence();
    var other = new String(REFUND, UTF_8).replace("25.11", "25.12").getBytes(UTF_8);
    assertThat(refund("shop", "own", other).problem()).isEqualTo("422 content-differs");
    assertThat(evidence()).isEqualTo(before);
    assertThat(refund("shop", "own", REFUND).outcome()).isEqualTo("200 unchanged");
  }

  @Test
  void a_source_that_reports_lines_as_kept_has_no_refunds_of_its_own() {
    assertThat(refund("shop", "kept", REFUND).problem()).isEqualTo("409 refunds-in-lines");
    assertThat(purchase("shop", "kept", PURCHASE).outcome()).isEqualTo("200 stored");
  }

  @Test
  void a_source_that_sends_webhooks_is_not_written_to_from_aside() {
    assertThat(purchase("shop", "web", PURCHASE).problem()).isEqualTo("409 source-sends-webhooks");
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          KEY      , SOURCE , ANSWER
          nobody   , own    , 401 unauthorized
          shop     , other  , 404 not-found
          stranger , own    , 404 not-found
          till     , kept   , 403 forbidden
          """)
  void who_calls_is_asked_first(String key, String source, String answer) {
    assertThat(purchase(key, source, PURCHASE).problem()).isEqualTo(answer);
    assertThat(evidence()).isEmpty();
  }

  @Test
  void a_tills_key_need_not_name_its_store() {
    assertThat(purchase("till", PURCHASE).outcome()).isEqualTo("200 stored");
    var order = (Order) evidence().getFirst();
    assertThat(order.place().store()).contains("nancy");
    assertThat(order.place().zones()).containsExactly("lorraine");
  }

  @Test
  void a_tills_key_speaks_for_its_own_store_only() {
    assertThat(purchase("till", TICKET).outcome()).isEqualTo("200 stored");
    document++;
    var elsewhere = new String(TICKET, UTF_8).replace("\"nancy\"", "\"saint-denis\"");
    assertThat(purchase("till", elsewhere.getBytes(UTF_8)).problem()).isEqualTo("403 forbidden");
    assertThat(evidence()).isEmpty();
  }

  @Test
  void what_is_malformed_is_named() {
    var answer = purchase("shop", Sample.named("generic", "purchase.typing-error").body());
    assertThat(answer.problem()).isEqualTo("400 bad-request");
    assertThat(answer.body().path("field").asText()).isEqualTo("lines[0].discont");
    assertThat(answer.body().path("reason").asText()).isEqualTo("UNKNOWN_FIELD");
  }

  @Test
  void what_cannot_be_accepted_is_named() {
    var dollars = new String(PURCHASE, UTF_8).replace("\"EUR\"", "\"USD\"").getBytes(UTF_8);
    var answer = purchase("shop", dollars);
    assertThat(answer.problem()).isEqualTo("422 other-currency");
    assertThat(answer.body().path("field").asText()).isEqualTo("currency");
    assertThat(gateway.bucket.size()).isZero();
  }

  @Test
  void what_is_wrong_as_a_whole_names_no_field() {
    var nothing = "{\"refundedAt\":\"2026-03-20T09:00:05Z\"}".getBytes(UTF_8);
    var answer = refund("shop", "own", nothing);
    assertThat(answer.problem()).isEqualTo("422 nothing-refunded");
    assertThat(answer.body().has("field")).isFalse();
  }

  @Test
  void only_json_is_taken() {
    var event = Gateway.event("put-purchase");
    GatewayEvent.headers(event).put("authorization", "Bearer shop").put("content-type", "text/csv");
    assertThat(gateway.call(event).problem()).isEqualTo("415 unsupported-media-type");
  }

  private Exchange purchase(String key, byte[] body) {
    return purchase(key, "own", body);
  }

  private Exchange purchase(String key, String source, byte[] body) {
    return gateway.call("put-purchase", path(source), key, body);
  }

  private Exchange refund(String key, String source, byte[] body) {
    return gateway.call("put-refund", path(source), key, body);
  }

  private Exchange cancellation(String key) {
    return gateway.call("put-cancellation", path("own"), key, CANCELLATION);
  }

  private Map<String, String> path(String source) {
    return Map.of("source", source, "documentId", "W-" + document);
  }

  private List<Evidence> evidence() {
    return gateway.purchase("own", "W-" + document).evidence();
  }

  private static byte[] at(String modifiedAt) {
    return new String(PURCHASE, UTF_8)
        .replace("2026-03-14T10:15:33+01:00", modifiedAt)
        .replace("\"2026-03-14T10:15:28+01:00\"", "\"2026-03-14T10:15:27+01:00\"")
        .getBytes(UTF_8);
  }
}
