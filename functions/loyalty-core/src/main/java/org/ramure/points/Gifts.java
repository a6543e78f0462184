// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.LocalDate;
import java.util.List;
import org.ramure.points.Account.Candidate;

/// Vouchers that no points pay for: an entry says why the member has them.
public final class Gifts {

  private Gifts() {}

  /// It may be open from now on, even above the usual number.
  ///
  /// @param settled to today
  /// @param birthday for which it is given, today or a few days ago
  public static Ledger forBirthday(
      Ledger settled, Candidate voucher, LocalDate birthday, Cause cause) {
    boolean late = birthday.isBefore(settled.account().settledTo());
    var why =
        late
            ? Reasons.birthdayLate(birthday, voucher.lastDay())
            : Reasons.birthday(voucher.lastDay());
    return settled
        .with(account -> account.withCandidates(account.candidatesWith(voucher)))
        .post(Entry.Kind.GIFT, List.of(), cause.about(voucher.id()).because(List.of(why)));
  }
}
