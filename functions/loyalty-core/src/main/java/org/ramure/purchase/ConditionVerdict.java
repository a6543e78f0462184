// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ramure.explain.Reason;
import org.ramure.programme.Condition;

/// Whether a condition holds for a purchase, and the facts that decided it: of an {@code All} that
/// fails the parts that failed, of an {@code Any} that fails all parts, of a {@code Not} that fails
/// what held.
public record ConditionVerdict(boolean holds, List<Reason> why) {

  public ConditionVerdict {
    why = List.copyOf(why);
  }

  public static ConditionVerdict of(Condition condition, Purchase purchase, Context context) {
    return switch (condition) {
      case Condition.Always() -> new ConditionVerdict(true, List.of());
      case Condition.All(var of) -> all(verdicts(of, purchase, context));
      case Condition.Any(var of) -> any(verdicts(of, purchase, context));
      case Condition.Not(var inner) -> of(inner, purchase, context).negated();
      case Condition.TierIn(var tiers) ->
          leaf(
              context.tier().filter(tiers::contains).isPresent(),
              RatingReason.TIER_MET,
              RatingReason.TIER,
              context.tier().orElse(""),
              joined(tiers));
      case Condition.InSegment(var segments) ->
          leaf(
              segments.stream().anyMatch(context.segments()::contains),
              RatingReason.SEGMENT_MET,
              RatingReason.SEGMENT,
              joined(context.segments()),
              joined(segments));
      case Condition.FirstPurchase() ->
          leaf(
              context.firstPurchase(),
              RatingReason.FIRST_PURCHASE_MET,
              RatingReason.FIRST_PURCHASE);
      case Condition.BasketAtLeast(long wanted) -> basketAtLeast(wanted, purchase);
      case Condition.BasketContains contains -> basketContains(contains, purchase);
    };
  }

  private static ConditionVerdict basketAtLeast(long wanted, Purchase purchase) {
    long basis = purchase.eligibleKeptMinor();
    return leaf(
        basis >= wanted, RatingReason.BASKET_AMOUNT_MET, RatingReason.BASKET_AMOUNT, basis, wanted);
  }

  /// Counts pieces of eligible lines, whoever paid them: a piece paid by voucher was bought too.
  private static ConditionVerdict basketContains(
      Condition.BasketContains wanted, Purchase purchase) {
    var pieces =
        purchase.lines().stream()
            .filter(KeptLine::eligible)
            .filter(line -> wanted.products().includes(line.line().categories(), line.line().sku()))
            .map(KeptLine::keptQuantity)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return leaf(
        pieces.compareTo(wanted.quantity()) >= 0,
        RatingReason.BASKET_PIECES_MET,
        RatingReason.BASKET_PIECES,
        plain(pieces),
        plain(wanted.quantity()));
  }

  private static List<ConditionVerdict> verdicts(
      List<Condition> of, Purchase purchase, Context context) {
    return of.stream().map(part -> of(part, purchase, context)).toList();
  }

  private static ConditionVerdict all(List<ConditionVerdict> parts) {
    boolean holds = parts.stream().allMatch(ConditionVerdict::holds);
    return new ConditionVerdict(holds, reasons(parts, part -> part.holds() == holds));
  }

  private static ConditionVerdict any(List<ConditionVerdict> parts) {
    boolean holds = parts.stream().anyMatch(ConditionVerdict::holds);
    return new ConditionVerdict(holds, reasons(parts, part -> part.holds() == holds));
  }

  private ConditionVerdict negated() {
    return new ConditionVerdict(!holds, why);
  }

  private static ConditionVerdict leaf(
      boolean holds, RatingReason met, RatingReason failed, Object... facts) {
    return new ConditionVerdict(holds, List.of((holds ? met : failed).reason(facts)));
  }

  private static List<Reason> reasons(
      List<ConditionVerdict> parts, Predicate<ConditionVerdict> chosen) {
    return parts.stream().filter(chosen).flatMap(part -> part.why().stream()).toList();
  }

  static String joined(Collection<?> words) {
    return words.stream().map(Object::toString).sorted().collect(Collectors.joining(","));
  }

  private static String plain(BigDecimal quantity) {
    return quantity.stripTrailingZeros().toPlainString();
  }
}
