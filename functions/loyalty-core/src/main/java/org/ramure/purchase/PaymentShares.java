// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ramure.money.Split;
import org.ramure.purchase.Evidence.Line;
import org.ramure.purchase.Evidence.VoucherUse;

/// How payments that do not earn are spread over the lines as sold, to the cent. Refunds do not
/// move these shares: they are split once.
///
/// @param voucher per line, what our vouchers paid
/// @param giftCard per line, what gift cards paid of the rest; 0 where such payments earn
record PaymentShares(List<Long> voucher, List<Long> giftCard) {

  static PaymentShares of(Evidence.Order order, boolean giftCardPaymentEarns) {
    var lines = order.lines();
    var voucher = voucherShares(lines, order.vouchers());
    var rest = minus(lines.stream().map(Line::netMinor).toList(), voucher);
    long giftCard = giftCardPaymentEarns ? 0 : order.giftCardPaidMinor();
    return new PaymentShares(voucher, splitUpTo(giftCard, rest));
  }

  /// The sum of all vouchers, split once: first as the shop allocated it, never above a line's net;
  /// what no allocation covers, over what is left of the lines' nets.
  private static List<Long> voucherShares(List<Line> lines, List<VoucherUse> vouchers) {
    var allocated = lines.stream().map(line -> allocatedTo(line, vouchers)).toList();
    long sum = vouchers.stream().mapToLong(VoucherUse::amountMinor).sum();
    var open = minus(lines.stream().map(Line::netMinor).toList(), allocated);
    var rest = splitUpTo(sum - total(allocated), open);
    return IntStream.range(0, lines.size()).mapToObj(i -> allocated.get(i) + rest.get(i)).toList();
  }

  private static long allocatedTo(Line line, List<VoucherUse> vouchers) {
    long allocated =
        vouchers.stream()
            .filter(PaymentShares::allocatesCredibly)
            .mapToLong(voucher -> voucher.allocation().getOrDefault(line.id(), 0L))
            .sum();
    return Math.min(line.netMinor(), allocated);
  }

  /// An allocation that spreads more than the voucher is worth, or less than nothing, is no
  /// allocation.
  private static boolean allocatesCredibly(VoucherUse voucher) {
    var parts = voucher.allocation().values();
    return parts.stream().allMatch(part -> part >= 0) && total(parts) <= voucher.amountMinor();
  }

  static List<Long> splitUpTo(long amount, List<Long> weights) {
    return Split.byLargestRemainder(Math.clamp(amount, 0, total(weights)), weights);
  }

  static long total(Iterable<Long> amounts) {
    long sum = 0;
    for (long amount : amounts) {
      sum = Math.addExact(sum, amount);
    }
    return sum;
  }

  static List<Long> minus(List<Long> from, List<Long> take) {
    var left = new ArrayList<Long>(from.size());
    for (int i = 0; i < from.size(); i++) {
      left.add(from.get(i) - take.get(i));
    }
    return List.copyOf(left);
  }
}
