// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramure.purchase.Orders.DAY;
import static org.ramure.purchase.Orders.NOON;
import static org.ramure.purchase.Orders.paid;
import static org.ramure.purchase.Terms.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Account.Standing;
import org.ramure.programme.Condition;
import org.ramure.programme.EarningRule.Cap;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.purchase.Posting.Claim;

/// What a purchase takes with it from the moment it first counts, so that no later rating of it
/// asks again (invariant I2).
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatIsFrozenTest {

  private static final MemberId ANNA = new MemberId("anna");
  private static final MemberId BORIS = new MemberId("boris");

  private static final Purchase SOLD = paid("50.00").after();
  private static final Purchase HALF_RETURNED =
      paid("50.00").after(Orders.refund("R1", Orders.money("L1", "25.00")));

  /// One point per euro, two for gold, at most 60 a month; ten for a first purchase.
  private static final ProgrammeVersion VERSION =
      new ProgrammeVersion(
          Orders.KEY.programme(),
          1,
          Instant.EPOCH,
          Terms.of(
              rule("base").capped(60, Cap.Period.MONTH),
              rule("gold").when(new Condition.TierIn(Set.of("gold"))),
              rule("first").giving(10, "1000.00").when(new Condition.FirstPurchase())));

  private static Account account(MemberId member) {
    return Account.open(member, DAY);
  }

  private static Claim by(MemberId member, Instant since) {
    return new Claim(member, since);
  }

  private static Posting first(Purchase purchase, Account account) {
    return next(Optional.empty(), purchase, Optional.of(by(account.member(), NOON)), account);
  }

  private static Posting again(Posting before, Purchase purchase, Account account) {
    return next(Optional.of(before), purchase, before.member().map(m -> by(m, NOON)), account);
  }

  private static Posting next(
      Optional<Posting> before, Purchase purchase, Optional<Claim> claim, Account account) {
    return Posting.next(
            before, "digest", Orders.KEY, Optional.of(purchase), claim, account, VERSION)
        .posting();
  }

  @Test
  void a_tier_reached_or_lost_since_changes_nothing_of_an_older_purchase() {
    var gold = account(ANNA).withStanding(standing("gold"));
    var posted = first(SOLD, gold);
    assertThat(posted.posted()).isEqualTo(100);
    assertThat(again(posted, HALF_RETURNED, account(ANNA)).posted()).isEqualTo(50);
    var plain = first(SOLD, account(ANNA));
    assertThat(again(plain, HALF_RETURNED, gold).posted()).isEqualTo(25);
  }

  private static Standing standing(String tier) {
    return new Standing(Optional.of(tier), Set.of(), Optional.empty());
  }

  @Test
  void what_is_left_of_a_cap_is_asked_once() {
    var nearly = account(ANNA).withCapCounters(Map.of("base@2026-05", 40L));
    var posted = first(SOLD, nearly);
    assertThat(posted.posted()).isEqualTo(20);
    assertThat(again(posted, HALF_RETURNED, account(ANNA)).posted()).isEqualTo(20);
    var over = account(ANNA).withCapCounters(Map.of("base@2026-05", 61L));
    assertThat(first(SOLD, over).posted()).isZero();
  }

  @Test
  void the_cap_counts_what_is_granted_now_not_what_was_granted_then() {
    var account = account(ANNA);
    var posted = first(SOLD, account);
    var counted =
        account.withCapCounters(posted.countedOn(account, Optional.empty(), VERSION.terms()));
    assertThat(counted.capCounters()).isEqualTo(Map.of("base@2026-05", 50L));
    var less = again(posted, HALF_RETURNED, counted);
    assertThat(less.countedOn(counted, Optional.of(posted), VERSION.terms()))
        .isEqualTo(Map.of("base@2026-05", 25L));
    var none = again(posted, paid("50.00").after(Orders.cancellation()), counted);
    assertThat(none.countedOn(counted, Optional.of(posted), VERSION.terms())).isEmpty();
  }

  @Test
  void nothing_is_frozen_while_the_sale_does_not_count() {
    var unpaid = first(Orders.with(Evidence.Status.PENDING, "50.00").after(), account(ANNA));
    assertThat(unpaid.frozen()).isEmpty();
    assertThat(unpaid.posted()).isZero();
    var gold = account(ANNA).withStanding(standing("gold"));
    assertThat(again(unpaid, SOLD, gold).posted()).isEqualTo(100);
  }

  @Test
  void nor_while_nobody_is_known_to_have_bought_it() {
    var unclaimed = next(Optional.empty(), SOLD, Optional.empty(), account(ANNA));
    assertThat(unclaimed.frozen()).isEmpty();
    assertThat(unclaimed.posted()).isZero();
  }

  @Test
  void given_to_somebody_else_it_counts_anew_for_him() {
    var posted = first(SOLD, account(ANNA).withStanding(standing("gold")));
    var his = next(Optional.of(posted), SOLD, Optional.of(by(BORIS, NOON)), account(BORIS));
    assertThat(his.posted()).isEqualTo(50);
    assertThat(his.frozen().orElseThrow().context().tier()).isEmpty();
    assertThat(his.revision()).isEqualTo(posted.revision() + 1);
  }

  @Test
  void it_counts_since_the_evidence_came_or_since_the_claim_if_that_was_later() {
    var early = by(ANNA, NOON.minus(Duration.ofDays(3)));
    var late = by(ANNA, NOON.plus(Duration.ofDays(350)));
    assertThat(countsSince(early)).isEqualTo(NOON);
    assertThat(countsSince(late)).isEqualTo(late.since());
  }

  private static Instant countsSince(Claim claim) {
    return next(Optional.empty(), SOLD, Optional.of(claim), account(ANNA))
        .frozen()
        .orElseThrow()
        .countsSince();
  }

  @Test
  void a_body_that_comes_later_moves_neither_its_days_nor_its_age() {
    var posted = first(SOLD, account(ANNA));
    var corrected = paid("49.00").modified(9).received(60 * 24 * 100).after();
    var then = again(posted, corrected, account(ANNA));
    assertThat(then.frozen()).isEqualTo(posted.frozen());
    assertThat(then.posted()).isEqualTo(49);
    assertThat(then.frozen().orElseThrow().days().lastDay()).isEqualTo(DAY.plusYears(1));
  }

  @Test
  void only_the_first_purchase_is_one_also_when_it_is_rated_again() {
    var big = paid("1000.00").after();
    assertThat(first(big, account(ANNA)).posted()).isEqualTo(70);
    assertThat(first(big, knowing("shop/1001")).posted()).isEqualTo(70);
    assertThat(first(big, knowing("shop/7")).posted()).isEqualTo(60);
  }

  private static Account knowing(String firstPurchase) {
    return account(ANNA)
        .withStanding(new Standing(Optional.empty(), Set.of(), Optional.of(firstPurchase)));
  }

  @Test
  void the_history_is_told_once_that_it_counts() {
    var claim = Optional.of(by(ANNA, NOON));
    var one =
        Posting.next(
            Optional.empty(),
            "digest",
            Orders.KEY,
            Optional.of(SOLD),
            claim,
            account(ANNA),
            VERSION);
    var two =
        Posting.next(
            Optional.of(one.posting()),
            "digest",
            Orders.KEY,
            Optional.of(HALF_RETURNED),
            claim,
            account(ANNA),
            VERSION);
    assertThat(one.firstCounts()).isTrue();
    assertThat(two.firstCounts()).isFalse();
  }

  @Test
  void a_refund_before_its_sale_owes_nothing_and_keeps_the_vouchers_known_so_far() {
    var posting =
        Posting.next(
                Optional.empty(),
                "digest",
                Orders.KEY,
                Optional.empty(),
                Optional.of(by(ANNA, NOON)),
                account(ANNA),
                VERSION)
            .posting();
    assertThat(posting.posted()).isZero();
    assertThat(posting.frozen()).isEmpty();
    assertThat(posting.vouchers()).isEmpty();
    assertThat(posting.agreed()).isTrue();
    assertThat(posting.revision()).isEqualTo(1);
  }
}
