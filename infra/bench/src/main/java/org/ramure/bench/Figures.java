// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/// Numbers as people read them, and the middle of several.
final class Figures {

  private Figures() {}

  /// With no more decimals than it has.
  static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /// Three digits that count, and whole numbers whole.
  static double rounded(double value) {
    if (Math.abs(value) >= 100) {
      return Math.rint(value);
    }
    return BigDecimal.valueOf(value).round(new MathContext(3, RoundingMode.HALF_UP)).doubleValue();
  }

  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
