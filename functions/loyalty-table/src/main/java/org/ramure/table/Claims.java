// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import org.ramure.member.IdentityKey;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.MemberTable.ClaimsDue;
import org.ramure.table.PurchaseTable.Waiting;

/// Gives a member the purchases that waited for them. Accrual puts a purchase's hints and then
/// reads the identities; enrolment commits the identities and then comes here to read the hints:
/// whoever is second sees the first. Every step may be repeated, and the mark that claims are due
/// goes last, so a sweep finishes what broke off.
///
/// @param rate asks for a purchase to be rated
public record Claims(MemberTable members, PurchaseTable purchases, Consumer<PurchaseKey> rate) {

  private static final Comparator<Waiting> OLDEST_FIRST =
      Comparator.comparing(Waiting::occurredAt)
          .thenComparing(waiting -> PurchaseKeys.partition(waiting.key()));

  /// More than so many purchases waiting for one key are not one person's: a shared mailbox, a
  /// number typed to get past a form. Staff decide about those.
  public static final int MOST = 20;

  /// Claims the oldest sale first: where only a first purchase earns something, that is the one.
  ///
  /// @return how many purchases are now the member's
  public int finish(ProgrammeId programme, ClaimsDue due, Instant now) {
    var hints = new HashMap<Waiting, List<IdentityKey>>();
    for (var key : due.member().keys()) {
      waiting(programme, key)
          .forEach(purchase -> hints.computeIfAbsent(purchase, _ -> new ArrayList<>()).add(key));
    }
    int claimed = 0;
    for (var purchase : hints.keySet().stream().sorted(OLDEST_FIRST).toList()) {
      claimed += claim(purchase.key(), due.member().id(), now) ? 1 : 0;
      hints.getOrDefault(purchase, List.of()).forEach(h -> purchases.removeHint(purchase.key(), h));
    }
    members.claimsDone(programme, due);
    return claimed;
  }

  private List<Waiting> waiting(ProgrammeId programme, IdentityKey key) {
    var waiting = purchases.hinted(programme, key, MOST);
    return waiting.size() > MOST ? List.of() : waiting;
  }

  private boolean claim(PurchaseKey purchase, MemberId member, Instant now) {
    if (!purchases.claim(purchase, member, now).member().equals(member)) {
      return false;
    }
    rate.accept(purchase);
    return true;
  }
}
