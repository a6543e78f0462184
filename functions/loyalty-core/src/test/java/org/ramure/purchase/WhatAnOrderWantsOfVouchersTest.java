// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatAnOrderWantsOfVouchersTest {

  /// NEW is named by the newest body, OLD only by an earlier revision.
  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          STATUS    , CALLED OFF , ALL RETURNED , NEW        , OLD
          PAID      , no         , no           , USED       , GIVEN_BACK
          PAID      , no         , yes          , GIVEN_BACK , GIVEN_BACK
          PAID      , yes        , no           , GIVEN_BACK , GIVEN_BACK
          PENDING   , no         , no           , UNDECIDED  , UNDECIDED
          PENDING   , yes        , no           , GIVEN_BACK , GIVEN_BACK
          DRAFT     , no         , no           , UNDECIDED  , UNDECIDED
          CANCELLED , no         , no           , GIVEN_BACK , GIVEN_BACK
          TEST      , no         , no           , UNDECIDED  , UNDECIDED
          TEST      , yes        , no           , GIVEN_BACK , GIVEN_BACK
          """)
  void by_the_state_of_the_order(
      Evidence.Status status, String calledOff, String returned, VoucherWish now, VoucherWish old) {
    var purchase =
        Orders.with(status, "50.00")
            .voucher("NEW", "10.00")
            .after(
                calledOff.equals("yes")
                    ? new Evidence[] {Orders.cancellation()}
                    : returned.equals("yes")
                        ? new Evidence[] {Orders.refund("R1", Orders.pieces("L1", "1"))}
                        : new Evidence[0]);
    assertThat(purchase.voucherWishes(Set.of("OLD"))).isEqualTo(Map.of("NEW", now, "OLD", old));
  }

  @Test
  void a_voucher_named_then_and_now_is_used() {
    var purchase = Orders.paid("50.00").voucher("V1", "10.00").after();
    assertThat(purchase.voucherWishes(Set.of("V1"))).isEqualTo(Map.of("V1", VoucherWish.USED));
  }

  @Test
  void it_stays_used_while_a_line_is_kept() {
    var purchase =
        Orders.paid("50.00", "20.00")
            .voucher("V1", "10.00")
            .after(Orders.refund("R1", Orders.pieces("L1", "1")));
    assertThat(purchase.voucherWishes(Set.of())).isEqualTo(Map.of("V1", VoucherWish.USED));
  }
}
