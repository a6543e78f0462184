// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramure.local.tour.Api.Answer;
import org.ramure.local.tour.Customer.Statement;
import org.ramure.local.tour.RealStack.Moment;

/// A function's process dies when a write of its has left it: not yet done, or done and unheard of.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class KilledFunctionTest {
  private final RealStack real;

  KilledFunctionTest(RealStack real) {
    this.real = real;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          FUNCTION           | CALL               | TABLE     | DIES
          purchase-ingestion | PutItem            | Purchases | BEFORE_THE_WRITE
          purchase-ingestion | PutItem            | Purchases | BEFORE_ITS_ANSWER
          points-accrual     | TransactWriteItems | Ledger    | BEFORE_THE_WRITE
          points-accrual     | TransactWriteItems | Ledger    | BEFORE_ITS_ANSWER
          voucher-minting    | TransactWriteItems | Vouchers  | BEFORE_THE_WRITE
          voucher-minting    | TransactWriteItems | Vouchers  | BEFORE_ITS_ANSWER
          """)
  void every_order_the_shop_got_an_answer_for_counts_once(
      String function, String call, String table, Moment moment) throws Exception {
    var customers = real.join("Zenobie", "Theodule", "Philomene");
    var kills = real.kill(function, real.calls(call, table), 2, moment);

    assertThat(real.untilTaken(Brand.fourOrdersEach(customers)))
        .extracting(Answer::status)
        .containsOnly(200);
    real.awaitQuiet();

    assertThat(kills).hasValue(1);
    assertThat(customers).extracting(Customer::statement).containsOnly(Statement.OF_FOUR_ORDERS);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void a_till_that_got_no_answer_asks_again_and_has_used_the_voucher_once(Moment moment)
      throws Exception {
    var code = real.voucherOf(real.join("Hildegarde").getFirst());
    var kills = real.kill("voucher-redemption", real.calls("UpdateItem", "Vouchers"), 1, moment);

    assertThat(redeem(code, "epinal~1~41").status()).as("its process died").isEqualTo(500);
    assertThat(redeem(code, "epinal~1~41").text("/state")).isEqualTo("REDEEMED");
    assertThat(redeem(code, "epinal~1~42").text("/reason")).isEqualTo("ALREADY_REDEEMED");
    assertThat(kills).hasValue(1);
  }

  private Answer redeem(String code, String basket) {
    var use = PlayedDay.use(code, basket, 4500);
    return real.brand.till().post("/v1/vouchers/redemptions", use);
  }
}
