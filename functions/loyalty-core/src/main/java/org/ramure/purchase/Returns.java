// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.ramure.purchase.Evidence.Line;
import org.ramure.purchase.Evidence.Refund;
import org.ramure.purchase.Evidence.RefundLine;

/// All refunds of one purchase, added up before anything is computed from them: that is why neither
/// their order nor their number changes what is kept.
///
/// @param byLine what went back of each line that the order names
/// @param freeMinor goods money of no line in particular: adjustments, and refunds of lines the
///     order does not name. A refund of an unknown line that tells no money tells nothing
/// @param withheldMinor by how much less was paid back than the lines tell, as where a shop keeps a
///     fee for restocking. The money counts, not what the goods were worth: it lessens what is told
///     of all lines in proportion, exactly as if each line had told less. The part of a line that
///     came back whole earns nothing all the same: nothing of it was kept, and fees never earn
record Returns(Map<String, LineReturn> byLine, long freeMinor, long withheldMinor) {

  /// @param quantity pieces that came back, priced or not
  /// @param unpricedQuantity the pieces among them for which no amount was told
  /// @param moneyMinor what was paid back
  record LineReturn(BigDecimal quantity, BigDecimal unpricedQuantity, long moneyMinor) {

    static final LineReturn NOTHING = new LineReturn(BigDecimal.ZERO, BigDecimal.ZERO, 0);

    private static LineReturn of(RefundLine line) {
      boolean priced = line.amountMinor().isPresent();
      return new LineReturn(
          line.quantity(),
          priced ? BigDecimal.ZERO : line.quantity(),
          line.amountMinor().orElse(0));
    }

    private LineReturn plus(LineReturn more) {
      return new LineReturn(
          quantity.add(more.quantity),
          unpricedQuantity.add(more.unpricedQuantity),
          Math.addExact(moneyMinor, more.moneyMinor));
    }

    boolean isWhole(Line line) {
      return quantity.signum() > 0 && quantity.compareTo(line.quantity()) >= 0;
    }

    /// What went back for the line, as told: its money, and pieces without money in proportion to
    /// the amount paid, half a cent up.
    long toldRoundedHalfUp(Line line, long paidMinor) {
      return Math.addExact(moneyMinor, byQuantityRoundedHalfUp(line, paidMinor));
    }

    private long byQuantityRoundedHalfUp(Line line, long paidMinor) {
      if (unpricedQuantity.signum() == 0) {
        return 0;
      }
      return unpricedQuantity.compareTo(line.quantity()) >= 0
          ? paidMinor
          : proportionRoundedHalfUp(paidMinor, unpricedQuantity, line.quantity());
    }
  }

  static Returns of(Collection<Refund> refunds, Set<String> lineIds) {
    var byLine = new HashMap<String, LineReturn>();
    long free = 0;
    for (var refund : refunds) {
      free = Math.addExact(free, refund.adjustmentMinor());
      for (var line : refund.lines()) {
        if (lineIds.contains(line.lineId())) {
          byLine.merge(line.lineId(), LineReturn.of(line), LineReturn::plus);
        } else {
          free = Math.addExact(free, line.amountMinor().orElse(0));
        }
      }
    }
    return new Returns(Map.copyOf(byLine), Math.max(0, free), Math.max(0, -free));
  }

  LineReturn of(Line line) {
    return byLine.getOrDefault(line.id(), LineReturn.NOTHING);
  }

  static long proportionRoundedHalfUp(long amount, BigDecimal part, BigDecimal whole) {
    return BigDecimal.valueOf(amount)
        .multiply(part)
        .divide(whole, 0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
