// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.util.function.Consumer;
import org.ramure.member.IdentityKey;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.MemberTable.ClaimsDue;

/// Gives a member the purchases that waited for them. Accrual puts a purchase's hints and then
/// reads the identities; enrolment commits the identities and then comes here to read the hints:
/// whoever is second sees the first. Every step may be repeated, and the mark that claims are due
/// goes last, so a sweep finishes what broke off.
///
/// @param rate asks for a purchase to be rated
public record Claims(MemberTable members, PurchaseTable purchases, Consumer<PurchaseKey> rate) {

  /// More than so many purchases waiting for one key are not one person's: a shared mailbox, a
  /// number typed to get past a form. Staff decide about those.
  public static final int MOST = 20;

  /// @return how many purchases are now the member's
  public int finish(ProgrammeId programme, ClaimsDue due, Instant now) {
    int claimed = 0;
    for (var key : due.member().keys()) {
      claimed += claim(programme, due.member().id(), key, now);
    }
    members.claimsDone(programme, due);
    return claimed;
  }

  private int claim(ProgrammeId programme, MemberId member, IdentityKey key, Instant now) {
    var waiting = purchases.hinted(programme, key, MOST);
    if (waiting.size() > MOST) {
      return 0;
    }
    int claimed = 0;
    for (var purchase : waiting) {
      if (purchases.claim(purchase, member, now).member().equals(member)) {
        rate.accept(purchase);
        claimed++;
      }
      purchases.removeHint(purchase, key);
    }
    return claimed;
  }
}
