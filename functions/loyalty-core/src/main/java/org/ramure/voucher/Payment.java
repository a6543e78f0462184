// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What one voucher pays of a basket.
///
/// @param paidMinor never more than the voucher is worth, nor than what others left of the basket
public record Payment(Voucher voucher, long paidMinor) {

  /// The soonest to end pays first: what is lost, where the basket is too small, is the voucher
  /// that would have lasted longest, so it is the one to be left out.
  private static final Comparator<Voucher> SOONEST =
      Comparator.comparing(Voucher::lastDay).thenComparing(Voucher::id);

  /// What several vouchers pay together, each what is left of the basket.
  ///
  /// @param vouchers that can be used in it
  /// @param eligibleTotalMinor before any of them
  public static List<Payment> of(Collection<Voucher> vouchers, long eligibleTotalMinor) {
    var payments = new ArrayList<Payment>();
    long left = eligibleTotalMinor;
    for (var voucher : vouchers.stream().sorted(SOONEST).toList()) {
      long paid = Math.min(left, voucher.amount().minor());
      payments.add(new Payment(voucher, paid));
      left -= paid;
    }
    return List.copyOf(payments);
  }

  /// What of the voucher would be lost.
  public long lossMinor() {
    return voucher.amount().minor() - paidMinor;
  }
}
