// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.math.BigDecimal;
import org.ramure.purchase.Evidence.Line;

/// A line with what the member finally kept of it, tax included.
///
/// @param eligible whether lines of its kind earn at all: goods do, a gift card where the programme
///     says so
/// @param voucherShareMinor the part of the line as sold that our vouchers paid
/// @param giftCardShareMinor the part of the line as sold that a gift card paid; 0 where gift card
///     payments earn
/// @param keptMinor what may earn: paid with money that counts, and not returned
/// @param keptQuantity pieces not returned; 0 once the line's whole price went back
public record KeptLine(
    Line line,
    boolean eligible,
    long voucherShareMinor,
    long giftCardShareMinor,
    long keptMinor,
    BigDecimal keptQuantity) {

  public KeptLine {
    if (keptMinor < 0 || keptMinor > line.netMinor()) {
      throw new IllegalArgumentException("kept " + keptMinor + " of " + line);
    }
    keptQuantity = keptQuantity.stripTrailingZeros();
  }

  /// The earning part that went back, as money or as goods.
  public long returnedMinor() {
    return line.netMinor() - voucherShareMinor - giftCardShareMinor - keptMinor;
  }
}
