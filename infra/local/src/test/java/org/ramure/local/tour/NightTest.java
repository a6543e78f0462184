// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.local.http.Json;

/// What time alone brings. Nobody can wait for it here, so what is stored is made older, and the
/// schedule is rung by hand.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class NightTest {

  private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));
  private final RealStack real;

  NightTest(RealStack real) {
    this.real = real;
  }

  @Test
  void a_birthday_brings_a_voucher_that_its_member_sees_until_tonight() throws Exception {
    var customer = real.join("Apolline").getFirst();
    var told =
        real.brand
            .web()
            .put(
                "/v1/members/" + customer.id() + "/birthday",
                Map.of("birthday", today.minusYears(40).toString()));
    assertThat(told.status()).as("%s", told).isEqualTo(200);
    change(
        "Members", customer, "PROFILE", "SET birthdaySk = :today", Map.of(":today", text(today)));

    night("birthday-gifts");

    assertThat(customer.page().openVouchers())
        .singleElement()
        .satisfies(
            voucher -> {
              assertThat(voucher.path("amountMinor").asLong()).isEqualTo(2500);
              assertThat(voucher.path("lastDay").asText()).isEqualTo(today.toString());
            });
    assertThat(customer.statement().entries()).containsExactly("GIFT +0");
    real.keepSecret(customer.codes().getFirst());
  }

  @Test
  void points_of_yesterday_expire_and_the_bus_hears_of_it() throws Exception {
    var customer = real.join("Honorine").getFirst();
    real.untilTaken(List.of(Brand.order(customer, Brand.TOWELS)));
    real.awaitQuiet();
    var yesterday = today.minusDays(1);
    change(
        "Ledger",
        customer,
        "ACCOUNT",
        "SET lots = :lots, settledTo = :before, dueSk = :yesterday",
        Map.of(
            ":lots",
            Json.object()
                .set("M", Json.object().set(yesterday.toString(), Json.object().put("N", "45"))),
            ":before",
            text(yesterday.minusDays(1)),
            ":yesterday",
            text(yesterday)));

    night("expiry");

    assertThat(customer.statement().entries()).containsExactly("ACCRUE +45", "SETTLE -45");
    assertThat(StreamSupport.stream(real.stack.buses().latest().spliterator(), false))
        .extracting(event -> event.path("detail").path("type").asText())
        .contains("org.ramure.points.expired.v1");
  }

  /// The schedule may have rung by itself a moment ago: then the day is begun, and begun again
  /// here.
  private void night(String job) throws Exception {
    var key = Json.object();
    key.set("pk", Json.object().put("S", "BEGUN#" + Programme.ID));
    key.set("sk", Json.object().put("S", job));
    var forgotten = Json.object().put("TableName", real.table("Programmes"));
    forgotten.set("Key", key);
    real.stack.dynamoDbCalls().call("DeleteItem", forgotten);
    real.stack.schedules().fire(job, Instant.now());
    real.awaitQuiet();
  }

  private void change(
      String table, Customer customer, String sk, String update, Map<String, JsonNode> values)
      throws Exception {
    var key = Json.object();
    key.set("pk", Json.object().put("S", Programme.ID + "#MEMBER#" + customer.id()));
    key.set("sk", Json.object().put("S", sk));
    var given = Json.object();
    values.forEach(given::set);
    var input = Json.object().put("TableName", real.table(table)).put("UpdateExpression", update);
    input.set("Key", key);
    input.set("ExpressionAttributeValues", given);
    real.stack.dynamoDbCalls().call("UpdateItem", input);
  }

  private static JsonNode text(LocalDate day) {
    return Json.object().put("S", day.toString());
  }
}
