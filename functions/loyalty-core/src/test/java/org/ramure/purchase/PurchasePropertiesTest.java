// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.ramure.audit.PurchaseBooks;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.programme.Condition;
import org.ramure.programme.EarningRule.Cap;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Refund;
import org.ramure.purchase.Evidence.RefundLine;
import org.ramure.purchase.Evidence.VoucherUse;
import org.ramure.purchase.Posting.Claim;

/// What holds for every basket and every way of reporting it (invariants I2 and I5).
class PurchasePropertiesTest {

  private static final ProgrammeTerms TERMS =
      Terms.of(
          Terms.rule("base"),
          Terms.rule("linen").giving(7, "3.00").onlyFor("linen"),
          Terms.rule("big").giving(1, "2.00").when(new Condition.BasketAtLeast(5000)),
          Terms.rule("capped").giving(3, "1.00").capped(60, Cap.Period.MONTH).exclusiveIn("g"),
          Terms.rule("other").giving(2, "1.00").exclusiveIn("g"));

  /// A sale and its refunds, one fact per refund.
  record Story(Order order, List<Refund> refunds, boolean giftCardPaymentEarns) {

    Purchase told(List<? extends Evidence> evidence) {
      var terms = Terms.points(false, giftCardPaymentEarns);
      return Purchase.fold(Orders.KEY, evidence, terms).orElseThrow();
    }

    List<Evidence> evidence(List<Refund> refunds) {
      var all = new ArrayList<Evidence>(refunds);
      all.add(order);
      return all;
    }

    Purchase told() {
      return told(evidence(refunds));
    }
  }

  @Property
  void no_order_of_arrival_and_no_repetition_changes_anything(
      @ForAll("stories") Story story, @ForAll Random random) {
    var told = story.evidence(story.refunds());
    var again = new ArrayList<Evidence>(told);
    again.addAll(told.subList(0, random.nextInt(told.size() + 1)));
    again.add(olderBodyOf(story.order()));
    Collections.shuffle(again, random);
    assertThat(story.told(again)).isEqualTo(story.told());
  }

  /// An older body and the newest, one refund reported twice with other content, one less a fee, a
  /// cancellation: each told twice, in every sequence.
  @Property(tries = 720, generation = GenerationMode.EXHAUSTIVE)
  void every_permutation_of_the_same_reports_is_the_same_purchase(
      @ForAll("sequences") List<Evidence> reports) {
    var twice = new ArrayList<>(reports);
    twice.addAll(reports);
    var purchase = Purchase.fold(Orders.KEY, twice, Terms.POINTS).orElseThrow();
    assertThat(purchase.order()).isEqualTo(NEWEST);
    assertThat(purchase.cancelled()).isTrue();
    assertThat(purchase.lines()).extracting(KeptLine::keptMinor).containsExactly(2650L, 5550L);
  }

  private static final Order NEWEST = Orders.paid("40.00", "60.00").modified(5).received(1).order();

  @Provide
  Arbitrary<List<Evidence>> sequences() {
    var first = Orders.refund("R1", Orders.money("L1", "4.00"));
    var later = Orders.refund("R1", Orders.money("L1", "15.00"));
    return Arbitraries.shuffle(
        olderBodyOf(NEWEST),
        NEWEST,
        first,
        new Refund("R1", Orders.NOON, Orders.NOON.plusSeconds(1), later.lines(), 0, 0),
        new Refund("R2", Orders.NOON, Orders.NOON, List.of(Orders.money("L2", "5.00")), 0, -200),
        Orders.cancellation());
  }

  private static Order olderBodyOf(Order order) {
    return Orders.paid("77.77").modified(-10).received(99).order();
  }

  @Property
  void no_way_of_cutting_refunds_changes_anything(
      @ForAll("stories") Story story, @ForAll Random random) {
    assertThat(story.told(story.evidence(cut(story.refunds(), random)))).isEqualTo(story.told());
  }

