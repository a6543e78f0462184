// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ramure.explain.Reason;
import org.ramure.programme.EarningRule;
import org.ramure.programme.EarningRule.ProductScope;

/// One rule held against one purchase.
///
/// @param grant empty where the rule does not apply
record Offer(EarningRule rule, Optional<RuleGrant> grant, List<Reason> why) {

  Offer {
    why = why.stream().map(reason -> RatingReason.about(rule, reason)).toList();
  }

  static Offer of(EarningRule rule, Purchase purchase, Context context) {
    var refusal = refusal(rule, purchase, context);
    return refusal.isEmpty()
        ? byBracket(rule, purchase, context.allowance(rule))
        : new Offer(rule, Optional.empty(), refusal);
  }

  /// Why the rule does not apply, in order of precedence; empty if it does.
  private static List<Reason> refusal(EarningRule rule, Purchase purchase, Context context) {
    var order = purchase.order();
    var scope = rule.scope();
    if (!allows(scope.channels(), List.of(order.channel()))) {
      return refused(RatingReason.OTHER_CHANNEL, List.of(order.channel()), scope.channels());
    }
    if (!allows(scope.stores(), order.place().store().stream().toList())) {
      return refused(
          RatingReason.OTHER_STORE, order.place().store().stream().toList(), scope.stores());
    }
    if (!allows(scope.zones(), order.place().zones())) {
      return refused(RatingReason.OTHER_ZONE, order.place().zones(), scope.zones());
    }
    if (!rule.schedule().includes(order.businessDate())) {
      return List.of(RatingReason.OUT_OF_SCHEDULE.reason(order.businessDate()));
    }
    var verdict = ConditionVerdict.of(rule.condition(), purchase, context);
    return verdict.holds()
        ? List.of()
        : Stream.concat(Stream.of(RatingReason.CONDITION_FAILED.reason()), verdict.why().stream())
            .toList();
  }

  private static <T> boolean allows(Set<T> wanted, List<T> actual) {
    return wanted.isEmpty() || actual.stream().anyMatch(wanted::contains);
  }

  private static List<Reason> refused(RatingReason reason, List<?> actual, Set<?> wanted) {
    return List.of(reason.reason(ConditionVerdict.joined(actual), ConditionVerdict.joined(wanted)));
  }

  /// Once per rule and purchase over the kept total of the lines the rule names, never per line.
  private static Offer byBracket(EarningRule rule, Purchase purchase, long allowance) {
    var products = rule.scope().products();
    long basis = purchase.eligibleKeptMinor(line -> names(products, line));
    if (basis == 0) {
      return new Offer(rule, Optional.empty(), List.of(RatingReason.NO_SUCH_PRODUCT.reason()));
    }
    long uncapped = rule.bracket().pointsRoundedDown(basis);
    var grant = new RuleGrant(rule.id(), uncapped, Math.min(uncapped, allowance));
    var why = Stream.of(List.of(gave(rule, basis, grant, allowance)), outside(products, purchase));
    return new Offer(rule, Optional.of(grant), why.flatMap(List::stream).toList());
  }

  private static Reason gave(EarningRule rule, long basis, RuleGrant grant, long allowance) {
    long bracket = rule.bracket().amountMinor();
    long brackets = Math.floorDiv(basis, bracket);
    if (grant.uncapped() == 0) {
      return RatingReason.BELOW_BRACKET.reason(basis, bracket);
    }
    return grant.granted() == grant.uncapped()
        ? RatingReason.EARNED.reason(basis, brackets, bracket, grant.granted())
        : RatingReason.EARNED_UP_TO_CAP.reason(
            basis, brackets, bracket, grant.granted(), grant.uncapped(), allowance);
  }

  private static boolean names(ProductScope products, KeptLine kept) {
    return products.includes(kept.line().categories(), kept.line().sku());
  }

  private static List<Reason> outside(ProductScope products, Purchase purchase) {
    return purchase.lines().stream()
        .filter(kept -> kept.eligible() && kept.keptMinor() > 0 && !names(products, kept))
        .map(
            kept ->
                RatingReason.OUTSIDE_OFFER.reason(
                    kept.line().id(), kept.line().label(), kept.keptMinor()))
        .toList();
  }

  /// The same offer once its group is decided: a loser grants nothing.
  Offer among(Map<String, Offer> winners) {
    var winner = group().map(winners::get);
    if (grant.isEmpty() || winner.isEmpty() || winner.orElseThrow() == this) {
      return this;
    }
    var lost = new RuleGrant(rule.id(), grant.orElseThrow().uncapped(), 0);
    var why = RatingReason.OUTDONE.reason(group().orElseThrow(), winner.orElseThrow().rule().id());
    return new Offer(rule, Optional.of(lost), List.of(why));
  }

  Optional<String> group() {
    return switch (rule.stacking()) {
      case EarningRule.Stacking.Cumulative() -> Optional.empty();
      case EarningRule.Stacking.Exclusive(var group) -> Optional.of(group);
    };
  }

  long granted() {
    return grant.map(RuleGrant::granted).orElse(0L);
  }
}
