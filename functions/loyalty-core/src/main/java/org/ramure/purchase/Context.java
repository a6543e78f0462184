// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ramure.programme.EarningRule;
import org.ramure.programme.EarningRule.Cap;
import org.ramure.programme.ProgrammeTerms;

/// What was true of the member when the purchase first counted; frozen there, so that a refund a
/// year later is exact (invariant I2).
///
/// @param allowances by rule with a cap: the most this purchase may ever be granted by it, that is
///     the headroom just before its first grant. A rule not listed has its whole cap
public record Context(
    Optional<String> tier,
    Set<String> segments,
    boolean firstPurchase,
    Map<String, Long> allowances) {

  /// Of somebody of whom nothing is known, with all caps untouched.
  public static final Context UNKNOWN = new Context(Optional.empty(), Set.of(), false, Map.of());

  public Context {
    segments = Set.copyOf(segments);
    allowances = Map.copyOf(allowances);
  }

  /// The allowances to freeze for a purchase of {@code businessDate}.
  ///
  /// @param granted what the account counts under {@link Cap#counter}
  public static Map<String, Long> allowances(
      ProgrammeTerms terms, LocalDate businessDate, Map<String, Long> granted) {
    return terms.rules().stream()
        .filter(rule -> rule.cap().isPresent())
        .collect(
            Collectors.toMap(
                EarningRule::id,
                rule -> headroom(rule.id(), rule.cap().orElseThrow(), businessDate, granted)));
  }

  private static long headroom(
      String rule, Cap cap, LocalDate businessDate, Map<String, Long> granted) {
    long used = granted.getOrDefault(cap.counter(rule, businessDate), 0L);
    return Math.max(0, cap.points() - used);
  }

  long allowance(EarningRule rule) {
    long whole = rule.cap().map(Cap::points).orElse(Long.MAX_VALUE);
    return rule.cap().isEmpty() ? whole : allowances.getOrDefault(rule.id(), whole);
  }
}
