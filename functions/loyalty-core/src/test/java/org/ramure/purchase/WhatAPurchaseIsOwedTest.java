// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramure.purchase.Orders.DAY;
import static org.ramure.purchase.Orders.NOON;
import static org.ramure.purchase.Orders.paid;
import static org.ramure.purchase.Orders.refund;
import static org.ramure.purchase.Terms.rule;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramure.explain.Reason;
import org.ramure.programme.Channel;
import org.ramure.programme.Condition;
import org.ramure.programme.EarningRule.Cap;
import org.ramure.programme.EarningRule.ProductScope;
import org.ramure.programme.EarningRule.Schedule;
import org.ramure.programme.EarningRule.Scope;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatAPurchaseIsOwedTest {

  private static Rated rate(Purchase purchase, Terms.Rule... rules) {
    return rate(purchase, Context.UNKNOWN, rules);
  }

  private static Rated rate(Purchase purchase, Context context, Terms.Rule... rules) {
    return Rating.rate(purchase, Terms.of(rules), context, NOON);
  }

  private static Context tier(String tier) {
    return new Context(Optional.of(tier), Set.of(), false, Map.of());
  }

  private static Context allowed(String rule, long points) {
    return new Context(Optional.empty(), Set.of(), false, Map.of(rule, points));
  }

  private static List<String> codes(Rated rated) {
    return rated.why().stream().map(Reason::code).toList();
  }

  @Nested
  class Brackets {

    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        textBlock =
            """
            LINES       , BRACKET , POINTS , OWED
            19.95 19.95 , 1.00    , 1      , 39
            0.99        , 1.00    , 1      , 0
            1.00        , 1.00    , 1      , 1
            42.50       , 1.00    , 1      , 42
            42.50       , 10.00   , 5      , 20
            9.99 0.01   , 10.00   , 5      , 5
            149.99      , 50.00   , 100    , 200
            """)
    void are_counted_once_over_the_whole_purchase(
        String lines, String bracket, long points, long owed) {
      var purchase = paid(lines.trim().split(" +")).after();
      assertThat(rate(purchase, rule("base").giving(points, bracket)).points()).isEqualTo(owed);
    }

    @Test
    void after_vouchers_without_shipping() {
      var purchase = paid("50.00").shipping("5.90").voucher("V1", "10.00").after();
      assertThat(rate(purchase, rule("base")).points()).isEqualTo(40);
    }

    @Test
    void of_what_was_kept() {
      var purchase = paid("19.95", "19.95").after(refund("R1", Orders.pieces("L2", "1")));
      assertThat(rate(purchase, rule("base")).points()).isEqualTo(19);
    }
  }

  @Nested
  class Nothing_is_owed {

    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        textBlock =
            """
            STATUS    , REASON
            TEST      , nothing.test
            DRAFT     , nothing.draft
            PENDING   , nothing.unpaid
            CANCELLED , nothing.cancelled
            """)
    void while_the_order_is_not_a_paid_sale(Evidence.Status status, String reason) {
      var rated = rate(Orders.with(status, "50.00").after(), rule("base"));
      assertThat(rated).isEqualTo(new Rated(0, List.of(), List.of(Reason.of(reason))));
    }

    @Test
    void once_it_was_called_off_whatever_the_body_says() {
      for (var status : Evidence.Status.values()) {
        var purchase = Orders.with(status, "50.00").after(Orders.cancellation());
        assertThat(codes(rate(purchase, rule("base")))).containsExactly("nothing.cancelled");
      }
    }

    @Test
    void in_another_currency() {
      var rated = rate(paid("50.00").in("CHF").after(), rule("base"));
      assertThat(rated.points()).isZero();
      assertThat(rated.why().getFirst().facts())
          .isEqualTo(Map.of("currency", "CHF", "wanted", "EUR"));
    }

    @Test
    void before_the_programme_starts() {
      var lastDay = LocalDate.of(2025, 12, 31);
      assertThat(codes(rate(paid("50.00").on(lastDay).after(), rule("base"))))
          .containsExactly("nothing.before.start");
      assertThat(rate(paid("50.00").on(lastDay.plusDays(1)).after(), rule("base")).points())
          .isEqualTo(50);
    }

    @Test
    void when_everything_went_back() {
      var purchase = paid("50.00").after(refund("R1", Orders.pieces("L1", "1")));
      var rated = rate(purchase, rule("base"));
      assertThat(rated.points()).isZero();
      assertThat(codes(rated)).containsExactly("nothing.kept", "line.returned");
    }

    @Test
    void when_no_rule_applies() {
      var rated = rate(paid("50.00").after(), rule("linen").onlyFor("linen"));
      assertThat(codes(rated)).containsExactly("nothing.rule", "rule.products");
    }
  }

  @Nested
  class Old_evidence {

    /// At a till evidence may be 60 days old; the day is told by the clock of the place.
    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        textBlock =
            """
            ARRIVED AT           , OWED
            2026-05-11T12:00:00Z , 50
            2026-07-10T21:59:59Z , 50
            2026-07-10T22:00:00Z , 0
            """)
    void earns_up_to_the_last_day_of_its_channel(java.time.Instant arrivedAt, long owed) {
      var rated =
          Rating.rate(
              paid("50.00").at("S1").after(), Terms.of(rule("base")), Context.UNKNOWN, arrivedAt);
      assertThat(rated.points()).isEqualTo(owed);
    }

    @Test
    void says_why_it_is_too_old() {
      var rated =
          Rating.rate(
              paid("50.00").at("S1").after(),
              Terms.of(rule("base")),
              Context.UNKNOWN,
              NOON.plus(Duration.ofDays(61)));
      assertThat(rated.why().getFirst().facts())
          .isEqualTo(Map.of("channel", "TILL", "days", "61", "limit", "60"));
    }

    @Test
    void has_no_limit_where_the_programme_names_none() {
      var rated =
          Rating.rate(
              paid("50.00").after(),
              Terms.of(rule("base")),
              Context.UNKNOWN,
              NOON.plus(Duration.ofDays(400)));
      assertThat(rated.points()).isEqualTo(50);
    }
  }

  @Nested
  class Scope_and_schedule {

    @Test
    void products_named_by_category_or_sku_and_not_excluded() {
      var linen = new ProductScope(Set.of("linen"), Set.of("SKU-L3"), Set.of("sale"), Set.of());
      var purchase =
          paid()
              .line("1", "10.00", "linen")
              .line("1", "20.00", "linen", "sale")
              .line("1", "40.00", "soap")
              .line("1", "80.00", "soap")
              .after();
      var rated = rate(purchase, rule("linen").on(linen));
      assertThat(rated.points()).isEqualTo(50);
      assertThat(codes(rated)).containsExactly("earned.rule", "line.outside", "line.outside");
    }

    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        textBlock =
            """
            CHANNEL , STORE , ZONE   , CODE
            TILL    , S1    , EAST   , earned.rule
            WEB     , S1    , EAST   , rule.channel
            TILL    , S2    , EAST   , rule.store
            TILL    , S1    , OUTLET , rule.zone
            """)
    void the_place_must_be_named(Channel channel, String store, String zone, String code) {
      var scope = new Scope(Set.of(channel), Set.of(store), Set.of(zone), ProductScope.ALL);
      var rated = rate(paid("50.00").at("S1", "EAST", "FRANCE").after(), rule("r").at(scope));
      assertThat(codes(rated)).contains(code);
    }

    @Test
    void a_web_order_is_in_no_store() {
      var scope = new Scope(Set.of(), Set.of("S1"), Set.of(), ProductScope.ALL);
      assertThat(codes(rate(paid("50.00").after(), rule("r").at(scope)))).contains("rule.store");
    }

    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        textBlock =
            """
            DAY        , OWED
            2026-05-03 , 0
            2026-05-04 , 50
            2026-05-05 , 0
            2026-05-11 , 50
            2026-05-18 , 0
            """)
    void mondays_from_the_fourth_to_the_eleventh(LocalDate day, long owed) {
      var mondays =
          new Schedule(
              Optional.of(LocalDate.of(2026, 5, 4)),
              Optional.of(LocalDate.of(2026, 5, 11)),
              Set.of(DayOfWeek.MONDAY));
      assertThat(rate(paid("50.00").on(day).after(), rule("r").during(mondays)).points())
          .isEqualTo(owed);
    }
  }

  @Nested
  class Several_rules {

    @Test
    void cumulative_rules_add_up() {
      assertThat(rate(paid("50.00").after(), rule("a"), rule("b").giving(5, "10.00")).points())
          .isEqualTo(75);
    }

    @Test
    void of_exclusive_rules_the_best_for_the_member_wins() {
      var rated =
          rate(
              paid("50.00").after(),
              rule("base"),
              rule("x2").giving(2, "1.00").exclusiveIn("promo"),
              rule("x3").giving(3, "1.00").exclusiveIn("promo"));
      assertThat(rated.points()).isEqualTo(200);
      assertThat(rated.grants())
          .containsExactly(
              new RuleGrant("base", 50, 50),
              new RuleGrant("x2", 100, 0),
              new RuleGrant("x3", 150, 150));
      assertThat(rated.why().getLast().facts())
          .containsEntry("rule", "x2")
          .containsEntry("winner", "x3");
    }

    @Test
    void of_equals_the_first() {
      var rated =
          rate(paid("50.00").after(), rule("a").exclusiveIn("g"), rule("b").exclusiveIn("g"));
      assertThat(rated.grants())
          .containsExactly(new RuleGrant("a", 50, 50), new RuleGrant("b", 50, 0));
    }

    @Test
    void what_a_cap_leaves_decides_not_what_the_brackets_promised() {
      var rated =
          rate(
              paid("50.00").after(),
              rule("x3").giving(3, "1.00").exclusiveIn("g").capped(20, Cap.Period.DAY),
              rule("x1").exclusiveIn("g"));
      assertThat(rated.points()).isEqualTo(50);
    }

    @Test
    void groups_do_not_meet() {
      var rated =
          rate(paid("50.00").after(), rule("a").exclusiveIn("g"), rule("b").exclusiveIn("h"));
      assertThat(rated.points()).isEqualTo(100);
    }
  }

  @Nested
  class Caps {

    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        textBlock =
            """
            PAID  , ALLOWANCE , OWED
            50.00 , 100       , 50
            50.00 , 50        , 50
            50.00 , 30        , 30
            50.00 , 0         , 0
            """)
    void grant_at_most_the_frozen_allowance(String amount, long allowance, long owed) {
      var rated =
          rate(
              paid(amount).after(),
              allowed("r", allowance),
              rule("r").capped(100, Cap.Period.MONTH));
      assertThat(rated.points()).isEqualTo(owed);
    }

    @Test
    void a_refund_above_the_cap_takes_nothing_and_below_it_only_the_difference() {
      var rule = rule("r").capped(100, Cap.Period.MONTH);
      var some = paid("50.00").after(Orders.adjustment("R1", "15.00"));
      var more = paid("50.00").after(Orders.adjustment("R1", "25.00"));
      assertThat(rate(some, allowed("r", 30), rule).points()).isEqualTo(30);
      assertThat(rate(more, allowed("r", 30), rule).points()).isEqualTo(25);
    }

    @Test
    void the_allowance_is_what_the_period_of_the_business_date_still_holds() {
      var terms =
          Terms.of(
              rule("base"),
              rule("day").capped(100, Cap.Period.DAY),
              rule("month").capped(100, Cap.Period.MONTH),
              rule("ever").capped(100, Cap.Period.EVER));
      var counted = Map.of("day@2026-05-10", 90L, "month@2026-05", 30L, "ever@ever", 120L);
      assertThat(Context.allowances(terms, DAY, counted))
          .isEqualTo(Map.of("day", 100L, "month", 70L, "ever", 0L));
    }
  }

  @Nested
  class Conditions {

    private final Condition prestige = new Condition.TierIn(Set.of("prestige", "absolu"));
    private final Condition big = new Condition.BasketAtLeast(10000);

    private List<String> refusal(Condition condition, Context context) {
      return codes(rate(paid("50.00").after(), context, rule("r").when(condition)));
    }

    @Test
    void a_tier() {
      assertThat(refusal(prestige, tier("prestige"))).containsExactly("earned.rule");
      assertThat(refusal(prestige, tier("initie")))
          .containsExactly("nothing.rule", "rule.condition", "condition.tier");
      assertThat(refusal(prestige, Context.UNKNOWN)).contains("condition.tier");
    }

    @Test
    void a_segment() {
      var context = new Context(Optional.empty(), Set.of("vip", "press"), false, Map.of());
      assertThat(refusal(new Condition.InSegment(Set.of("vip")), context))
          .containsExactly("earned.rule");
      assertThat(refusal(new Condition.InSegment(Set.of("staff")), context))
          .contains("condition.segment");
    }

    @Test
    void the_first_purchase() {
      var first = new Context(Optional.empty(), Set.of(), true, Map.of());
      assertThat(refusal(new Condition.FirstPurchase(), first)).containsExactly("earned.rule");
      assertThat(refusal(new Condition.FirstPurchase(), Context.UNKNOWN))
          .contains("condition.first");
    }

    @Test
    void the_kept_amount_of_the_basket() {
      var rule = rule("r").when(big);
      assertThat(rate(paid("100.00").after(), rule).points()).isEqualTo(100);
      var rated = rate(paid("100.00").after(Orders.adjustment("R1", "0.01")), rule);
      assertThat(rated.why().getLast().facts())
          .containsEntry("basisMinor", "9999")
          .containsEntry("wantedMinor", "10000");
    }

    @Test
    void the_kept_pieces_of_a_product() {
      var two =
          new Condition.BasketContains(
              new ProductScope(Set.of("linen"), Set.of(), Set.of(), Set.of()), new BigDecimal("2"));
      var order = paid("5.00").line("2", "50.00", "linen");
      assertThat(rate(order.after(), rule("r").when(two)).points()).isEqualTo(55);
      var one = order.after(refund("R1", Orders.pieces("L2", "1")));
      assertThat(rate(one, rule("r").when(two)).why().getLast().facts())
          .containsEntry("actual", "1")
          .containsEntry("wanted", "2");
    }

    @Test
    void all_says_only_what_failed_any_says_everything_not_says_what_held() {
      var context = tier("prestige");
      assertThat(refusal(new Condition.All(List.of(prestige, big)), context))
          .containsExactly("nothing.rule", "rule.condition", "condition.amount");
      assertThat(refusal(new Condition.Any(List.of(new Condition.Not(prestige), big)), context))
          .containsExactly(
              "nothing.rule", "rule.condition", "condition.tier.met", "condition.amount");
      assertThat(refusal(new Condition.Any(List.of(prestige, big)), context))
          .containsExactly("earned.rule");
      assertThat(refusal(new Condition.All(List.of()), context)).containsExactly("earned.rule");
      assertThat(refusal(new Condition.Any(List.of()), context)).contains("rule.condition");
    }
  }

  @Nested
  class Every_line_explains_itself {

    @Test
    void what_was_earned_with_its_basis() {
      var rated = rate(paid("42.50").after(), rule("base").giving(5, "10.00"));
      assertThat(rated.why())
          .containsExactly(
              new Reason(
                  "earned.rule",
                  Map.of(
                      "rule", "base",
                      "label.fr", "Offre base",
                      "label.en", "Offer base",
                      "basisMinor", "4250",
                      "bracketMinor", "1000",
                      "brackets", "4",
                      "points", "20")));
    }

    @Test
    void and_what_did_not_earn() {
      var purchase =
          paid("30.00", "60.00")
              .giftCard("10.00")
              .voucher("V1", "10.00")
              .after(refund("R1", Orders.pieces("L1", "1")));
      var rated = rate(purchase, rule("base"));
      assertThat(codes(rated))
          .containsExactly(
              "earned.rule", "line.voucher", "line.returned", "line.voucher", "line.giftcard");
      assertThat(rated.why().get(2).facts())
          .isEqualTo(Map.of("line", "L1", "text", "Item L1", "amountMinor", "2700"));
    }

    @Test
    void a_basket_below_the_first_bracket() {
      var rated = rate(paid("9.99").after(), rule("base").giving(5, "10.00"));
      assertThat(codes(rated)).containsExactly("nothing.rule", "rule.bracket");
    }

    @Test
    void a_cap_that_held_back() {
      var rated =
          rate(paid("50.00").after(), allowed("r", 30), rule("r").capped(100, Cap.Period.MONTH));
      assertThat(rated.why().getFirst().facts())
          .containsEntry("uncapped", "50")
          .containsEntry("allowance", "30")
          .containsEntry("points", "30");
    }
  }

  @ParameterizedTest
  @EnumSource(RatingReason.class)
  void every_reason_has_a_code_of_its_own_in_lower_case_words(RatingReason reason) {
    assertThat(reason.code()).matches("[a-z]+([.][a-z]+)+");
    assertThat(RatingReason.values()).extracting(RatingReason::code).doesNotHaveDuplicates();
  }
}
