// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.reading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import org.ramure.purchase.Evidence.Line;

/// What facts must keep, whichever connector read them. The bounds make every sum over an order fit
/// into a long and every order into one table item.
public final class Limits {

  /// A milliard euros, in cents. 1,000 such lines stay far below 2^63.
  public static final long MOST_MINOR = 100_000_000_000L;

  public static final int MOST_LINES = 1_000;
  public static final int MOST_TEXT = 250_000;
  public static final BigDecimal MOST_PIECES = BigDecimal.valueOf(1_000_000);
  public static final int MOST_DECIMALS = 6;

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private Limits() {}

  /// A time of a fact: not before this century, and not in the future; shops' clocks may be 5
  /// minutes fast.
  public static Instant past(Field field, Instant now) {
    var time = field.instant();
    if (time.isAfter(now.plus(CLOCK_SKEW))) {
      field.flawed(Flaw.IN_FUTURE);
    }
    return time.isBefore(EARLIEST) ? field.<Instant>flawed(Flaw.OUT_OF_RANGE) : time;
  }

  /// Pieces of a line or a refund.
  public static BigDecimal quantity(Field field) {
    var quantity = field.decimal();
    if (quantity.signum() < 0) {
      field.flawed(Flaw.NEGATIVE);
    }
    boolean plausible =
        quantity.compareTo(MOST_PIECES) <= 0
            && quantity.stripTrailingZeros().scale() <= MOST_DECIMALS;
    return plausible ? plain(quantity) : field.<BigDecimal>flawed(Flaw.OUT_OF_RANGE);
  }

  /// The same number always in the same form: 2, "2" and "2.000" are one content, not three.
  private static BigDecimal plain(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /// The business day, where the source tells it apart from the time: a till that closes at two in
  /// the morning is still in yesterday.
  public static LocalDate near(Field field, LocalDate told, LocalDate local) {
    return Math.abs(ChronoUnit.DAYS.between(told, local)) <= 1
        ? told
        : field.<LocalDate>flawed(Flaw.DAYS_APART);
  }

  /// Checks the lines of an order.
  ///
  /// @param field where the lines stand in the message
  public static List<Line> lines(Field field, List<Line> lines) {
    var ids = new HashSet<String>();
    for (int i = 0; i < lines.size(); i++) {
      check(new Field(field.node(), field.path() + "[" + i + "]"), lines.get(i), ids);
    }
    int text = lines.stream().mapToInt(Limits::text).sum();
    return text <= MOST_TEXT ? lines : field.<List<Line>>flawed(Flaw.TOO_MUCH_TEXT);
  }

  /// The items of an order's line array, not too many.
  public static List<Field> items(Field field) {
    var items = field.items();
    return items.size() <= MOST_LINES ? items : field.<List<Field>>flawed(Flaw.TOO_MANY_LINES);
  }

  /// What so many pieces cost; shares of a piece (2.5 m of cloth) make shares of a cent.
  public static long timesRoundedHalfUp(Field field, long one, BigDecimal pieces) {
    var product = BigDecimal.valueOf(one).multiply(pieces).setScale(0, RoundingMode.HALF_UP);
    return inRange(field, product.longValueExact());
  }

  /// A sum that has to stay an amount.
  public static long inRange(Field field, long minor) {
    return Math.abs(minor) <= MOST_MINOR ? minor : field.<Long>flawed(Flaw.OUT_OF_RANGE);
  }

  private static void check(Field field, Line line, HashSet<String> ids) {
    if (!ids.add(line.id())) {
      field.flawed(Flaw.DUPLICATE_LINE);
    }
    if (line.grossMinor() < 0 || line.discountMinor() < 0 || line.taxMinor() < 0) {
      field.flawed(Flaw.NEGATIVE);
    }
    inRange(field, line.grossMinor());
    if (line.discountMinor() > line.grossMinor()) {
      field.flawed(Flaw.DISCOUNT_ABOVE_GROSS);
    }
  }

  private static int text(Line line) {
    return line.id().length()
        + line.sku().length()
        + line.label().length()
        + line.categories().stream().mapToInt(String::length).sum();
  }

  /// Checks a charge or another amount that is never negative.
  public static long notNegative(Field field, long minor) {
    return minor >= 0 ? minor : field.<Long>flawed(Flaw.NEGATIVE);
  }
}
