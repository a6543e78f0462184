// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.programme;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.ramure.explain.LocalizedText;

/// One offer: so many points for each full bracket of the eligible total.
///
/// @param id stable over versions; caps are counted by it
/// @param cap the most a member gets from this rule in a period
public record EarningRule(
    String id,
    LocalizedText label,
    Bracket bracket,
    Scope scope,
    Schedule schedule,
    Stacking stacking,
    Condition condition,
    Optional<Cap> cap) {

  /// floor(eligible total ÷ amount) × points, once per rule and purchase, never per line.
  public record Bracket(long amountMinor, long points) {

    public long pointsRoundedDown(long eligibleMinor) {
      return Math.multiplyExact(Math.floorDiv(eligibleMinor, amountMinor), points);
    }
  }

  /// Where the rule applies; an empty set means everywhere.
  public record Scope(
      Set<Channel> channels, Set<String> stores, Set<String> zones, ProductScope products) {

    public static final Scope EVERYWHERE =
        new Scope(Set.of(), Set.of(), Set.of(), ProductScope.ALL);

    public Scope {
      channels = Set.copyOf(channels);
      stores = Set.copyOf(stores);
      zones = Set.copyOf(zones);
    }
  }

  /// Which lines count; a line counts if one of its categories or its SKU is named, and none of the
  /// excluded ones. Empty sets name everything (and exclude nothing).
  public record ProductScope(
      Set<String> categories,
      Set<String> skus,
      Set<String> excludedCategories,
      Set<String> excludedSkus) {

    public static final ProductScope ALL = new ProductScope(Set.of(), Set.of(), Set.of(), Set.of());

    public ProductScope {
      categories = Set.copyOf(categories);
      skus = Set.copyOf(skus);
      excludedCategories = Set.copyOf(excludedCategories);
      excludedSkus = Set.copyOf(excludedSkus);
    }

    public boolean includes(Collection<String> ofCategories, String sku) {
      boolean everything = categories.isEmpty() && skus.isEmpty();
      boolean named = skus.contains(sku) || ofCategories.stream().anyMatch(categories::contains);
      boolean excluded =
          excludedSkus.contains(sku)
              || ofCategories.stream().anyMatch(excludedCategories::contains);
      return (everything || named) && !excluded;
    }
  }

  /// When the rule applies, by local business date, both ends inclusive.
  public record Schedule(Optional<LocalDate> from, Optional<LocalDate> until, Set<DayOfWeek> days) {

    public static final Schedule PERMANENT =
        new Schedule(Optional.empty(), Optional.empty(), Set.of());

    public Schedule {
      days = Set.copyOf(days);
    }

    public boolean includes(LocalDate day) {
      return from.map(f -> !day.isBefore(f)).orElse(true)
          && until.map(u -> !day.isAfter(u)).orElse(true)
          && (days.isEmpty() || days.contains(day.getDayOfWeek()));
    }
  }

  /// How a rule goes together with others.
  public sealed interface Stacking {
    /// Adds up with everything.
    record Cumulative() implements Stacking {}

    /// Competes in its group; the best for the member wins, the first of equals.
    record Exclusive(String group) implements Stacking {}
  }

  /// @param points the most granted in one period
  public record Cap(long points, Period period) {

    public enum Period {
      DAY,
      MONTH,
      YEAR,
      EVER
    }

    /// The key under which an account counts what was granted in the period of {@code day}.
    public String counter(String rule, LocalDate day) {
      return rule
          + "@"
          + switch (period) {
            case DAY -> day.toString();
            case MONTH -> java.time.YearMonth.from(day).toString();
            case YEAR -> String.valueOf(day.getYear());
            case EVER -> "ever";
          };
    }
  }
}
