// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.voucher.Voucher.Redeemed;
import org.ramure.voucher.Voucher.Redemption;
import org.ramure.voucher.VoucherUse.Outcome;
import org.ramure.voucher.VoucherUse.Refused;

/// Of several reasons the first in the published order is the answer: each row has all the reasons
/// of the rows below it that can be true together with its own.
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusalPrecedenceTest {

  private static final Duration HOLD = Duration.ofMinutes(20);
  private static final LocalDate TODAY = Vouchers.FIRST_DAY;

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          GIVEN BACK, STATE     , DAYS   , BASKET, LOSS   , REDEEM            , RESERVE
          yes       , redeemed  , over   , 4.99  , refused, GivenBack         , GivenBack
          yes       , cancelled , over   , 4.99  , refused, GivenBack         , GivenBack
          yes       , expired   , over   , 4.99  , refused, GivenBack         , GivenBack
          yes       , held      , over   , 4.99  , refused, GivenBack         , GivenBack
          yes       , issued    , to come, 4.99  , refused, GivenBack         , GivenBack
          no        , redeemed  , over   , 4.99  , refused, AlreadyRedeemed   , AlreadyRedeemed
          no        , redeemed  , to come, 4.99  , refused, AlreadyRedeemed   , AlreadyRedeemed
          no        , cancelled , over   , 4.99  , refused, Cancelled         , Cancelled
          no        , cancelled , to come, 4.99  , refused, Cancelled         , Cancelled
          no        , expired   , over   , 4.99  , refused, Expired           , Expired
          no        , expired   , to come, 4.99  , refused, Expired           , Expired
          no        , held      , over   , 4.99  , refused, Expired           , Expired
          no        , issued    , over   , 4.99  , refused, Expired           , Expired
          no        , held      , to come, 4.99  , refused, NotYetValid       , NotYetValid
          no        , issued    , to come, 4.99  , refused, NotYetValid       , NotYetValid
          no        , held      , valid  , 4.99  , refused, ReservedElsewhere , ReservedElsewhere
          no        , lapsed    , valid  , 4.99  , refused, BasketTooSmall    , BasketTooSmall
          no        , issued    , valid  , 4.99  , refused, BasketTooSmall    , BasketTooSmall
          no        , issued    , valid  , 5.00  , refused, LossNotAccepted   , Accepted
          no        , issued    , valid  , 9.99  , refused, LossNotAccepted   , Accepted
          no        , issued    , valid  , 5.00  , agreed , Accepted          , Accepted
          no        , issued    , valid  , 10.00 , refused, Accepted          , Accepted
          """)
  void the_first_reason_is_the_answer(
      String givenBack,
      String state,
      String days,
      double basket,
      String loss,
      String redeem,
      String reserve) {
    var voucher = voucher(state, days);
    if (givenBack.equals("yes")) {
      voucher = voucher.closedFor(List.of(ClosedKey.basket("shop", "mine")));
    }
    var use = use(Math.round(basket * 100), loss.equals("agreed"));
    assertThat(name(VoucherUse.redeem(voucher, use))).isEqualTo(redeem);
    assertThat(name(VoucherUse.reserve(voucher, use, HOLD))).isEqualTo(reserve);
    assertThat(name(VoucherUse.renew(voucher, use, HOLD))).isEqualTo(reserve);
    assertThat(VoucherUse.check(voucher, use).map(why -> why.getClass().getSimpleName()))
        .isEqualTo(Optional.of(reserve).filter(answer -> !answer.equals("Accepted")));
  }

  private static String name(Outcome outcome) {
    return outcome instanceof Refused refused
        ? refused.why().getClass().getSimpleName()
        : outcome.getClass().getSimpleName();
  }

  /// 10 euros off baskets of 5 euros and more.
  private static Voucher voucher(String state, String days) {
    var voucher = Vouchers.number(1).from(500);
    switch (days) {
      case "over" -> voucher.valid(TODAY.minusDays(9), TODAY.minusDays(1));
      case "to come" -> voucher.valid(TODAY.plusDays(1), TODAY.plusDays(9));
      default -> voucher.valid(TODAY, TODAY);
    }
    switch (state) {
      case "redeemed" -> voucher.in(new Redeemed(BY_ANOTHER));
      case "cancelled" -> voucher.in(new Voucher.Cancelled());
      case "expired" -> voucher.in(new Voucher.Expired());
      case "held" -> voucher.heldUntil(NOW.plusSeconds(1));
      case "lapsed" -> voucher.heldUntil(NOW);
      default -> voucher.in(new Voucher.Issued());
    }
    return voucher.voucher();
  }

  private static final Instant NOW = Vouchers.NOON;

  private static final Redemption BY_ANOTHER =
      new Redemption("another", "shop", Optional.empty(), Optional.empty(), 5000, NOW, false);

  private static Use use(long basketMinor, boolean acceptsLoss) {
    return new Use(
        "mine",
        "shop",
        Optional.empty(),
        Optional.empty(),
        basketMinor,
        acceptsLoss,
        Vouchers.PARIS,
        Vouchers.PARIS,
        NOW);
  }

  @Test
  void the_order_of_declaration_is_the_published_one() {
    assertThat(Arrays.stream(Refusal.class.getPermittedSubclasses()).map(Class::getSimpleName))
        .containsExactly(
            "Unknown",
            "GivenBack",
            "AlreadyRedeemed",
            "Cancelled",
            "Expired",
            "NotYetValid",
            "ReservedElsewhere",
            "BasketTooSmall",
            "LossNotAccepted");
  }
}
