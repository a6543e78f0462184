// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ramure.member.IdentityKey;
import org.ramure.member.MemberId;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.MemberTable;
import org.ramure.table.PurchaseTable;
import org.ramure.table.PurchaseTable.Partition;
import org.ramure.table.PurchaseTable.Waiting;

/// Finds out whose purchase it is: once, by its strongest hint that leads to a member, and never
/// again by hints. Where nobody is known yet, the purchase leaves a hint for the day that person
/// enrols; identities are read again after that, so whoever of the two comes second sees the first.
final class PurchaseClaims {

  private final PurchaseTable purchases;
  private final MemberTable members;

  PurchaseClaims(PurchaseTable purchases, MemberTable members) {
    this.purchases = purchases;
    this.members = members;
  }

  /// The partition with the claim in force, if there is one.
  Partition claimed(PurchaseKey key, Partition partition, Instant now) {
    if (partition.claim().isPresent()) {
      return partition;
    }
    return partition
        .order()
        .flatMap(order -> member(new Waiting(key, order.occurredAt()), hints(order)))
        .map(member -> partition.claimedBy(purchases.claim(key, member, now)))
        .orElse(partition);
  }

  private static List<IdentityKey> hints(Evidence.Order order) {
    return order.hints().stream().sorted().distinct().toList();
  }

  private Optional<MemberId> member(Waiting purchase, List<IdentityKey> hints) {
    if (hints.isEmpty()) {
      return Optional.empty();
    }
    return members
        .strongest(purchase.key().programme(), hints)
        .or(() -> hintAndLookAgain(purchase, hints));
  }

  private Optional<MemberId> hintAndLookAgain(Waiting purchase, List<IdentityKey> hints) {
    purchases.putHints(purchase, hints);
    return members.strongest(purchase.key().programme(), hints);
  }
}
