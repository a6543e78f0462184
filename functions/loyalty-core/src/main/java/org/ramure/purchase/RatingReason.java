// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.util.List;
import java.util.stream.Stream;
import org.ramure.explain.Reason;
import org.ramure.programme.EarningRule;

/// Every reason a rating can give, with the facts it always carries. The message files, French and
/// English, have one sentence for each. Facts named {@code …Minor} are minor units of the order's
/// currency; lists are joined by commas; {@code rule} comes with its label as {@code label.fr} and
/// {@code label.en}.
public enum RatingReason {
  /// Why the purchase earns nothing at all, in order of precedence.
  CANCELLED("nothing.cancelled"),
  TEST_ORDER("nothing.test"),
  DRAFT("nothing.draft"),
  UNPAID("nothing.unpaid"),
  OTHER_CURRENCY("nothing.currency", "currency", "wanted"),
  BEFORE_START("nothing.before.start", "date", "startsOn"),
  OVER_AGE("nothing.over.age", "channel", "days", "limit"),
  NOTHING_KEPT("nothing.kept"),
  NO_RULE("nothing.rule"),

  /// What a rule gave.
  EARNED("earned.rule", "basisMinor", "brackets", "bracketMinor", "points"),
  EARNED_UP_TO_CAP(
      "earned.capped", "basisMinor", "brackets", "bracketMinor", "points", "uncapped", "allowance"),

  /// Parts of the basket that do not earn.
  GIFT_CARD_BOUGHT("line.giftcard", "line", "text", "amountMinor"),
  PAID_BY_VOUCHER("line.voucher", "line", "text", "amountMinor"),
  PAID_BY_GIFT_CARD("line.giftcard.payment", "line", "text", "amountMinor"),
  RETURNED("line.returned", "line", "text", "amountMinor"),
  OUTSIDE_OFFER("line.outside", "line", "text", "amountMinor"),

  /// Why a rule gave nothing.
  OTHER_CHANNEL("rule.channel", "actual", "wanted"),
  OTHER_STORE("rule.store", "actual", "wanted"),
  OTHER_ZONE("rule.zone", "actual", "wanted"),
  OUT_OF_SCHEDULE("rule.schedule", "date"),
  CONDITION_FAILED("rule.condition"),
  NO_SUCH_PRODUCT("rule.products"),
  BELOW_BRACKET("rule.bracket", "basisMinor", "bracketMinor"),
  OUTDONE("rule.outdone", "group", "winner"),

  /// The facts that decided a condition, as far as they held or did not hold.
  TIER("condition.tier", "actual", "wanted"),
  TIER_MET("condition.tier.met", "actual", "wanted"),
  SEGMENT("condition.segment", "actual", "wanted"),
  SEGMENT_MET("condition.segment.met", "actual", "wanted"),
  FIRST_PURCHASE("condition.first"),
  FIRST_PURCHASE_MET("condition.first.met"),
  BASKET_AMOUNT("condition.amount", "basisMinor", "wantedMinor"),
  BASKET_AMOUNT_MET("condition.amount.met", "basisMinor", "wantedMinor"),
  BASKET_PIECES("condition.pieces", "actual", "wanted"),
  BASKET_PIECES_MET("condition.pieces.met", "actual", "wanted");

  private static final List<String> OF_RULE = List.of("rule", "label.fr", "label.en");

  private final String code;
  private final List<String> facts;

  RatingReason(String code, String... facts) {
    this.code = code;
    this.facts = List.of(facts);
  }

  public String code() {
    return code;
  }

  /// The names of the facts that a sentence can rely on.
  public List<String> facts() {
    return isAboutRule() ? Stream.concat(facts.stream(), OF_RULE.stream()).toList() : facts;
  }

  private boolean isAboutRule() {
    return this == OUTSIDE_OFFER || code.matches("(earned|rule|condition)[.].*");
  }

  /// @param values one for each fact of its own, in that order; {@link #about} adds those of a rule
  Reason reason(Object... values) {
    if (values.length != facts.size()) {
      throw new IllegalArgumentException(this + " takes " + facts);
    }
    var reason = Reason.of(code);
    for (int i = 0; i < values.length; i++) {
      reason = reason.with(facts.get(i), values[i]);
    }
    return reason;
  }

  static Reason about(EarningRule rule, Reason reason) {
    return reason
        .with("rule", rule.id())
        .with("label.fr", rule.label().fr())
        .with("label.en", rule.label().en());
  }
}
