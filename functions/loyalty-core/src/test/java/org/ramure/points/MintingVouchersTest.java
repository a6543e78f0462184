// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramure.points.Members.IN_A_YEAR;
import static org.ramure.points.Members.TODAY;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.points.Account.Candidate;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.programme.ProgrammeTerms.RewardTerms.Mode;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.Vouchers;

/// 150 points buy a voucher.
@DisplayNameGeneration(ReplaceUnderscores.class)
class MintingVouchersTest {

  private static Minting.Minted mint(Ledger ledger, RewardTerms reward, Voucher... open) {
    return mintAt(Members.noon(TODAY), ledger, reward, open);
  }

  private static Minting.Minted mintAt(
      Instant now, Ledger ledger, RewardTerms reward, Voucher... open) {
    return Minting.mint(
        ledger, reward, List.of(open), now, Members.causeAt(now), MintingVouchersTest::candidate);
  }

  private static Candidate candidate(Minting.Order order) {
    return new Candidate(
        "hash-" + order.number(), "voucher-" + order.number(), order.lastDay(), order.paidWith());
  }

  @ParameterizedTest(name = "{0} points: {1} vouchers and {2} points")
  @CsvSource(
      textBlock =
          """
             0,  0,    0
           149,  0,  149
           150,  1,    0
           151,  1,    1
           310,  2,   10
          1500, 10,    0
          1800, 10,  300
          """)
  void as_many_as_points_buy_the_rest_is_kept(long points, int vouchers, long left) {
    var minted = mint(Members.with().lot(IN_A_YEAR, points).ledger(), Programmes.REWARD);
    assertThat(minted.orders()).hasSize(vouchers);
    assertThat(minted.ledger().account().available()).isEqualTo(left);
    assertThat(minted.ledger().entries()).hasSize(vouchers);
  }

  @Test
  void they_are_numbered_so_that_a_repeat_makes_the_same() {
    var ledger = Members.withPoints(310);
    var minted = mint(ledger, Programmes.REWARD);
    assertThat(minted.orders()).extracting(Minting.Order::number).containsExactly(1L, 2L);
    assertThat(mint(ledger, Programmes.REWARD)).isEqualTo(minted);
    var more = Accrual.credit(minted.ledger(), 150, new Accrual.Days(TODAY, IN_A_YEAR), cause());
    assertThat(mint(more, Programmes.REWARD).orders())
        .extracting(Minting.Order::number)
        .containsExactly(3L);
  }

  private static Cause cause() {
    return Members.cause();
  }

  @Test
  void the_soonest_points_pay_first() {
    var soon = TODAY.plusDays(3);
    var later = TODAY.plusDays(90);
    var ledger = Members.with().lot(later, 120).lot(soon, 100).lot(IN_A_YEAR, 500).ledger();
    var minted = mint(ledger, Programmes.reward(Mode.AUTOMATIC, 2));
    assertThat(minted.orders())
        .extracting(Minting.Order::paidWith)
        .containsExactly(
            new TreeMap<>(Map.of(soon, 100L, later, 50L)),
            new TreeMap<>(Map.of(later, 70L, IN_A_YEAR, 80L)));
  }

  @ParameterizedTest(name = "minted {0}: valid up to and including {1}")
  @CsvSource(
      textBlock =
          """
          2027-11-30, 2028-02-29
          2026-11-30, 2027-02-28
          2027-03-31, 2027-06-30
          2027-12-01, 2028-03-01
          2028-02-29, 2028-05-29
          """)
  void three_months_later_or_the_last_day_of_that_month(LocalDate today, LocalDate lastDay) {
    var ledger = Members.with().settledTo(today).lot(today.plusYears(1), 150).ledger();
    var order = mintAt(Members.noon(today), ledger, Programmes.REWARD).orders().getFirst();
    assertThat(order.firstDay()).isEqualTo(today);
    assertThat(order.lastDay()).isEqualTo(lastDay);
  }

  @Nested
  class Limits {

    @Test
    void a_day_has_a_cap_and_the_next_day_goes_on() {
      var reward = Programmes.reward(Mode.AUTOMATIC, 2);
      var first = mint(Members.withPoints(750), reward).ledger();
      assertThat(first.account().vouchersMinted()).isEqualTo(2);
      assertThat(first.account().mintable(Optional.of(reward), TODAY)).isFalse();
      assertThat(mint(first, reward).orders()).isEmpty();
      assertThat(first.account().dueDay(Optional.of(reward))).contains(TODAY.plusDays(1));
      var tomorrow = Settlement.settle(first, TODAY.plusDays(1), cause()).ledger();
      assertThat(tomorrow.account().mintable(Optional.of(reward), TODAY.plusDays(1))).isTrue();
      assertThat(mint(tomorrow, reward).orders())
          .extracting(Minting.Order::number)
          .containsExactly(3L, 4L);
    }

