// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.programme;

import java.time.DayOfWeek;
import java.util.Set;
import org.ramure.programme.Channel;
import org.ramure.programme.Condition;
import org.ramure.programme.EarningRule;
import org.ramure.programme.EarningRule.Bracket;
import org.ramure.programme.EarningRule.Cap;
import org.ramure.programme.EarningRule.ProductScope;
import org.ramure.programme.EarningRule.Schedule;
import org.ramure.programme.EarningRule.Scope;
import org.ramure.programme.EarningRule.Stacking;

/// Reads one earning rule. Of a rule only id, label and bracket must be there: what is left out
/// means everywhere, always, cumulative and without limit.
final class RuleReader {

  private static final int MAX_NAMES = 2_000;
  private static final long MOST_POINTS = 100_000;

  private RuleReader() {}

  static EarningRule read(JsonObject rule, Set<String> tiers) {
    return new EarningRule(
        ProgrammeDocument.id(rule),
        ProgrammeDocument.label(rule, "label"),
        rule.object("bracket", RuleReader::bracket).orElse(new Bracket(1, 1)),
        rule.optionalObject("scope", RuleReader::scope).orElse(Scope.EVERYWHERE),
        rule.optionalObject("schedule", RuleReader::schedule).orElse(Schedule.PERMANENT),
        rule.optionalText("exclusiveIn")
            .<Stacking>map(Stacking.Exclusive::new)
            .orElse(new Stacking.Cumulative()),
        rule.optionalObject("condition", new ConditionReader(tiers)::read)
            .orElse(new Condition.Always()),
        rule.optionalObject("cap", RuleReader::cap));
  }

  private static Bracket bracket(JsonObject bracket) {
    return new Bracket(
        bracket.number("amountMinor", 1, ProgrammeDocument.MOST_MINOR),
        bracket.number("points", 1, MOST_POINTS));
  }

  private static Scope scope(JsonObject scope) {
    return new Scope(
        scope.choices("channels", Channel.class),
        scope.texts("stores", MAX_NAMES),
        scope.texts("zones", MAX_NAMES),
        products(scope));
  }

  /// The field {@code products}, which may be left out: then all of them.
  static ProductScope products(JsonObject object) {
    return object
        .optionalObject(
            "products",
            products ->
                new ProductScope(
                    products.texts("categories", MAX_NAMES),
                    products.texts("skus", MAX_NAMES),
                    products.texts("excludedCategories", MAX_NAMES),
                    products.texts("excludedSkus", MAX_NAMES)))
        .orElse(ProductScope.ALL);
  }

  private static Schedule schedule(JsonObject schedule) {
    var from = schedule.optionalDay("from");
    var until = schedule.optionalDay("until");
    if (from.isPresent() && until.filter(day -> day.isBefore(from.get())).isPresent()) {
      schedule.fault("until", "must not be before from");
    }
    return new Schedule(from, until, schedule.choices("days", DayOfWeek.class));
  }

  private static Cap cap(JsonObject cap) {
    return new Cap(cap.number("points", 1, MOST_POINTS), cap.choice("period", Cap.Period.class));
  }
}
