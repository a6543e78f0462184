// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramure.bench.StackMeter.Used;
import org.ramure.dynamodb.Usage;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MixTest {

  private Mix mix;

  @BeforeEach
  void read() throws IOException {
    mix = Mix.read(Path.of("mix.json"));
  }

  @Test
  void a_million_purchases_are_a_million() {
    assertThat(Stream.of(Step.values()).filter(Step::isPurchase).mapToDouble(mix::times).sum())
        .isEqualTo(1_000_000);
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void whatever_is_played_has_its_place_in_the_mix(Step step) {
    assertThat(mix.times(step)).isPositive();
  }

  @Test
  void nothing_is_used_that_was_not_made() {
    double made = mix.times(Step.PURCHASE_THAT_MINTS);
    double used =
        mix.times(Step.SALE_WITH_VOUCHER_AT_A_TILL) + mix.times(Step.SALE_WITH_VOUCHER_ON_THE_WEB);
    assertThat(used).isLessThan(made);
    assertThat(mix.times(Step.CANCELLATION_WITH_VOUCHER)).isLessThan(used);
    assertThat(mix.times(Step.VOUCHER_PAGE)).isGreaterThanOrEqualTo(used);
  }

  @Test
  void the_bill_of_the_mix_is_that_of_each_step_as_often_as_it_happens() {
    Bill bill =
        mix.of(
            Map.of(
                Step.PURCHASE, Bill.NOTHING.with(Charge.DYNAMODB_WRITE, 9),
                Step.REPEAT, Bill.NOTHING.with(Charge.DYNAMODB_READ, 1)));
    assertThat(bill.of(Charge.DYNAMODB_WRITE)).isEqualTo(9 * mix.times(Step.PURCHASE));
    assertThat(bill.of(Charge.DYNAMODB_READ)).isEqualTo(mix.times(Step.REPEAT));
  }

  @Test
  void a_call_is_billed_for_its_work_its_waiting_and_its_share_of_cold_starts() {
    var used =
        new Used(
            Usage.NONE,
            3,
            417,
            2_000,
            Map.of("points-accrual", 1L, "event-publisher", 2L),
            Map.of("points-accrual", 58_000_000L, "event-publisher", 0L));
    Bill bill = new Tariff(mix).bill(used, 1);
    assertThat(bill.of(Charge.LAMBDA_REQUEST)).isEqualTo(3);
    double expected =
        0.058 / mix.assumed("processorShare")
            + 2 * mix.assumed("busMillis") / 1e3
            + 3 * mix.assumed("coldShare") * mix.assumed("coldSeconds");
    assertThat(bill.of(Charge.LAMBDA_GB_SECOND)).isEqualTo(expected, within(1e-9));
    assertThat(bill.of(Charge.BUS_EVENT)).isEqualTo(3);
    assertThat(bill.of(Charge.LOG_GB) * 1e9)
        .isEqualTo(
            417 + 3 * mix.assumed("platformLogBytes") + mix.assumed("accessLogBytes"),
            within(1e-3));
    assertThat(bill.of(Charge.DYNAMODB_STORED_GB_MONTH) * 1e9)
        .isEqualTo(2_000 * mix.assumed("monthsKept"), within(1e-3));
  }

  @Test
  void a_quiet_month_pays_for_what_the_template_has() throws IOException {
    Bill idle = Idle.bill(Path.of("../cdk/target/cdk.out"), mix, Bill.NOTHING);
    assertThat(idle.of(Charge.SECRET_MONTH)).isPositive();
    assertThat(idle.of(Charge.KEY_MONTH)).isPositive();
    assertThat(idle.of(Charge.DASHBOARD_MONTH)).isPositive();
    assertThat(idle.of(Charge.ALARM_MONTH)).isGreaterThan(10);
    assertThat(idle.of(Charge.QUEUE_REQUEST))
        .isGreaterThanOrEqualTo(mix.assumed("pollsPerQueueAndMonth"));
    assertThat(idle.of(Charge.FIFO_QUEUE_REQUEST)).isEqualTo(mix.assumed("pollsPerQueueAndMonth"));
  }

  @Test
  void what_is_not_assumed_is_not_guessed() {
    assertThatThrownBy(() -> mix.assumed("luck")).hasMessageContaining("assumes no luck");
  }
}
