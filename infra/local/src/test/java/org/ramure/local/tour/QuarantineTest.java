// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.local.Clients;
import org.ramure.local.http.Json;
import org.ramure.local.template.Resource;
import org.ramure.local.tour.Api.Answer;

/// A message that the shop has signed is never lost: what cannot be used is kept, body and reason.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class QuarantineTest {
  private final RealStack real;

  QuarantineTest(RealStack real) {
    this.real = real;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      nullValues = "-",
      textBlock =
          """
          TOPIC          | WITH                                       | REASON         | FIELD
          orders/paid    | {"currency": "USD"}                        | OTHER_CURRENCY | currency
          orders/paid    | {"currency": "XQX"}                        | OTHER_CURRENCY | currency
          orders/paid    | {"updated_at": "2999-01-01T00:00:00Z"}     | IN_FUTURE      | updated_at
          orders/paid    | {"financial_status": "perhaps"}            | UNKNOWN_VALUE  | financial_status
          orders/paid    | {"line_items": "many"}                     | WRONG_TYPE     | line_items
          orders/paid    | {"line_items": [{"id": 1, "quantity": -1, "price": "45.00"}]} | NEGATIVE | line_items[0].quantity
          orders/paid    | {"line_items": [{"id": 1, "quantity": 1, "price": "9999999999.00"}]} | OUT_OF_RANGE | line_items[0].price
          ''             | {}                                         | TOPIC_UNKNOWN  | x-shopify-topic
          customers/redact | {}                                       | PRIVACY_REQUEST | -
          """)
  void a_signed_message_that_cannot_be_used_is_kept(
      String topic, String with, String reason, String field) throws Exception {
    var body = (ObjectNode) order();
    body.setAll((ObjectNode) Api.tree(with));
    assertKept(topic, body.toString().getBytes(StandardCharsets.UTF_8), reason, field);
  }

  @Test
  void a_signed_message_that_is_not_json_is_kept() throws Exception {
    var noise = ("{\"order\": " + Brand.number()).getBytes(StandardCharsets.UTF_8);
    assertKept("orders/paid", noise, "NOT_JSON", null);
  }

  @Test
  void an_order_of_more_than_a_thousand_lines_is_kept() throws Exception {
    var body = (ObjectNode) order();
    ArrayNode lines = body.withArray("line_items");
    var line = lines.get(0);
    for (int i = lines.size(); i <= 1_000; i++) {
      lines.add(((ObjectNode) line.deepCopy()).put("id", i));
    }
    assertKept(
        "orders/paid",
        body.toString().getBytes(StandardCharsets.UTF_8),
        "TOO_MANY_LINES",
        "line_items");
  }

  private JsonNode order() {
    var customer = new ShopifyOrder.Person("Somebody", "somebody@example.com", "", 0);
    var order =
        new ShopifyOrder(
            Brand.number(),
            customer,
            List.of(Brand.TOWELS),
            ZonedDateTime.now(ZoneOffset.UTC),
            "cart",
            Optional.empty());
    return order.body(real.brand.shop().order(), ShopifyOrder.Status.PAID, 0);
  }

  private void assertKept(String topic, byte[] body, String reason, @Nullable String field)
      throws Exception {
    var answer = real.brand.shop().signed(topic, body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    assertThat(answer.text("/outcome")).isEqualTo("quarantined");
    assertThat(answer.text("/reason")).isEqualTo(reason);
    var entry = entry(answer);
    assertThat(entry.at("/reason/S").asText()).isEqualTo(reason);
    assertThat(entry.at("/field/S").asText()).isEqualTo(field == null ? "" : field);
    assertThat(object(entry.at("/body/S").asText())).isEqualTo(body);
  }

  private JsonNode entry(Answer answer) throws Exception {
    var input =
        Json.object()
            .put("TableName", real.table("Quarantine"))
            .put("FilterExpression", "sk = :id");
    var id = answer.text("/id").replaceFirst(".*~", "");
    input.putObject("ExpressionAttributeValues").putObject(":id").put("S", id);
    var found = real.stack.dynamoDbCalls().call("Scan", input).path("Items");
    assertThat(found).hasSize(1);
    return found.path(0);
  }

  private byte[] object(String key) {
    var bucket = real.stack.buckets().all().stream().map(Resource::name).findFirst().orElseThrow();
    try (var s3 = Clients.s3(real.stack)) {
      return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
    }
  }

  @ParameterizedTest
  @CsvSource({"vosges-web", "caisse-epinal", "nowhere", "%23"})
  void without_the_sources_secret_nobody_learns_what_there_is(String source) {
    var answer =
        real.brand
            .api()
            .withHeaders(
                Map.of("X-Shopify-Topic", "orders/paid", "X-Shopify-Hmac-Sha256", "Z3Vlc3NlZA=="))
            .post("/v1/sources/" + source + "/webhooks", order());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text("/type")).isEqualTo("https://ramure.org/problems/unauthorized");
  }

  @Test
  void more_than_five_megabytes_are_refused() {
    var answer = real.brand.shop().signed("orders/paid", new byte[5 * 1024 * 1024 + 1]);
    assertThat(answer.status()).isEqualTo(413);
  }
}
