// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ramure.money.Split;
import org.ramure.programme.ProgrammeTerms.PointsTerms;
import org.ramure.purchase.Evidence.Line;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Refund;

/// What is left of an order's lines after everything that went back. The steps have a fixed order,
/// whatever the order of the refunds: vouchers come off the lines as sold; then all that was
/// refunded line by line, less the fees that were kept of it; then money refunded for no line in
/// particular, over what is still kept of the eligible lines, by the largest remainder; last the
/// part of the rest that a gift card paid.
///
/// @param lines in the order's own order
/// @param nothingLeft whether every line went back
record Kept(List<KeptLine> lines, boolean nothingLeft) {

  static Kept of(Order order, Collection<Refund> refunds, PointsTerms terms) {
    var ids = order.lines().stream().map(Line::id).collect(Collectors.toSet());
    return new Columns(
            order.lines(),
            PaymentShares.of(order, terms.giftCardPaymentEarns()),
            Returns.of(refunds, ids),
            terms)
        .balance();
  }

  /// The columns of the computation, one row per line.
  private record Columns(
      List<Line> sold, PaymentShares shares, Returns returns, PointsTerms terms) {

    Kept balance() {
      var paid = rows(i -> sold.get(i).netMinor() - shares.voucher().get(i));
      var told = rows(i -> returns.of(sold.get(i)).toldRoundedHalfUp(sold.get(i), paid.get(i)));
      var back = PaymentShares.minus(told, PaymentShares.splitUpTo(returns.withheldMinor(), told));
      var afterLines = rows(i -> paid.get(i) - deducted(i, back.get(i), paid.get(i)));
      var open = rows(i -> eligible(i) ? afterLines.get(i) : 0L);
      long free = Math.min(returns.freeMinor(), PaymentShares.total(open));
      var afterFree = PaymentShares.minus(afterLines, Split.byLargestRemainder(free, open));
      var kept = rows(i -> afterFree.get(i) - giftCardPart(i, afterFree.get(i), paid.get(i)));
      var lines =
          IntStream.range(0, sold.size())
              .mapToObj(i -> keptLine(i, kept.get(i), paidBack(i, paid, afterLines)))
              .toList();
      return new Kept(lines, nothingLeft(paid, afterLines));
    }

    private List<Long> rows(IntFunction<Long> cell) {
      return IntStream.range(0, sold.size()).mapToObj(cell).toList();
    }

    private boolean eligible(int i) {
      return sold.get(i).kind() == Line.Kind.GOODS || terms.giftCardPurchaseEarns();
    }

    /// Never more than was paid; a line that came back whole by quantity counts whole, whatever was
    /// paid back for it.
    private long deducted(int i, long back, long paid) {
      return cameBack(i) ? paid : Math.min(back, paid);
    }

    /// Who gets half a line's price back has kept half of what the gift card paid for it.
    private long giftCardPart(int i, long kept, long paid) {
      long share = shares.giftCard().get(i);
      return share == 0
          ? 0
          : Returns.proportionRoundedHalfUp(
              share, BigDecimal.valueOf(kept), BigDecimal.valueOf(paid));
    }

    private KeptLine keptLine(int i, long kept, boolean paidBack) {
      var line = sold.get(i);
      var pieces = line.quantity().subtract(returns.of(line).quantity()).max(BigDecimal.ZERO);
      return new KeptLine(
          line,
          eligible(i),
          shares.voucher().get(i),
          shares.giftCard().get(i),
          kept,
          paidBack ? BigDecimal.ZERO : pieces);
    }

    /// By quantity every line must have come back. By money it is enough that every line which cost
    /// something was paid back, or that money for no line in particular covers all the rest; a line
    /// that vouchers paid whole has no money to give back, so only its pieces can tell.
    private boolean nothingLeft(List<Long> paid, List<Long> afterLines) {
      var indices = IntStream.range(0, sold.size()).boxed().toList();
      if (indices.stream().noneMatch(i -> sold.get(i).netMinor() > 0)) {
        return !indices.isEmpty() && indices.stream().allMatch(this::cameBack);
      }
      return returns.freeMinor() > 0 && returns.freeMinor() >= PaymentShares.total(afterLines)
          || indices.stream()
              .allMatch(i -> sold.get(i).netMinor() == 0 || paidBack(i, paid, afterLines));
    }

    private boolean cameBack(int i) {
      return returns.of(sold.get(i)).isWhole(sold.get(i));
    }

    private boolean paidBack(int i, List<Long> paid, List<Long> afterLines) {
      return cameBack(i) || paid.get(i) > 0 && afterLines.get(i) == 0;
    }
  }
}