  @Property
  void one_refund_of_everything_is_the_same_as_many(@ForAll("stories") Story story) {
    var lines = story.refunds().stream().flatMap(refund -> refund.lines().stream()).toList();
    long adjustment = story.refunds().stream().mapToLong(Refund::adjustmentMinor).sum();
    var one = new Refund("ONE", Orders.NOON, Orders.NOON, lines, 0, adjustment);
    assertThat(story.told(story.evidence(List.of(one)))).isEqualTo(story.told());
  }

  @Property
  void nothing_below_zero_nothing_above_what_was_sold(
      @ForAll("stories") Story story, @ForAll @LongRange(min = 0, max = 60) long allowance) {
    var purchase = story.told();
    for (var line : purchase.lines()) {
      assertThat(line.keptMinor()).isBetween(0L, line.line().netMinor());
      assertThat(line.returnedMinor()).isNotNegative();
      assertThat(line.keptQuantity()).isBetween(BigDecimal.ZERO, line.line().quantity());
    }
    var rated = Rating.rate(purchase, TERMS, allowed(allowance), Orders.NOON);
    assertThat(rated.points()).isNotNegative();
    assertThat(rated.points())
        .isEqualTo(rated.grants().stream().mapToLong(RuleGrant::granted).sum());
  }

  /// Rated again with every refund, as the accrual does it.
  @Property
  void an_audit_agrees_with_what_was_posted(
      @ForAll("stories") Story story, @ForAll @LongRange(min = 0, max = 60) long counted) {
    var claim = Optional.of(new Claim(new MemberId("anna"), Orders.NOON));
    var account =
        Account.open(new MemberId("anna"), Orders.DAY)
            .withCapCounters(Map.of("capped@2026-05", counted));
    var version = new ProgrammeVersion(Orders.KEY.programme(), 1, Instant.EPOCH, TERMS);
    Optional<Posting> posted = Optional.empty();
    for (int told = 0; told <= story.refunds().size(); told++) {
      var evidence = story.evidence(story.refunds().subList(0, told));
      var digest = "digest of " + told;
      var purchase = Purchase.fold(Orders.KEY, evidence, TERMS.points());
      var next =
          Posting.next(posted, digest, Orders.KEY, purchase, claim, account, version).posting();
      posted = Optional.of(next);
      var books =
          new PurchaseBooks(
              Orders.KEY,
              evidence,
              digest,
              claim,
              posted,
              List.of(version),
              Optional.of(1),
              Map.of());
      assertThat(books.differences(Instant.MIN)).isEmpty();
    }
  }

  @Property
  void payments_that_do_not_earn_are_split_to_the_cent(@ForAll("stories") Story story) {
    var purchase = story.told();
    long nets = story.order().lines().stream().mapToLong(Evidence.Line::netMinor).sum();
    long vouchers = story.order().vouchers().stream().mapToLong(VoucherUse::amountMinor).sum();
    long giftCards = story.giftCardPaymentEarns() ? 0 : story.order().giftCardPaidMinor();
    long byVoucher = purchase.lines().stream().mapToLong(KeptLine::voucherShareMinor).sum();
    long byGiftCard = purchase.lines().stream().mapToLong(KeptLine::giftCardShareMinor).sum();
    assertThat(byVoucher).isEqualTo(Math.min(vouchers, nets));
    assertThat(byGiftCard).isEqualTo(Math.min(giftCards, nets - byVoucher));
  }

  @Property
  void a_further_refund_never_leaves_more(
      @ForAll("stories") Story story, @ForAll("refunds") Refund more) {
    var refunds = new ArrayList<>(story.refunds());
    refunds.add(more);
    assertThat(story.told(story.evidence(refunds)).eligibleKeptMinor())
        .isLessThanOrEqualTo(story.told().eligibleKeptMinor() + centsMovedBetweenLines(story));
  }

