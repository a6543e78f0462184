// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.util.List;
import java.util.Optional;
import org.ramure.points.Account;
import org.ramure.points.Accrual;
import org.ramure.points.Cause;
import org.ramure.points.Entry;
import org.ramure.points.Ledger;
import org.ramure.programme.ProgrammeVersion;

/// What a sale would be owed and credited were it told now. It goes the way of a real purchase
/// (fold, rating, context frozen at its first count, credit) on evidence that is not stored, so
/// what is shown in a basket is what the purchase is granted.
///
/// @param ledger of whoever would buy, with the entry it would get
public record Preview(Purchase purchase, Posting.Next next, Ledger ledger) {

  private static final String BY = "preview";

  /// @param key of no real purchase
  /// @param order paid, at the time of its receipt
  /// @param account of whoever would buy, settled to today; an open one for somebody new
  /// @param version in force now
  public static Preview of(
      PurchaseKey key, Evidence.Order order, Account account, ProgrammeVersion version) {
    var purchase = Purchase.fold(key, List.of(order), version.terms().points()).orElseThrow();
    var next =
        Posting.next(
            Optional.empty(),
            BY,
            key,
            Optional.of(purchase),
            Optional.of(new Posting.Claim(account.member(), order.receivedAt())),
            account,
            version);
    var cause =
        new Cause(
            BY,
            order.receivedAt(),
            order.businessDate(),
            version.number(),
            Optional.of(key.reference()),
            next.why());
    var ledger =
        Accrual.credit(Ledger.of(account), next.posting().posted(), days(next.posting()), cause);
    return new Preview(purchase, next, ledger);
  }

  public long points() {
    return next.posting().posted();
  }

  /// When the points would mature and end.
  public Accrual.Days days() {
    return days(next.posting());
  }

  private static Accrual.Days days(Posting posting) {
    return posting
        .frozen()
        .orElseThrow(() -> new IllegalArgumentException("only a paid sale can be previewed"))
        .days();
  }

  /// As the member's history would show it.
  public Entry entry() {
    return ledger.entries().getLast();
  }
}