    @ParameterizedTest(name = "{0} open: {1} more")
    @CsvSource({"0, 10", "12, 8", "19, 1", "20, 0", "21, 0"})
    void no_more_than_twenty_are_open(int open, int more) {
      var ledger = Members.with().lot(IN_A_YEAR, 5000).candidates(open, IN_A_YEAR).ledger();
      assertThat(ledger.account().mintable(Optional.of(Programmes.REWARD), TODAY))
          .isEqualTo(more > 0);
      assertThat(mint(ledger, Programmes.REWARD).orders()).hasSize(more);
    }

    @Test
    void where_twenty_are_open_somebody_looks_again_tomorrow() {
      var account = Members.with().lot(IN_A_YEAR, 5000).candidates(20, IN_A_YEAR).account();
      assertThat(account.dueDay(Optional.of(Programmes.REWARD))).contains(TODAY.plusDays(1));
    }

    @Test
    void on_request_nothing_is_minted_by_itself() {
      var reward = Optional.of(Programmes.reward(Mode.ON_REQUEST, 10));
      var account = Members.withPoints(310).account();
      assertThat(account.mintable(reward, TODAY)).isFalse();
      assertThat(account.mintable(Optional.empty(), TODAY)).isFalse();
      assertThat(account.mintableVouchers(reward.orElseThrow(), TODAY)).isEqualTo(2);
    }
  }

  @Nested
  class Vouchers_that_are_no_longer_open {

    private final LocalDate ended = TODAY.minusDays(3);

    @Test
    void redeemed_and_cancelled_ones_make_room() {
      var vouchers =
          LongStream.rangeClosed(1, 20)
              .mapToObj(n -> n <= 2 ? closed(n) : Vouchers.number(n).voucher())
              .toArray(Voucher[]::new);
      var ledger = Members.with().lot(IN_A_YEAR, 310).vouchers(List.of(vouchers)).ledger();
      assertThat(ledger.account().mintable(Optional.of(Programmes.REWARD), TODAY)).isFalse();
      var minted = mint(ledger, Programmes.REWARD, vouchers);
      assertThat(minted.orders()).hasSize(2);
      assertThat(minted.expired()).isEmpty();
      assertThat(minted.ledger().account().candidates()).hasSize(20);
    }

    private static Voucher closed(long number) {
      return Vouchers.number(number).in(new Voucher.Cancelled()).voucher();
    }

    @Test
    void one_that_ended_unused_expires_with_the_points_it_cost() {
      var voucher = Vouchers.number(1).valid(ended.minusDays(9), ended).paidWith(IN_A_YEAR, 150);
      var ledger = Members.with().vouchers(List.of(voucher.voucher())).ledger();
      var minted = mint(ledger, Programmes.REWARD, voucher.voucher());
      assertThat(minted.expired()).containsExactly(voucher.voucher());
      assertThat(minted.ledger().account().candidates()).isEmpty();
      assertThat(minted.ledger().expiredChanges()).isEqualTo(Map.of(IN_A_YEAR, 150L));
      assertThat(minted.ledger().entries().getFirst().cause().businessDate()).isEqualTo(ended);
    }

    @ParameterizedTest(name = "{0}: expired {1}")
    @CsvSource(
        textBlock =
            """
            2027-03-13T11:59:59Z, false
            2027-03-13T12:00:00Z, true
            """)
    void its_day_must_be_over_in_the_last_zone_of_the_earth(Instant now, boolean expired) {
      var voucher = Vouchers.number(1).valid(ended.minusDays(9), ended).voucher();
      var ledger = Members.with().vouchers(List.of(voucher)).ledger();
      assertThat(mintAt(now, ledger, Programmes.REWARD, voucher).expired().isEmpty())
          .isNotEqualTo(expired);
    }

    @Test
    void one_that_somebody_holds_does_not_expire() {
      var held =
          Vouchers.number(1)
              .valid(ended.minusDays(9), ended)
              .heldUntil(Members.noon(TODAY).plusSeconds(1))
              .voucher();
      var ledger = Members.with().vouchers(List.of(held)).ledger();
      assertThat(mint(ledger, Programmes.REWARD, held).expired()).isEmpty();
    }

    @Test
    void given_back_it_is_a_candidate_once_more_even_above_twenty() {
      var voucher = Vouchers.number(99).voucher();
      var ledger = Members.with().candidates(20, IN_A_YEAR).ledger();
      var back = Minting.givenBack(ledger, voucher, cause());
      assertThat(back.account().candidates()).hasSize(21);
      assertThat(Minting.givenBack(back, voucher, cause()).account().candidates()).hasSize(21);
    }
  }
}