  /// Where fees lessen several lines, one more line may move a cent from one to the next.
  private static int centsMovedBetweenLines(Story story) {
    boolean less = story.refunds().stream().anyMatch(refund -> refund.adjustmentMinor() < 0);
    return less ? story.order().lines().size() : 0;
  }

  /// Of lines of two pieces one came back at most, so that no line is whole by quantity.
  @Property
  void what_was_really_paid_back_is_deducted_to_the_cent(
      @ForAll @Size(min = 1, max = 4) List<@LongRange(min = 1, max = 9999) Long> prices,
      @ForAll @Size(min = 4, max = 4) List<@LongRange(max = 100) Long> percents,
      @ForAll @LongRange(max = 20_000) long fee) {
    var order = Orders.paid();
    prices.forEach(price -> order.line("2", BigDecimal.valueOf(price, 2).toPlainString()));
    var lines =
        IntStream.range(0, prices.size())
            .mapToObj(i -> partly("L" + (i + 1), prices.get(i) * percents.get(i) / 100))
            .toList();
    long told = lines.stream().mapToLong(line -> line.amountMinor().orElseThrow()).sum();
    var refund = new Refund("R1", Orders.NOON, Orders.NOON, lines, 0, -fee);
    long paid = prices.stream().mapToLong(Long::longValue).sum();
    assertThat(order.after(refund).eligibleKeptMinor()).isEqualTo(paid - Math.max(0, told - fee));
  }

  private static RefundLine partly(String line, long minor) {
    return new RefundLine(line, BigDecimal.ONE, OptionalLong.of(minor));
  }

  @Property
  void who_got_everything_back_is_owed_nothing(@ForAll("stories") Story story) {
    var purchase = story.told();
    if (purchase.everythingReturned()) {
      assertThat(Rating.rate(purchase, TERMS, Context.UNKNOWN, Orders.NOON).points()).isZero();
    }
  }

  /// Rated after each refund, with the first context kept: never more than the allowance, and in
  /// the end what one rating of the last state says.
  @Property
  void the_frozen_allowance_is_all_a_capped_rule_ever_grants(
      @ForAll("stories") Story story, @ForAll @LongRange(min = 0, max = 60) long allowance) {
    for (int told = 0; told <= story.refunds().size(); told++) {
      var purchase = story.told(story.evidence(story.refunds().subList(0, told)));
      var rated = Rating.rate(purchase, TERMS, allowed(allowance), Orders.NOON);
      assertThat(rated.grants())
          .filteredOn(grant -> grant.rule().equals("capped"))
          .allMatch(grant -> grant.granted() <= Math.min(grant.uncapped(), allowance));
    }
  }

  private static Context allowed(long points) {
    return new Context(Optional.empty(), Set.of(), false, Map.of("capped", points));
  }

  /// Cuts every refund line in two and the adjustment too, each piece a refund of its own.
  private static List<Refund> cut(List<Refund> refunds, Random random) {
    var pieces = new ArrayList<Refund>();
    for (var refund : refunds) {
      for (var line : refund.lines()) {
        halves(line, random).forEach(half -> pieces.add(piece(pieces.size(), List.of(half), 0)));
      }
      long first = refund.adjustmentMinor() / 3;
      pieces.add(piece(pieces.size(), List.of(), first));
      pieces.add(piece(pieces.size(), List.of(), refund.adjustmentMinor() - first));
    }
    return pieces;
  }

  private static Refund piece(int number, List<RefundLine> lines, long adjustmentMinor) {
    var at = Instant.EPOCH.plusSeconds(number);
    return new Refund("CUT-" + number, at, at, lines, 0, adjustmentMinor);
  }

