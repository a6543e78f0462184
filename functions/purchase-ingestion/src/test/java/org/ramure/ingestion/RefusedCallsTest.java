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
import org.ramure.lambda.Json;
import org.ramure.lambda.reading.Flaw;
import org.ramure.lambda.reading.Reading;
import org.ramure.lambda.reading.Reading.Unusable;

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
          /modifiedAt            | -                           | MISSING              | 400 | modifiedAt
          /modifiedAt            | "14/03/2026"                | NOT_A_TIME           | 400 | modifiedAt
          /modifiedAt            | "2026-03-14T10:15:33"       | NOT_A_TIME           | 400 | modifiedAt
          /modifiedAt            | 1773479733                  | WRONG_TYPE           | 400 | modifiedAt
          /modifiedAt            | "2026-03-22T12:05:01Z"      | IN_FUTURE            | 422 | modifiedAt
          /occurredAt            | "2026-03-22T12:05:01Z"      | IN_FUTURE            | 422 | occurredAt
          /occurredAt            | "1999-12-31T23:59:59Z"      | OUT_OF_RANGE         | 422 | occurredAt
          /businessDate          | "2026-03-12"                | DAYS_APART           | 422 | businessDate
          /businessDate          | "14.03.2026"                | NOT_A_DATE           | 400 | businessDate
          /status                | "SHIPPED"                   | UNKNOWN_VALUE        | 422 | status
          /status                | -                           | MISSING              | 400 | status
          /channel               | "RECEIPT"                   | UNKNOWN_VALUE        | 422 | channel
          /store                 | "atlantis"                  | UNKNOWN_STORE        | 422 | store
          /currency              | "ECU"                       | UNKNOWN_CURRENCY     | 422 | currency
          /currency              | "USD"                       | OTHER_CURRENCY       | 422 | currency
          /basket                | 17                          | WRONG_TYPE           | 400 | basket
          /customer/name         | "Camille"                   | UNKNOWN_FIELD        | 400 | customer.name
          /lines                 | -                           | MISSING              | 400 | lines
          /lines                 | []                          | NO_LINES             | 422 | lines
          /lines                 | {}                          | WRONG_TYPE           | 400 | lines
          /lines/0               | 5                           | WRONG_TYPE           | 400 | lines[0]
          /lines/1/id            | "1"                         | DUPLICATE_LINE       | 422 | lines[1]
          /lines/0/id            | "a b"                       | NOT_AN_ID            | 400 | lines[0].id
          /lines/0/quantity      | "-1"                        | NEGATIVE             | 422 | lines[0].quantity
          /lines/0/quantity      | "1000001"                   | OUT_OF_RANGE         | 422 | lines[0].quantity
          /lines/0/quantity      | "0.0000001"                 | OUT_OF_RANGE         | 422 | lines[0].quantity
          /lines/0/quantity      | "one"                       | NOT_AN_AMOUNT        | 400 | lines[0].quantity
          /lines/0/gross         | 89.90                       | WRONG_TYPE           | 400 | lines[0].gross
          /lines/0/gross         | "89,90"                     | NOT_AN_AMOUNT        | 400 | lines[0].gross
          /lines/0/gross         | "89.905"                    | NOT_AN_AMOUNT        | 400 | lines[0].gross
          /lines/0/gross         | "-89.90"                    | NEGATIVE             | 422 | lines[0].gross
          /lines/0/gross         | "1000000000.01"             | OUT_OF_RANGE         | 422 | lines[0].gross
          /lines/0/discount      | "89.91"                     | DISCOUNT_ABOVE_GROSS | 422 | lines[0]
          /lines/0/discont       | "1.00"                      | UNKNOWN_FIELD        | 400 | lines[0].discont
          /charges/shipping      | "-1"                        | NEGATIVE             | 422 | charges.shipping
          /vouchers/0/code       | "AKT7 M2XQ 94HA"            | NOT_OUR_CODE         | 422 | vouchers[0].code
          /vouchers/0/code       | "BKT7M2XQ94H2"              | NOT_OUR_CODE         | 422 | vouchers[0].code
          /vouchers/0/amount     | -                           | MISSING              | 400 | vouchers[0].amount
          /vouchers/0/allocation | {"9": "1.00"}               | UNKNOWN_VALUE        | 422 | vouchers[0].allocation.9
          /vouchers/0/allocation | {"1": "6.00", "2": "5.00"}  | OUT_OF_RANGE         | 422 | vouchers[0].allocation
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
          /refundedAt       | -                      | MISSING          | 400 | refundedAt
          /refundedAt       | "2026-03-22T12:05:01Z" | IN_FUTURE        | 422 | refundedAt
          /lines/0/lineId   | -                      | MISSING          | 400 | lines[0].lineId
          /lines/0          | {"lineId": "2"}        | NOTHING_REFUNDED | 422 | lines[0]
          /lines/0/quantity | "-1"                   | NEGATIVE         | 422 | lines[0].quantity
          /lines/0/amount   | "-1.00"                | NEGATIVE         | 422 | lines[0].amount
          /adjustment       | "-1.00"                | NEGATIVE         | 422 | adjustment
          /reason           | "too small"            | UNKNOWN_FIELD    | 400 | reason
          """)
  void a_refund_is_refused(String pointer, String value, String flaw, int status, String field) {
    assertRefused(REFUND.generic(changed(REFUND, pointer, value)), flaw, status, field);
  }

  @Test
  void a_refund_of_nothing_is_refused() {
    var nothing = "{\"refundedAt\": \"2026-03-20T09:00:05Z\", \"lines\": []}";
    assertRefused(REFUND.generic(bytes(nothing)), "NOTHING_REFUNDED", 422, "");
  }

  @Test
  void a_body_that_is_no_json_object_is_refused() {
    assertRefused(PURCHASE.generic(bytes("[]")), "NOT_JSON", 400, "");
    assertRefused(PURCHASE.generic(bytes("")), "NOT_JSON", 400, "");
    assertRefused(PURCHASE.generic(bytes("{} {}")), "NOT_JSON", 400, "");
  }

  @Test
  void a_key_that_stands_there_twice_is_refused() {
    var twice = PURCHASE.bodyText().replace("\"status\"", "\"status\": \"TEST\", \"status\"");
    assertRefused(PURCHASE.generic(bytes(twice)), "NOT_JSON", 400, "status");
  }

  @Test
  void an_id_in_the_path_keeps_to_the_same_letters() {
    var reading =
        GenericMapping.purchase(
            "a#b", PURCHASE.body(), java.util.Optional.empty(), PURCHASE.context());
    assertRefused(reading, "NOT_AN_ID", 400, "documentId");
  }

  @Test
  void a_thousand_lines_are_taken_and_one_more_is_not() {
    assertThat(PURCHASE.generic(withLines(1_000, "x"))).isInstanceOf(Reading.Facts.class);
    assertRefused(PURCHASE.generic(withLines(1_001, "x")), "TOO_MANY_LINES", 422, "lines");
  }

  @Test
  void lines_that_would_not_fit_into_one_item_are_refused() {
    var label = "x".repeat(200);
    assertThat(PURCHASE.generic(withLines(1_000, label))).isInstanceOf(Reading.Facts.class);
    var body = (ObjectNode) Json.tree(withLines(1_000, label));
    body.path("lines").forEach(line -> ((ObjectNode) line).put("sku", label));
    assertRefused(PURCHASE.generic(Json.bytes(body)), "TOO_MUCH_TEXT", 422, "lines");
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
