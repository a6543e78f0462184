// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.shopify;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.reading.Field;

/// Whether the {@code subtotal} of refunded lines already includes their taxes. An order says so; a
/// refund's own message does not, although the same refund must give the same facts either way.
sealed interface ShopifyTaxes {

  /// @return empty where nobody can tell
  Optional<Boolean> included(List<Field> refundLines, ShopifyMoney money);

  /// As the order says.
  record Known(boolean included) implements ShopifyTaxes {
    @Override
    public Optional<Boolean> included(List<Field> refundLines, ShopifyMoney money) {
      return Optional.of(included);
    }
  }

  /// From the rates: a tax inside the subtotal is s × r ÷ (1 + r), one on top of it is s × r.
  /// Whichever lies nearer to the tax that is told holds; where both are as near, they differ by
  /// less than a cent.
  record Inferred() implements ShopifyTaxes {

    @Override
    public Optional<Boolean> included(List<Field> refundLines, ShopifyMoney money) {
      long told = money.sum(refundLines, "total_tax");
      if (told == 0) {
        return Optional.of(true);
      }
      var onTop = BigDecimal.ZERO;
      var inside = BigDecimal.ZERO;
      for (var line : refundLines) {
        var subtotal = BigDecimal.valueOf(money.minor(line, "subtotal"));
        var rate = rate(line.at("line_item"));
        onTop = onTop.add(subtotal.multiply(rate));
        inside =
            inside.add(
                subtotal.multiply(rate).divide(BigDecimal.ONE.add(rate), MathContext.DECIMAL64));
      }
      return onTop.signum() > 0
          ? Optional.of(distance(inside, told).compareTo(distance(onTop, told)) <= 0)
          : Optional.empty();
    }

    private static BigDecimal rate(Field lineItem) {
      return lineItem.at("tax_lines").items().stream()
          .map(tax -> tax.at("rate"))
          .filter(Field::isPresent)
          .map(Field::decimal)
          .filter(rate -> rate.signum() > 0)
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal distance(BigDecimal expected, long told) {
      return expected.subtract(BigDecimal.valueOf(told)).abs();
    }
  }
}
