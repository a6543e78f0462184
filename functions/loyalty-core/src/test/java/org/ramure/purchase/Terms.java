// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ramure.explain.LocalizedText;
import org.ramure.programme.Channel;
import org.ramure.programme.Condition;
import org.ramure.programme.EarningRule;
import org.ramure.programme.EarningRule.Bracket;
import org.ramure.programme.EarningRule.Cap;
import org.ramure.programme.EarningRule.ProductScope;
import org.ramure.programme.EarningRule.Schedule;
import org.ramure.programme.EarningRule.Scope;
import org.ramure.programme.EarningRule.Stacking;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.programme.ProgrammeTerms.PointsTerms;
import org.ramure.programme.ProgrammeTerms.RefundPolicy;
import org.ramure.programme.ProgrammeTerms.ReservationTerms;

/// Programmes in words: {@code Terms.of(rule("base"))} gives one point per euro.
final class Terms {

  static final PointsTerms POINTS = points(false, true);

  private Terms() {}

  static PointsTerms points(boolean giftCardPurchaseEarns, boolean giftCardPaymentEarns) {
    return new PointsTerms(
        12,
        Map.of(),
        Map.of(Channel.TILL, 60, Channel.RECEIPT, 30),
        RefundPolicy.DEBT,
        giftCardPurchaseEarns,
        giftCardPaymentEarns,
        false);
  }

  static ProgrammeTerms of(Rule... rules) {
    return new ProgrammeTerms(
        new LocalizedText("Programme", "Programme"),
        LocalDate.of(2026, 1, 1),
        Orders.PARIS,
        Currency.getInstance("EUR"),
        POINTS,
        List.of(),
        Arrays.stream(rules).map(Rule::rule).toList(),
        Optional.empty(),
        new ReservationTerms(20, 5),
        ProgrammeTerms.AdjustmentTerms.USUAL,
        Optional.empty());
  }

  static Rule rule(String id) {
    return new Rule(id);
  }

  /// One point per euro on everything, unless told otherwise.
  static final class Rule {
    private final String id;
    private Bracket bracket = new Bracket(100, 1);
    private Scope scope = Scope.EVERYWHERE;
    private Schedule schedule = Schedule.PERMANENT;
    private Stacking stacking = new Stacking.Cumulative();
    private Condition condition = new Condition.Always();
    private Optional<Cap> cap = Optional.empty();

    private Rule(String id) {
      this.id = id;
    }

    Rule giving(long points, String perAmount) {
      bracket = new Bracket(Orders.cents(perAmount), points);
      return this;
    }

    Rule onlyFor(String... categories) {
      return on(new ProductScope(Set.of(categories), Set.of(), Set.of(), Set.of()));
    }

    Rule notFor(String... categories) {
      return on(new ProductScope(Set.of(), Set.of(), Set.of(categories), Set.of()));
    }

    Rule on(ProductScope products) {
      scope = new Scope(scope.channels(), scope.stores(), scope.zones(), products);
      return this;
    }

    Rule at(Scope elsewhere) {
      scope = elsewhere;
      return this;
    }

    Rule during(Schedule other) {
      schedule = other;
      return this;
    }

    Rule exclusiveIn(String group) {
      stacking = new Stacking.Exclusive(group);
      return this;
    }

    Rule when(Condition... all) {
      condition = all.length == 1 ? all[0] : new Condition.All(new ArrayList<>(List.of(all)));
      return this;
    }

    Rule capped(long points, Cap.Period period) {
      cap = Optional.of(new Cap(points, period));
      return this;
    }

    EarningRule rule() {
      var label = new LocalizedText("Offre " + id, "Offer " + id);
      return new EarningRule(id, label, bracket, scope, schedule, stacking, condition, cap);
    }
  }
}
