// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.util.List;
import org.ramure.event.EventType;
import org.ramure.points.Account;
import org.ramure.table.Image;

/// What an account holds, whenever one of its three numbers is another than before.
final class AccountEvents {

  private static final Balance EMPTY = new Balance(0, 0, 0);

  private AccountEvents() {}

  /// @param available spendable points as booked
  /// @param pending points that mature later
  /// @param debt what the member owes; above 0 nothing is available
  record Balance(long available, long pending, long debt) {

    static Balance of(Account account) {
      return new Balance(account.available(), account.pendingTotal(), account.debt());
    }
  }

  /// @param version of the account: a higher one is newer
  record BalanceChanged(String member, long version, Balance before, Balance after) {}

  static List<CloudEvent> of(Change change, Image.OfAccount after) {
    var account = after.account();
    var was = change.before() instanceof Image.OfAccount a ? Balance.of(a.account()) : EMPTY;
    var is = Balance.of(account);
    if (is.equals(was)) {
      return List.of();
    }
    var member = account.member().value();
    return List.of(
        change.event(
            EventType.ACCOUNT_BALANCE_CHANGED,
            Long.toString(account.version()),
            after.programme(),
            member,
            change.at(),
            new BalanceChanged(member, account.version(), was, is)));
  }
}
