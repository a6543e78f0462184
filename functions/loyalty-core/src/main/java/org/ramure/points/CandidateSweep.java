// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ramure.voucher.Voucher;

/// Drops candidates that are no longer open: redeemed and cancelled ones simply; those past their
/// last day and still unused expire, and the points that paid for them count as expired from their
/// own days.
final class CandidateSweep {

  private CandidateSweep() {}

  /// @param expired vouchers to mark as expired, each on condition that it is still as it was read
  record Swept(Ledger ledger, List<Voucher> expired) {

    /// What paid for them from lots of {@code day}.
    long expiredOf(LocalDate day) {
      return expired.stream().mapToLong(v -> v.paidWith().getOrDefault(day, 0L)).sum();
    }
  }

  static Swept sweep(Ledger ledger, List<Voucher> vouchers, Instant now, Cause cause) {
    var expired = vouchers.stream().filter(v -> v.expiredUnused(now)).toList();
    Set<String> closed =
        vouchers.stream()
            .filter(v -> v.closed() || v.expiredUnused(now))
            .map(Voucher::hash)
            .collect(Collectors.toSet());
    var swept = ledger.with(a -> a.withCandidates(a.candidatesWithout(closed)));
    for (var voucher : expired) {
      swept = swept.post(Entry.Kind.VOUCHER_EXPIRED, toExpired(voucher), because(cause, voucher));
    }
    return new Swept(swept, expired);
  }

  private static List<Move> toExpired(Voucher voucher) {
    return voucher.paidWith().entrySet().stream()
        .map(p -> new Move(new Pot.Spent(), new Pot.Expired(p.getKey()), p.getValue()))
        .toList();
  }

  private static Cause because(Cause cause, Voucher voucher) {
    return cause
        .about(voucher.id())
        .on(voucher.lastDay())
        .because(List.of(Reasons.voucherExpired(voucher.lastDay())));
  }
}
