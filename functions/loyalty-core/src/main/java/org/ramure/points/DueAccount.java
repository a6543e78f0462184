// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.ramure.points.Account.Candidate;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.voucher.Voucher;

/// What is done for an account on the day it is due, beyond settling it: vouchers past their last
/// day expire, and points that will expire are told of. Points that can buy vouchers now are left
/// to the mint, which tells of what is left after that.
public final class DueAccount {

  private DueAccount() {}

  /// @param expired vouchers to mark as expired, each on condition that it is still as it was read
  public record Done(Ledger ledger, List<Voucher> expired) {

    public Done {
      expired = List.copyOf(expired);
    }
  }

  /// Which vouchers have to be read: those that have ended wherever on earth; all of them, where
  /// they leave no room for another and points wait for it.
  ///
  /// @param settled to today
  public static List<Candidate> vouchersToRead(Account settled, Optional<RewardTerms> reward) {
    boolean all = settled.isFull() && settled.waits(reward);
    return settled.candidates().stream()
        .filter(candidate -> all || hasEnded(candidate, settled.settledTo()))
        .toList();
  }

  private static boolean hasEnded(Candidate candidate, LocalDate today) {
    return candidate.lastDay().plusDays(1).isBefore(today);
  }

  /// @param settled to today
  /// @param vouchers of those to be read, as many as are to be judged now
  public static Done decide(
      Ledger settled,
      List<Voucher> vouchers,
      Optional<RewardTerms> reward,
      Instant now,
      Cause cause) {
    var swept = CandidateSweep.sweep(settled, vouchers, now, cause);
    return new Done(swept.ledger().with(account -> account.notified(reward)), swept.expired());
  }
}
