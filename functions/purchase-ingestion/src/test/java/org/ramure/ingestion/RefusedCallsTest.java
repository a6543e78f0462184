// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.ingestion.generic.GenericMapping;
import org.ramure.ingestion.reading.Flaw;
import org.ramure.ingestion.reading.Reading;
import org.ramure.ingestion.reading.Reading.Unusable;
import org.ramure.lambda.Json;

/// What our API refuses, and which field it names. 400 is malformed, 422 is well formed but not
/// acceptable.
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusedCallsTest {

  private static final Sample PURCHASE = Sample.named("generic", "purchase");
  private static final Sample REFUND = Sample.named("generic", "refund");

  /// POINTER names the value to replace, VALUE is JSON; "-" removes it.
  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          POINTER                | VALUE                       | FLAW                 | STATUS | FIELD
          /modifiedAt            | -                           | missing              | 400 | modifiedAt
          /modifiedAt            | "14/03/2026"                | not-a-time           | 400 | modifiedAt
          /modifiedAt            | "2026-03-14T10:15:33"       | not-a-time           | 400 | modifiedAt
          /modifiedAt            | 1773479733                  | wrong-type           | 400 | modifiedAt
          /modifiedAt            | "2026-03-22T12:05:01Z"      | in-future            | 422 | modifiedAt
          /occurredAt            | "2026-03-22T12:05:01Z"      | in-future            | 422 | occurredAt
          /occurredAt            | "1999-12-31T23:59:59Z"      | out-of-range         | 422 | occurredAt
          /businessDate          | "2026-03-12"                | days-apart           | 422 | businessDate
          /businessDate          | "14.03.2026"                | not-a-date           | 400 | businessDate
          /status                | "SHIPPED"                   | unknown-value        | 422 | status
          /status                | -                           | missing              | 400 | status
          /channel               | "RECEIPT"                   | unknown-value        | 422 | channel
          /store                 | "atlantis"                  | unknown-store        | 422 | store
          /currency              | "ECU"                       | unknown-currency     | 422 | currency
          /currency              | "USD"                       | other-currency       | 422 | currency
          /basket                | 17                          | wrong-type           | 400 | basket
          /customer/name         | "Camille"                   | unknown-field        | 400 | customer.name
          /lines                 | -                           | missing              | 400 | lines
          /lines                 | []                          | no-lines             | 422 | lines
          /lines                 | {}                          | wrong-type           | 400 | lines
          /lines/0               | 5                           | wrong-type           | 400 | lines[0]
          /lines/1/id            | "1"                         | duplicate-line       | 422 | lines[1]
          /lines/0/id            | "a b"                       | not-an-id            | 400 | lines[0].id
          /lines/0/quantity      | "-1"                        | negative             | 422 | lines[0].quantity
          /lines/0/quantity      | "1000001"                   | out-of-range         | 422 | lines[0].quantity
          /lines/0/quantity      | "0.0000001"                 | out-of-range         | 422 | lines[0].quantity
          /lines/0/quantity      | "one"                       | not-an-amount        | 400 | lines[0].quantity
          /lines/0/gross         | 89.90                       | wrong-type           | 400 | lines[0].gross
          /lines/0/gross         | "89,90"                     | not-an-amount        | 400 | lines[0].gross
          /lines/0/gross         | "89.905"                    | not-an-amount        | 400 | lines[0].gross
          /lines/0/gross         | "-89.90"                    | negative             | 422 | lines[0].gross
          /lines/0/gross         | "1000000000.01"             | out-of-range         | 422 | lines[0].gross
          /lines/0/discount      | "89.91"                     | discount-above-gross | 422 | lines[0]
          /lines/0/discont       | "1.00"                      | unknown-field        | 400 | lines[0].discont
          /charges/shipping      | "-1"                        | negative             | 422 | charges.shipping
          /vouchers/0/code       | "AKT7 M2XQ 94HA"            | not-our-code         | 422 | vouchers[0].code
          /vouchers/0/code       | "BKT7M2XQ94H2"              | not-our-code         | 422 | vouchers[0].code
          /vouchers/0/amount     | -                           | missing              | 400 | vouchers[0].amount
          /vouchers/0/allocation | {"9": "1.00"}               | unknown-value        | 422 | vouchers[0].allocation.9
          /vouchers/0/allocation | {"1": "6.00", "2": "5.00"}  | out-of-range         | 422 | vouchers[0].allocation
          """)
  void a_purchase_is_refused(String pointer, String value, String flaw, int status, String field) {
    assertRefused(PURCHASE.generic(changed(PURCHASE, pointer, value)), flaw, status, field);
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          POINTER           | VALUE                  | FLAW             | STATUS | FIELD
          /refundedAt       | -                      | missing          | 400 | refundedAt
          /refundedAt       | "2026-03-22T12:05:01Z" | in-future        | 422 | refundedAt
          /lines/0/lineId   | -                      | missing          | 400 | lines[0].lineId
          /lines/0          | {"lineId": "2"}        | nothing-refunded | 422 | lines[0]
          /lines/0/quantity | "-1"                   | negative         | 422 | lines[0].quantity
          /lines/0/amount   | "-1.00"                | negative         | 422 | lines[0].amount
          /adjustment       | "-1.00"                | negative         | 422 | adjustment
          /reason           | "too small"            | unknown-field    | 400 | reason
          """)
  void a_refund_is_refused(String pointer, String value, String flaw, int status, String field) {
    assertRefused(REFUND.generic(changed(REFUND, pointer, value)), flaw, status, field);
  }

  @Test
  void a_refund_of_nothing_is_refused() {
    var nothing = "{\"refundedAt\": \"2026-03-20T09:00:05Z\", \"lines\": []}";
    assertRefused(REFUND.generic(bytes(nothing)), "nothing-refunded", 422, "");
  }

  @Test
  void a_body_that_is_no_json_object_is_refused() {
    assertRefused(PURCHASE.generic(bytes("[]")), "not-json", 400, "");
    assertRefused(PURCHASE.generic(bytes("")), "not-json", 400, "");
    assertRefused(PURCHASE.generic(bytes("{} {}")), "not-json", 400, "");
  }

  @Test
  void a_key_that_stands_there_twice_is_refused() {
    var twice = PURCHASE.bodyText().replace("\"status\"", "\"status\": \"TEST\", \"status\"");
    assertRefused(PURCHASE.generic(bytes(twice)), "not-json", 400, "");
  }

  @Test
  void an_id_in_the_path_keeps_to_the_same_letters() {
    var reading =
        GenericMapping.purchase(
            "a#b", PURCHASE.body(), java.util.Optional.empty(), PURCHASE.context());
    assertRefused(reading, "not-an-id", 400, "documentId");
  }

  @Test
  void a_thousand_lines_are_taken_and_one_more_is_not() {
    assertThat(PURCHASE.generic(withLines(1_000, "x"))).isInstanceOf(Reading.Facts.class);
    assertRefused(PURCHASE.generic(withLines(1_001, "x")), "too-many-lines", 422, "lines");
  }

  @Test
  void lines_that_would_not_fit_into_one_item_are_refused() {
    var label = "x".repeat(200);
    assertThat(PURCHASE.generic(withLines(1_000, label))).isInstanceOf(Reading.Facts.class);
    var body = (ObjectNode) Json.tree(withLines(1_000, label));
    body.path("lines").forEach(line -> ((ObjectNode) line).put("sku", label));
    assertRefused(PURCHASE.generic(Json.bytes(body)), "too-much-text", 422, "lines");
  }

  @Test
  void every_flaw_but_a_webhooks_own_has_a_status_and_a_sentence() {
    for (var flaw : Flaw.values()) {
      assertThat(flaw.sentence()).endsWith(".");
    }
  }

  private static byte[] withLines(int count, String label) {
    var body = (ObjectNode) Json.tree(Sample.named("generic", "purchase.minimal").body());
    ArrayNode lines = body.putArray("lines");
    for (int i = 0; i < count; i++) {
      lines
          .addObject()
          .put("id", "" + i)
          .put("quantity", "1")
          .put("gross", "1.00")
          .put("label", label);
    }
    return Json.bytes(body);
  }

  private static byte[] changed(Sample sample, String pointer, String value) {
    var body = Json.tree(sample.body());
    int slash = pointer.lastIndexOf('/');
    var owner = body.at(pointer.substring(0, slash));
    var name = pointer.substring(slash + 1);
    if (owner instanceof ArrayNode array) {
      array.set(Integer.parseInt(name), Json.tree(value));
    } else if (value.equals("-")) {
      ((ObjectNode) owner).remove(name);
    } else {
      ((ObjectNode) owner).set(name, Json.tree(value));
    }
    return Json.bytes(body);
  }

  private static void assertRefused(Reading reading, String flaw, int status, String field) {
    assertThat(reading).isInstanceOf(Unusable.class);
    var unusable = (Unusable) reading;
    assertThat(unusable.flaw().code() + " at " + unusable.field()).isEqualTo(flaw + " at " + field);
    assertThat(unusable.flaw().kind())
        .isEqualTo(status == 400 ? Flaw.Kind.MALFORMED : Flaw.Kind.UNACCEPTABLE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
