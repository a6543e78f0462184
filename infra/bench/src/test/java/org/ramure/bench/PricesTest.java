// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramure.local.http.Json;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PricesTest {

  private static final Path FILE = Path.of("prices.json");

  private static final Prices ROUND =
      new Prices(
          "nowhere",
          "never",
          Map.of(
              Charge.DYNAMODB_WRITE, 0.5e-6,
              Charge.DYNAMODB_READ, 0.1e-6,
              Charge.API_REQUEST, 1e-6));

  @ParameterizedTest
  @EnumSource(Charge.class)
  void everything_that_is_charged_has_a_price_and_says_from_where(Charge charge)
      throws IOException {
    assertThat(Prices.read(FILE).of(charge)).isPositive();
    assertThat(Json.read(Files.readAllBytes(FILE)).at("/prices/" + charge + "/source").asText())
        .startsWith("https://aws.amazon.com/");
  }

  @Test
  void a_price_is_of_one_unit() throws IOException {
    var prices = Prices.read(FILE);
    assertThat(prices.of(Charge.DYNAMODB_WRITE) * 1_000_000).isEqualTo(0.625, within(1e-9));
    assertThat(prices.of(Charge.SECRET_REQUEST) * 10_000).isEqualTo(0.05, within(1e-9));
    assertThat(prices.of(Charge.ALARM_MONTH)).isEqualTo(0.10, within(1e-9));
  }

  @Test
  void quantities_add_up_and_prices_come_last() {
    var purchase =
        Bill.NOTHING
            .with(Charge.DYNAMODB_WRITE, 9)
            .with(Charge.DYNAMODB_READ, 4)
            .with(Charge.API_REQUEST, 1);
    var million = purchase.times(900_000).plus(Bill.NOTHING.with(Charge.DYNAMODB_READ, 400_000));
    assertThat(million.of(Charge.DYNAMODB_READ)).isEqualTo(4_000_000);
    assertThat(million.usd(ROUND)).isEqualTo(8.1 * 0.5 + 4 * 0.1 + 0.9, within(1e-9));
    assertThat(million.usd(ROUND, charge -> charge == Charge.DYNAMODB_WRITE))
        .isEqualTo(4.05, within(1e-9));
  }

  @Test
  void a_service_asks_for_all_its_charges_at_once() {
    var bill =
        Bill.NOTHING
            .with(Charge.API_REQUEST, 2e6)
            .with(Charge.DYNAMODB_READ, 1e7)
            .with(Charge.DYNAMODB_WRITE, 2e6)
            .with(Charge.BUS_EVENT, 0);
    assertThat(bill.byService(ROUND))
        .containsExactly(entry("DynamoDB", 2.0), entry("API Gateway", 2.0));
  }

  @Test
  void what_has_no_price_is_not_taken_for_free() {
    assertThatThrownBy(() -> Bill.NOTHING.with(Charge.BUS_EVENT, 1).usd(ROUND))
        .hasMessageContaining("no BUS_EVENT");
  }
}