  private static List<RefundLine> halves(RefundLine line, Random random) {
    var some = line.quantity().multiply(BigDecimal.valueOf(random.nextInt(101), 2));
    var rest = line.quantity().subtract(some);
    if (line.amountMinor().isEmpty()) {
      return List.of(
          new RefundLine(line.lineId(), some, OptionalLong.empty()),
          new RefundLine(line.lineId(), rest, OptionalLong.empty()));
    }
    long amount = line.amountMinor().getAsLong();
    long part = amount == 0 ? 0 : random.nextLong(amount + 1);
    return List.of(
        new RefundLine(line.lineId(), some, OptionalLong.of(part)),
        new RefundLine(line.lineId(), rest, OptionalLong.of(amount - part)));
  }

  @Provide
  Arbitrary<Story> stories() {
    return Combinators.combine(
            orders(),
            refunds().list().ofMaxSize(4),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(
            (order, refunds, earns, lessFees) ->
                new Story(order, numbered(refunds, lessFees), earns));
  }

  private static List<Refund> numbered(List<Refund> refunds) {
    var numbered = new ArrayList<Refund>();
    for (var refund : refunds) {
      var id = "R" + numbered.size();
      numbered.add(
          new Refund(id, Orders.NOON, Orders.NOON, refund.lines(), 0, refund.adjustmentMinor()));
    }
    return numbered;
  }

  /// The sum of all refunds may come to less than their lines tell, never to less than nothing.
  private static List<Refund> numbered(List<Refund> refunds, boolean lessFees) {
    return numbered(
        lessFees ? refunds.stream().map(PurchasePropertiesTest::lessFee).toList() : refunds);
  }

  private static Refund lessFee(Refund refund) {
    long told = refund.lines().stream().mapToLong(l -> l.amountMinor().orElse(0)).sum();
    long fee = Math.min(told, refund.adjustmentMinor());
    return new Refund(refund.id(), Orders.NOON, Orders.NOON, refund.lines(), 0, -fee);
  }

  private Arbitrary<Order> orders() {
    var amounts = Arbitraries.integers().between(0, 8000);
    var vouchers = Arbitraries.integers().between(0, 2500).list().ofMaxSize(2);
    return Combinators.combine(
            amounts.list().ofMinSize(1).ofMaxSize(4),
            vouchers,
            amounts,
            Arbitraries.of(true, false))
        .as(PurchasePropertiesTest::order);
  }

  private static Order order(
      List<Integer> amounts, List<Integer> vouchers, int giftCard, boolean giftCardBought) {
    var order = Orders.paid();
    for (int i = 0; i < amounts.size(); i++) {
      var categories = i % 2 == 0 ? new String[] {"linen"} : new String[0];
      order.line(String.valueOf(i + 1), euros(amounts.get(i)), categories);
    }
    if (giftCardBought) {
      order.giftCard("20.00");
    }
    for (int i = 0; i < vouchers.size(); i++) {
      var allocation = i == 0 ? Map.of("L1", vouchers.get(i) / 2L) : Map.<String, Long>of();
      order.voucher("V" + i, euros(vouchers.get(i)), allocation);
    }
    return order.giftCardPaid(euros(giftCard)).order();
  }

  private static String euros(int cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }

  @Provide
  Arbitrary<Refund> refunds() {
    var adjustments = Arbitraries.longs().between(0, 3000);
    return Combinators.combine(refundLines().list().ofMaxSize(3), adjustments)
        .as((lines, free) -> new Refund("MORE", Orders.NOON, Orders.NOON, lines, 0, free));
  }

  private static Arbitrary<RefundLine> refundLines() {
    var money = Arbitraries.longs().between(0, 6000).optional(0.6);
    return Combinators.combine(
            Arbitraries.of("L1", "L2", "L3", "L4", "L5", "L9"),
            Arbitraries.integers().between(0, 3),
            money)
        .as(
            (line, quantity, amount) ->
                new RefundLine(
                    line,
                    BigDecimal.valueOf(quantity),
                    amount.map(OptionalLong::of).orElse(OptionalLong.empty())));
  }
}
