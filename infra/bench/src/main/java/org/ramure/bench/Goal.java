// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

/// What a figure is held to.
sealed interface Goal {

  boolean isMetBy(double value);

  /// As the table says it.
  String text();

  record AtMost(double limit) implements Goal {
    @Override
    public boolean isMetBy(double value) {
      return value <= limit;
    }

    @Override
    public String text() {
      return "≤ " + Figures.plain(limit);
    }
  }

  /// Only to be known.
  record None() implements Goal {
    @Override
    public boolean isMetBy(double value) {
      return true;
    }

    @Override
    public String text() {
      return "–";
    }
  }
}
