// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.ramure.local.tour.Api.Answer;

/// Bad input over real HTTP, route by route: every refusal has its status, the type of its problem,
/// and the field where there is one.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class RefusedCallsTest {
  private static final Map<String, String> FACTS = new HashMap<>();

  private final Brand brand;

  RefusedCallsTest(RealStack real) {
    this.brand = real.brand;
  }

  @BeforeAll
  static void a_voucher_is_held_and_another_used(RealStack real) throws Exception {
    var customers = real.join("Hildegarde", "Gontran", "Philomene");
    FACTS.put("member", customers.getFirst().id());
    FACTS.put("token", real.tokenOf(customers.getFirst()));
    FACTS.put("code", real.voucherOf(customers.get(2)));
    FACTS.put("reservation", used(real, customers.getFirst(), "reservations"));
    FACTS.put("redemption", used(real, customers.get(1), "redemptions"));
  }

  private static String used(RealStack real, Customer customer, String how) throws Exception {
    var use = PlayedDay.use(real.voucherOf(customer), "held-" + Brand.number(), 4500);
    return real.brand.till().post("/v1/vouchers/" + how, use).text("/id");
  }

  private Answer send(String credential, Call call, String type, String body) {
    return brand
        .api()
        .withHeaders(
            Map.of(
                "authorization",
                "Bearer " + credential,
                "content-type",
                type,
                "idempotency-key",
                "k" + Brand.number()))
        .send(call.method(), call.path(FACTS), body)
        .join();
  }

  /// As somebody who may.
  private Answer send(Call call, String body) {
    return send(keyFor(call), call, "application/json", body);
  }

  private String keyFor(Call call) {
    return call.atTills() ? brand.programme().tillKey() : brand.programme().adminKey();
  }

  private static void assertRefused(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.text("/type")).isEqualTo("https://ramure.org/problems/" + type);
    assertThat(answer.body().path("status").asInt()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource
  void nobody_gets_in_with_a_key_that_is_not_one(Call call) {
    assertRefused(send("guessed", call, "application/json", call.body(FACTS)), 401, "unauthorized");
  }

  @ParameterizedTest
  @EnumSource
  void a_members_token_is_no_key_where_members_have_no_business(Call call) {
    var token = FACTS.getOrDefault("token", "");
    assertRefused(send(token, call, "application/json", call.body(FACTS)), 401, "unauthorized");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"PURCHASE", "REFUND", "CANCELLATION", "RENEW", "COMMIT", "RELEASE", "REVERSE"})
  void the_web_shops_key_does_not_speak_for_the_till(Call call) {
    assertRefused(
        send(brand.programme().shopKey(), call, "application/json", call.body(FACTS)),
        403,
        "forbidden");
  }

  @Test
  void a_till_is_given_no_tokens_of_members() {
    assertRefused(send(Call.TOKEN, "{}"), 403, "forbidden");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "TOKEN")
  void what_is_not_called_json_is_not_read(Call call) {
    assertRefused(send(keyFor(call), call, "text/plain", "{}"), 415, "unsupported-media-type");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"TOKEN", "RELEASE"})
  void what_is_not_json_is_refused(Call call) {
    assertRefused(send(call, "{\"basket\": "), 400, "bad-request");
    assertRefused(send(call, "[1]"), 400, "bad-request");
    assertRefused(send(call, "null"), 400, "bad-request");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"TOKEN", "RELEASE"})
  void a_field_nobody_knows_is_named(Call call) {
    var answer = send(call, changed(call, "{\"surprise\": 1}"));
    assertRefused(answer, 400, "bad-request");
    assertThat(answer.text("/field")).isEqualTo("surprise");
  }

  @ParameterizedTest
  @EnumSource(names = {"PURCHASE", "ENROL", "REDEEM"})
  void more_than_five_megabytes_are_refused(Call call) {
    assertRefused(send(call, " ".repeat(5 * 1024 * 1024 + 1)), 413, "too-large");
  }

  private static String changed(Call call, String change) {
    var body = (ObjectNode) Api.tree(call.body(FACTS));
    return asciiOf(body.setAll((ObjectNode) Api.tree(change)));
  }

  /// Half of a surrogate pair survives only as an escape.
  private static String asciiOf(JsonNode body) {
    try {
      return Api.JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      nullValues = "-",
      textBlock =
          """
          CALL         | WITH                                                                     | STATUS | TYPE             | FIELD
          PURCHASE     | {"lines": [{"id": "1", "quantity": "-1", "gross": "45.00"}]}             | 422    | negative         | lines[0].quantity
          PURCHASE     | {"lines": [{"id": "1", "quantity": "1000001", "gross": "45.00"}]}        | 422    | out-of-range     | lines[0].quantity
          PURCHASE     | {"lines": [{"id": "1", "quantity": "1", "gross": "-45.00"}]}             | 422    | negative         | lines[0].gross
          PURCHASE     | {"lines": [{"id": "1", "quantity": "1", "gross": "1000000000.01"}]}      | 422    | out-of-range     | lines[0].gross
          PURCHASE     | {"lines": [{"id": "1", "quantity": "1", "gross": 45}]}                   | 400    | bad-request      | lines[0].gross
          PURCHASE     | {"lines": [{"id": "1", "quantity": "1", "gross": "1", "discont": "1"}]}  | 400    | bad-request      | lines[0].discont
          PURCHASE     | {"lines": []}                                                            | 422    | no-lines         | lines
          PURCHASE     | {"lines": {}}                                                            | 400    | bad-request      | lines
          PURCHASE     | {"charges": {"shipping": "99999999999999"}}                              | 422    | out-of-range     | charges.shipping
          PURCHASE     | {"paidByGiftCard": "-1.00"}                                              | 422    | negative         | paidByGiftCard
          PURCHASE     | {"currency": "USD"}                                                      | 422    | other-currency   | currency
          PURCHASE     | {"currency": "XQX"}                                                      | 422    | unknown-currency | currency
          PURCHASE     | {"currency": "EURO"}                                                     | 400    | bad-request      | currency
          PURCHASE     | {"occurredAt": "2999-01-01T00:00:00Z"}                                   | 422    | in-future        | occurredAt
          PURCHASE     | {"occurredAt": "yesterday"}                                              | 400    | bad-request      | occurredAt
          PURCHASE     | {"modifiedAt": "2999-01-01T00:00:00Z"}                                   | 422    | in-future        | modifiedAt
          PURCHASE     | {"businessDate": "2026-03-17"}                                           | 422    | days-apart       | businessDate
          PURCHASE     | {"status": "MAYBE"}                                                      | 422    | unknown-value    | status
          PURCHASE     | {"store": "nowhere"}                                                     | 422    | unknown-store    | store
          PURCHASE     | {"customer": "somebody"}                                                 | 400    | bad-request      | customer
          PURCHASE     | {"vouchers": [{"code": "AAAA", "amount": "10.00"}]}                      | 422    | not-our-code     | vouchers[0].code
          REFUND       | {"lines": [{"lineId": "1", "quantity": "-1"}]}                           | 422    | negative         | lines[0].quantity
          REFUND       | {"lines": []}                                                            | 422    | nothing-refunded | -
          REFUND       | {"adjustment": "-1.00"}                                                  | 422    | negative         | adjustment
          REFUND       | {"refundedAt": "2999-01-01T00:00:00Z"}                                   | 422    | in-future        | refundedAt
          CANCELLATION | {"cancelledAt": "2999-01-01T00:00:00Z"}                                  | 422    | in-future        | cancelledAt
          CANCELLATION | {"cancelledAt": 5}                                                       | 400    | bad-request      | cancelledAt
          ENROL        | {"identities": {}}                                                       | 400    | bad-request      | identities
          ENROL        | {"identities": {"email": "nobody"}}                                      | 400    | bad-request      | identities.email
          ENROL        | {"identities": {"phone": "12"}}                                          | 400    | bad-request      | identities.phone
          ENROL        | {"language": "de"}                                                       | 400    | bad-request      | language
          ENROL        | {"birthday": "2999-01-01"}                                               | 400    | bad-request      | birthday
          ENROL        | {"birthday": "1.2.1990"}                                                 | 400    | bad-request      | birthday
          ENROL        | {"givenName": 5}                                                         | 400    | bad-request      | givenName
          ENROL        | {"givenName": "\\ud800"}                                                 | 400    | bad-request      | givenName
          ENROL        | {"store": "nowhere"}                                                     | 403    | forbidden        | store
          SEARCH       | {"identities": {}}                                                       | 400    | bad-request      | identities
          SEARCH       | {"identities": {"card": "?"}}                                            | 400    | bad-request      | identities.card
          CHECK        | {"code": ""}                                                             | 400    | bad-request      | code
          CHECK        | {"basket": {"id": "b", "eligibleTotalMinor": -1, "currency": "EUR"}}     | 400    | bad-request      | basket.eligibleTotalMinor
          RESERVE      | {"basket": {"id": "b", "eligibleTotalMinor": 1000000000001, "currency": "EUR"}} | 400 | bad-request   | basket.eligibleTotalMinor
          RESERVE      | {"basket": {"id": "b", "eligibleTotalMinor": 45.5, "currency": "EUR"}}   | 400    | bad-request      | basket.eligibleTotalMinor
          RESERVE      | {"basket": {"id": "b", "eligibleTotalMinor": 4500, "currency": "USD"}}   | 422    | other-currency   | basket.currency
          RESERVE      | {"basket": {"id": "b", "eligibleTotalMinor": 4500, "currency": "XQX"}}   | 400    | bad-request      | basket.currency
          REDEEM       | {"basket": {"id": "", "eligibleTotalMinor": 4500, "currency": "EUR"}}    | 400    | bad-request      | basket.id
          REDEEM       | {"basket": {"id": "\\ud800", "eligibleTotalMinor": 4500, "currency": "EUR"}} | 400 | bad-request     | basket.id
          REDEEM       | {"basket": null}                                                         | 400    | bad-request      | basket
          REDEEM       | {"source": "vosges-web"}                                                 | 403    | forbidden        | source
          RENEW        | {"basket": {"eligibleTotalMinor": -1, "currency": "EUR"}}                | 400    | bad-request      | basket.eligibleTotalMinor
          COMMIT       | {"basket": {"eligibleTotalMinor": 4500, "currency": "USD"}}              | 422    | other-currency   | basket.currency
          COMMIT       | {"acceptLoss": "yes"}                                                    | 400    | bad-request      | acceptLoss
          REVERSE      | {"force": "yes"}                                                         | 400    | bad-request      | force
          REVERSE      | {"force": true}                                                          | 403    | forbidden        | -
          """)
  void a_field_that_cannot_be_right_is_named(
      Call call, String with, int status, String type, String field) {
    var answer = send(call, changed(call, with));
    assertRefused(answer, status, type);
    assertThat(answer.body().path("field").asText(null)).isEqualTo(field);
  }

  @Test
  void a_purchase_has_at_most_a_thousand_lines() {
    var body = (ObjectNode) Api.tree(Call.PURCHASE.body(FACTS));
    ArrayNode lines = body.putArray("lines");
    for (int i = 0; i <= 1_000; i++) {
      lines.addObject().put("id", String.valueOf(i)).put("quantity", 1).put("gross", "1.00");
    }
    var answer = send(Call.PURCHASE, body.toString());
    assertRefused(answer, 422, "too-many-lines");
    assertThat(answer.text("/field")).isEqualTo("lines");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          REQUEST                                           | STATUS | TYPE
          PUT /v1/sources/nowhere/purchases/1/cancellation  | 404    | not-found
          PUT /v1/sources/LONG/purchases/1/cancellation     | 404    | not-found
          PUT /v1/sources/vosges-web/purchases/1/cancellation | 409  | source-sends-webhooks
          PUT /v1/sources/caisse-epinal/purchases/LONG/cancellation | 400 | bad-request
          PUT /v1/sources/caisse-epinal/purchases/a%20b/cancellation | 400 | bad-request
          POST /v1/members/nobody/tokens                    | 404    | not-found
          POST /v1/members/LONG/tokens                      | 404    | not-found
          GET /v1/members/LONG/adjustments                  | 404    | not-found
          GET /v1/members/%C3%A9/adjustments                | 404    | not-found
          GET /v1/members/%C3%A9/account                    | 404    | not-found
          GET /v1/members/{member}/entries?limit=0          | 400    | bad-request
          GET /v1/members/{member}/entries?limit=101        | 400    | bad-request
          GET /v1/members/{member}/entries?cursor=guessed   | 400    | bad-request
          POST /v1/vouchers/reservations/guessed/commit     | 404    | not-found
          DELETE /v1/vouchers/reservations/LONG             | 404    | not-found
          POST /v1/vouchers/redemptions/guessed/reversal    | 404    | not-found
          """)
  void what_is_not_there_is_not_found(String request, int status, String type) {
    var parts = request.split(" ");
    var path = parts[1].replace("LONG", "x".repeat(3_000)).replace("{member}", FACTS.get("member"));
    var body = Call.CANCELLATION.body(FACTS);
    assertRefused(brand.admin().send(parts[0], path, body).join(), status, type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      nullValues = "-",
      textBlock =
          """
          CALL    | WITH                                          | STATUS | TYPE           | FIELD
          REDEEM  | {"source": "nowhere"}                         | 422    | unknown-source | source
          REDEEM  | {"source": "caisse-epinal", "store": "other"} | 422    | unknown-store  | store
          REDEEM  | {"source": "LONG"}                            | 422    | unknown-source | source
          REDEEM  | {"source": "caisse-epinal", "store": "LONG"}  | 422    | unknown-store  | store
          CHECK   | {"source": "LONG"}                            | 422    | unknown-source | source
          CHECK   | {"source": ""}                                | 422    | unknown-source | source
          REDEEM  | {"store": "epinal"}                           | 400    | bad-request    | source
          ADJUST  | {"points": 0}                                 | 400    | bad-request    | points
          ADJUST  | {"points": 1000001}                           | 400    | bad-request    | points
          ADJUST  | {"points": "40"}                              | 400    | bad-request    | points
          ADJUST  | {"reason": " "}                               | 400    | bad-request    | reason
          ADJUST  | {"by": null}                                  | 400    | bad-request    | by
          DECIDE  | {"decision": "MAYBE"}                         | 400    | bad-request    | decision
          DECIDE  | {"by": "bob"}                                 | 404    | not-found      | -
          ENROL   | {"store": "nowhere"}                          | 422    | unknown-store  | store
          ENROL   | {"identities": {"shopCustomer": {"source": "nowhere", "id": "1"}}} | 422 | unknown-source | identities.shopCustomer.source
          """)
  void head_office_has_to_name_a_place_that_there_is(
      Call call, String with, int status, String type, String field) {
    var body = changed(call, with.replace("LONG", "x".repeat(3_000)));
    var answer = send(brand.programme().adminKey(), call, "application/json", body);
    assertRefused(answer, status, type);
    assertThat(answer.body().path("field").asText(null)).isEqualTo(field);
  }

  @Test
  void the_same_refund_with_another_amount_is_a_mistake() {
    var path = Call.REFUND.path(FACTS);
    var till = brand.till();
    assertThat(till.put(path, Api.tree(Call.REFUND.body(FACTS))).status()).isEqualTo(200);
    var other = changed(Call.REFUND, "{\"lines\": [{\"lineId\": \"1\", \"amount\": \"6.00\"}]}");
    assertRefused(till.put(path, Api.tree(other)), 422, "content-differs");
  }

  @ParameterizedTest
  @CsvSource({"reservations", "redemptions"})
  void the_same_basket_with_another_total_is_a_mistake(String how, RealStack real)
      throws Exception {
    var code = real.voucherOf(real.join("Theodule").getFirst());
    var till = brand.till();
    var path = "/v1/vouchers/" + how;
    assertThat(till.post(path, PlayedDay.use(code, "same", 4500)).status()).isEqualTo(201);
    assertRefused(till.post(path, PlayedDay.use(code, "same", 4600)), 422, "basket-differs");
  }
}
