// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.util.List;
import java.util.stream.Stream;
import org.ramure.event.EventType;
import org.ramure.points.Account;
import org.ramure.points.ExpiryNotice;
import org.ramure.table.Image;

/// What an account holds, whenever one of its three numbers is another than before; and what of it
/// will expire, on the days on which that is to be told.
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

  /// @param version of the account: a higher one is newer
  /// @param points in all of these lots
  /// @param lots the soonest to expire first
  record Expiring(String member, long version, long points, List<ExpiryNotice> lots) {}

  static List<CloudEvent> of(Change change, Image.OfAccount after) {
    return Stream.concat(balance(change, after), expiring(change, after)).toList();
  }

  private static Stream<CloudEvent> balance(Change change, Image.OfAccount after) {
    var account = after.account();
    var was = change.before() instanceof Image.OfAccount a ? Balance.of(a.account()) : EMPTY;
    var is = Balance.of(account);
    if (is.equals(was)) {
      return Stream.of();
    }
    var changed = new BalanceChanged(account.member().value(), account.version(), was, is);
    return Stream.of(event(change, EventType.ACCOUNT_BALANCE_CHANGED, after, changed));
  }

  /// Whoever brings forward the day up to which all is told, tells.
  private static Stream<CloudEvent> expiring(Change change, Image.OfAccount after) {
    var account = after.account();
    var lots =
        change.before() instanceof Image.OfAccount before
            ? ExpiryNotice.told(before.account(), account)
            : List.<ExpiryNotice>of();
    if (lots.isEmpty()) {
      return Stream.of();
    }
    long points = lots.stream().mapToLong(ExpiryNotice::points).sum();
    var expiring = new Expiring(account.member().value(), account.version(), points, lots);
    return Stream.of(event(change, EventType.POINTS_EXPIRING, after, expiring));
  }

  private static CloudEvent event(
      Change change, EventType type, Image.OfAccount after, Object data) {
    var account = after.account();
    return change.event(
        type,
        Long.toString(account.version()),
        after.programme(),
        account.member().value(),
        change.at(),
        data);
  }
}
