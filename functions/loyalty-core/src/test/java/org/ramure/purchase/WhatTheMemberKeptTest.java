// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ramure.purchase.Orders.adjustment;
import static org.ramure.purchase.Orders.back;
import static org.ramure.purchase.Orders.cents;
import static org.ramure.purchase.Orders.money;
import static org.ramure.purchase.Orders.paid;
import static org.ramure.purchase.Orders.pieces;
import static org.ramure.purchase.Orders.refund;
import static org.ramure.purchase.Orders.shippingRefund;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.purchase.Evidence.RefundLine;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatTheMemberKeptTest {

  private static List<Long> kept(Purchase purchase) {
    return purchase.lines().stream().map(KeptLine::keptMinor).toList();
  }

  private static List<Long> voucherShares(Purchase purchase) {
    return purchase.lines().stream().map(KeptLine::voucherShareMinor).toList();
  }

  private static List<Long> cents3(String amounts) {
    return Arrays.stream(amounts.trim().split(" +")).map(Orders::cents).toList();
  }

  @Nested
  class Returned_line_by_line {

    /// One line of three pieces, paid 10.00.
    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        nullValues = "-",
        textBlock =
            """
            PIECES , MONEY , KEPT  , RULE
            0      , 4.00  , 6.00  , money alone counts
            1      , -     , 6.67  , pieces alone count in proportion
            2      , -     , 3.33  , of the cumulated quantity
            3      , -     , 0.00  , all pieces
            1      , 2.00  , 8.00  , where they disagree the money counts
            1      , 9.00  , 1.00  , also when it is more
            1      , 0.00  , 10.00 , a piece that came back for nothing
            3      , 5.00  , 0.00  , a line returned whole keeps nothing whatever was paid back
            4      , -     , 0.00  , more than was sold
            0      , 11.00 , 0.00  , never below nothing
            0.5    , -     , 8.33  , pieces may be fractions
            """)
    void a_refund_of_a_line(String pieces, String money, String kept, String rule) {
      var amount = money == null ? OptionalLong.empty() : OptionalLong.of(cents(money));
      var line = new RefundLine("L1", new BigDecimal(pieces), amount);
      assertThat(kept(paid().line("3", "10.00").after(refund("R1", line))))
          .as(rule)
          .containsExactly(cents(kept));
    }

    @Test
    void a_third_returned_three_times_is_everything() {
      var purchase =
          paid()
              .line("3", "10.00")
              .after(
                  refund("R1", pieces("L1", "1")),
                  refund("R2", pieces("L1", "1")),
                  refund("R3", pieces("L1", "1")));
      assertThat(kept(purchase)).containsExactly(0L);
      assertThat(purchase.everythingReturned()).isTrue();
    }

    @Test
    void pieces_with_money_and_pieces_without_add_up() {
      var purchase =
          paid()
              .line("4", "40.00")
              .after(refund("R1", back("L1", "1", "5.00")), refund("R2", pieces("L1", "1")));
      assertThat(kept(purchase)).containsExactly(cents("25.00"));
    }

    @Test
    void the_same_refund_told_three_times_is_one() {
      var refund = refund("R1", money("L1", "4.00"));
      assertThat(kept(paid("10.00").after(refund, refund, refund))).containsExactly(600L);
    }

    @Test
    void what_one_refund_tells_of_a_line_in_several_places_adds_up() {
      var twice = refund("R1", money("L1", "4.00"), money("L1", "4.00"));
      assertThat(kept(paid("10.00").after(twice))).containsExactly(200L);
      var pieces = refund("R1", pieces("L1", "1"), pieces("L1", "2"));
      assertThat(kept(paid().line("3", "10.00").after(pieces))).containsExactly(0L);
    }

    @Test
    void of_one_refund_told_differently_the_later_report_wins() {
      var first = refund("R1", money("L1", "4.00"));
      var later =
          new Evidence.Refund(
              "R1", Orders.NOON, Orders.NOON.plusSeconds(1), first.lines(), 0, cents("1.00"));
      assertThat(kept(paid("10.00").after(later, first))).containsExactly(500L);
    }
  }

  @Nested
  class Returned_for_no_line_in_particular {

    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        textBlock =
            """
            LINES             , BACK  , KEPT
            30.00 60.00       , 9.00  , 27.00 54.00
            10.00 10.00 10.00 , 10.00 , 6.66 6.67 6.67
            10.00 10.00 10.00 , 0.02  , 9.99 9.99 10.00
            10.00 20.00       , 99.00 , 0.00 0.00
            """)
    void an_adjustment_is_deducted_in_proportion(String lines, String back, String kept) {
      var order = paid(lines.trim().split(" +"));
      assertThat(kept(order.after(adjustment("R1", back)))).isEqualTo(cents3(kept));
    }

    @Test
    void so_is_a_refund_of_a_line_the_order_does_not_name() {
      var purchase = paid("30.00", "60.00").after(refund("R1", money("L9", "9.00")));
      assertThat(kept(purchase)).containsExactly(2700L, 5400L);
    }

    @Test
    void a_quantity_of_an_unknown_line_says_nothing() {
      assertThat(kept(paid("30.00").after(refund("R1", pieces("L9", "1"))))).containsExactly(3000L);
    }

    @Test
    void it_is_deducted_from_what_line_refunds_left_whatever_came_first() {
      var line = refund("R1", money("L1", "30.00"));
      var free = adjustment("R2", "6.00");
      var order = paid("40.00", "50.00");
      assertThat(kept(order.after(line, free))).containsExactly(900L, 4500L);
      assertThat(kept(order.after(free, line))).containsExactly(900L, 4500L);
    }

    @Test
    void it_never_touches_lines_that_do_not_earn() {
      var purchase = paid("40.00").giftCard("50.00").after(adjustment("R1", "10.00"));
      assertThat(kept(purchase)).containsExactly(3000L, 5000L);
    }

    @Test
    void shipping_paid_back_takes_nothing() {
      var purchase = paid("40.00").shipping("5.90").after(shippingRefund("R1", "5.90"));
      assertThat(kept(purchase)).containsExactly(4000L);
    }
  }

  /// Less was paid back than the lines were worth: the shop kept a fee.
  @Nested
  class Paid_back_less_a_fee {

    /// One line of two pieces, paid 55.80.
    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        nullValues = "-",
        textBlock =
            """
            PIECES , MONEY , FEE    , KEPT  , RULE
            1      , 27.90 , 5.00   , 32.90 , the money really paid back counts
            1      , 22.90 , 0.00   , 32.90 , as if the line had told it
            1      , -     , 5.00   , 32.90 , also where only pieces are told
            1      , 27.90 , 27.90  , 55.80 , nothing was paid back
            1      , 27.90 , 100.00 , 55.80 , never more than was paid
            2      , 55.80 , 5.00   , 0.00  , a line returned whole keeps nothing whatever was paid back
            0      , 55.80 , 5.00   , 5.00  , all the money but the fee
            0      , 60.00 , 5.00   , 0.80  , what was told counts not what the line could bear
            """)
    void of_one_line(String pieces, String money, String fee, String kept, String rule) {
      var amount = money == null ? OptionalLong.empty() : OptionalLong.of(cents(money));
      var line = new RefundLine("L1", new BigDecimal(pieces), amount);
      assertThat(kept(paid().line("2", "55.80").after(lessFee("R1", fee, line))))
          .as(rule)
          .containsExactly(cents(kept));
    }

    @Test
    void it_lessens_all_lines_told_in_proportion_to_the_cent() {
      var refund = lessFee("R1", "1.00", money("L1", "10.00"), money("L2", "20.00"));
      assertThat(kept(paid("30.00", "60.00", "5.00").after(refund)))
          .containsExactly(2033L, 4067L, 500L);
    }

    @Test
    void the_part_of_a_line_returned_whole_is_a_fee_and_fees_earn_nothing() {
      var refund = lessFee("R1", "4.00", pieces("L1", "1"), money("L2", "10.00"));
      assertThat(kept(paid("30.00", "60.00").after(refund))).containsExactly(0L, 5100L);
    }

    @Test
    void a_fee_and_an_amount_for_no_line_are_one_sum() {
      var fee = lessFee("R1", "5.00", money("L1", "10.00"));
      assertThat(kept(paid("30.00", "60.00").after(fee, adjustment("R2", "5.00"))))
          .containsExactly(2000L, 6000L);
      assertThat(kept(paid("30.00", "60.00").after(fee, adjustment("R2", "13.00"))))
          .containsExactly(1800L, 5400L);
    }

    @Test
    void pieces_restocked_after_their_money_had_gone_back_cost_nothing_more() {
      var restocked = lessFee("R2", "50.00", back("L1", "1", "50.00"));
      assertThat(kept(paid("50.00", "60.00").after(adjustment("R1", "50.00"), restocked)))
          .containsExactly(0L, 6000L);
    }

    @Test
    void nothing_was_told_that_it_could_lessen() {
      assertThat(kept(paid("30.00").after(lessFee("R1", "5.00")))).containsExactly(3000L);
    }

    @Test
    void who_paid_a_fee_on_money_has_kept_something() {
      var refund = lessFee("R1", "5.00", money("L1", "30.00"));
      assertThat(paid("30.00").after(refund).everythingReturned()).isFalse();
      var pieces = lessFee("R1", "5.00", back("L1", "1", "30.00"));
      assertThat(paid("30.00").after(pieces).everythingReturned()).isTrue();
    }

    private static Evidence.Refund lessFee(String id, String fee, RefundLine... lines) {
      return new Evidence.Refund(id, Orders.NOON, Orders.NOON, List.of(lines), 0, -cents(fee));
    }
  }

  @Nested
  class Paid_by_voucher {

    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        textBlock =
            """
            LINES             , VOUCHER , SHARES
            30.00 60.00       , 10.00   , 3.33 6.67
            10.00 10.00 10.00 , 10.00   , 3.34 3.33 3.33
            10.00 10.00 10.00 , 0.02    , 0.01 0.01 0.00
            4.00 2.00         , 10.00   , 4.00 2.00
            0.00 5.00         , 1.00    , 0.00 1.00
            """)
    void its_value_is_split_to_the_cent(String lines, String voucher, String shares) {
      var purchase = paid(lines.trim().split(" +")).voucher("V1", voucher).after();
      assertThat(voucherShares(purchase)).isEqualTo(cents3(shares));
    }

    @Test
    void several_vouchers_are_split_as_one_sum() {
      var order = paid("10.00", "10.00", "10.00");
      assertThat(voucherShares(order.voucher("V1", "5.00").voucher("V2", "5.00").after()))
          .containsExactly(334L, 333L, 333L);
    }

    @Test
    void the_shops_own_allocation_is_kept_and_the_rest_is_split_over_what_it_left() {
      var purchase =
          paid("10.00", "20.00")
              .voucher("V1", "10.00", Map.of("L1", 1000L))
              .voucher("V2", "5.00")
              .after();
      assertThat(voucherShares(purchase)).containsExactly(1000L, 500L);
    }

    @Test
    void an_allocation_above_a_lines_net_overflows_to_the_others() {
      var purchase = paid("10.00", "20.00").voucher("V1", "15.00", Map.of("L1", 1500L)).after();
      assertThat(voucherShares(purchase)).containsExactly(1000L, 500L);
    }

    @Test
    void an_allocation_of_more_than_the_voucher_is_no_allocation() {
      var purchase = paid("30.00", "60.00").voucher("V1", "9.00", Map.of("L1", 950L)).after();
      assertThat(voucherShares(purchase)).containsExactly(300L, 600L);
    }

    @Test
    void refunds_do_not_move_the_shares() {
      var purchase =
          paid("30.00", "60.00").voucher("V1", "9.00").after(refund("R1", pieces("L1", "1")));
      assertThat(voucherShares(purchase)).containsExactly(300L, 600L);
      assertThat(kept(purchase)).containsExactly(0L, 5400L);
    }
  }

  @Nested
  class Paid_by_gift_card {

    private Purchase fold(Orders order, boolean paymentEarns, Evidence... others) {
      var evidence = new ArrayList<Evidence>(List.of(others));
      evidence.add(order.order());
      var terms = Terms.points(false, paymentEarns);
      return Purchase.fold(Orders.KEY, evidence, terms).orElseThrow();
    }

    @Test
    void the_payment_counts_like_money() {
      assertThat(kept(fold(paid("40.00").giftCardPaid("15.00"), true))).containsExactly(4000L);
    }

    @Test
    void unless_it_is_switched_off_then_it_is_split_over_what_vouchers_left() {
      var order = paid("30.00", "60.00").voucher("V1", "9.00").giftCardPaid("8.10");
      assertThat(kept(fold(order, false))).containsExactly(2430L, 4860L);
    }

    @Test
    void half_a_line_paid_back_keeps_half_of_the_gift_cards_part() {
      var order = paid("40.00").giftCardPaid("10.00");
      assertThat(kept(fold(order, false, refund("R1", money("L1", "20.00")))))
          .containsExactly(1500L);
    }

    @Test
    void a_gift_card_that_also_paid_shipping_covers_the_goods_at_most() {
      assertThat(kept(fold(paid("18.00").shipping("10.00").giftCardPaid("24.00"), false)))
          .containsExactly(0L);
    }

    @Test
    void buying_one_has_its_own_switch() {
      var order = paid("40.00").giftCard("50.00");
      assertThat(fold(order, true).eligibleKeptMinor()).isEqualTo(4000);
      var earning =
          Purchase.fold(Orders.KEY, List.of(order.order()), Terms.points(true, true)).orElseThrow();
      assertThat(earning.eligibleKeptMinor()).isEqualTo(9000);
    }
  }

  @Nested
  class Everything_returned {

    @Test
    void by_quantity() {
      assertReturned(true, refund("R1", pieces("L1", "1"), pieces("L2", "1")));
    }

    @Test
    void by_money() {
      assertReturned(true, refund("R1", money("L1", "30.00"), money("L2", "60.00")));
    }

    @Test
    void one_line_by_quantity_the_other_by_money() {
      assertReturned(true, refund("R1", back("L1", "1", "0.00"), money("L2", "60.00")));
    }

    @Test
    void by_an_amount_for_no_line() {
      assertReturned(true, adjustment("R1", "90.00"));
      assertReturned(false, adjustment("R1", "89.99"));
    }

    @Test
    void by_a_line_and_an_amount_for_the_rest() {
      assertReturned(true, refund("R1", pieces("L1", "1")), adjustment("R2", "60.00"));
    }

    @Test
    void not_while_one_line_is_left() {
      assertReturned(false, refund("R1", pieces("L1", "1")));
    }

    @Test
    void not_by_shipping() {
      assertReturned(false, shippingRefund("R1", "90.00"));
    }

    private void assertReturned(boolean expected, Evidence... refunds) {
      assertThat(paid("30.00", "60.00").after(refunds).everythingReturned()).isEqualTo(expected);
    }

    @Test
    void lines_that_do_not_earn_count_too() {
      var order = paid("30.00").giftCard("50.00");
      assertThat(order.after(refund("R1", pieces("L1", "1"))).everythingReturned()).isFalse();
      var both = refund("R1", pieces("L1", "1"), pieces("L2", "1"));
      assertThat(order.after(both).everythingReturned()).isTrue();
    }

    @Test
    void a_sample_given_for_free_need_not_come_back() {
      var purchase = paid("30.00", "0.00").after(refund("R1", money("L1", "30.00")));
      assertThat(purchase.everythingReturned()).isTrue();
    }

    @Test
    void a_line_that_the_voucher_paid_whole_is_still_kept_until_its_pieces_return() {
      var order = paid("10.00", "20.00").voucher("V1", "10.00", Map.of("L1", 1000L));
      assertThat(order.after(refund("R1", money("L2", "20.00"))).everythingReturned()).isFalse();
      var both = refund("R1", pieces("L1", "1"), money("L2", "20.00"));
      assertThat(order.after(both).everythingReturned()).isTrue();
    }

    @Test
    void an_order_without_any_refund_is_kept_even_if_it_cost_nothing() {
      assertThat(paid("10.00").voucher("V1", "10.00").after().everythingReturned()).isFalse();
      assertThat(paid().after().everythingReturned()).isFalse();
    }
  }

  @Nested
  class One_state_of_many_reports {

    @Test
    void refunds_and_cancellations_wait_for_their_sale() {
      var early = List.of(refund("R1", money("L1", "4.00")), Orders.cancellation());
      assertThat(Purchase.fold(Orders.KEY, early, Terms.POINTS)).isEmpty();
    }

    /// A refund could not say which of them it means: it would be taken off both.
    @Test
    void two_lines_of_one_id_are_no_order() {
      var line = paid("10.00").order().lines().getFirst();
      assertThatThrownBy(() -> paid().order(List.of(line, line)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("1001 has two lines L1");
    }

    @Test
    void the_newest_body_wins_by_the_shops_own_time_not_by_arrival() {
      var old = paid("99.00").modified(0).received(30).order();
      assertThat(kept(paid("10.00").modified(5).received(6).after(old))).containsExactly(1000L);
    }

    @Test
    void of_equal_times_the_later_arrival_wins() {
      var other = paid("99.00").received(1).order();
      assertThat(kept(paid("10.00").received(2).after(other))).containsExactly(1000L);
    }

    @Test
    void a_body_may_be_paid_again_after_it_was_cancelled() {
      var cancelled = Orders.with(Evidence.Status.CANCELLED, "10.00").order();
      assertThat(paid("10.00").modified(1).after(cancelled).counts()).isTrue();
    }

    @Test
    void a_cancellation_of_its_own_is_final() {
      assertThat(paid("10.00").modified(9).after(Orders.cancellation()).counts()).isFalse();
    }
  }
}
