// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.ramure.points.Account.Candidate;
import org.ramure.points.Cause;
import org.ramure.points.Ledger;
import org.ramure.points.Minting;
import org.ramure.points.Settlement;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.purchase.Posting;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.Booking.Books;
import org.ramure.voucher.Agreement;
import org.ramure.voucher.Agreement.Action;
import org.ramure.voucher.Agreement.Conflict;
import org.ramure.voucher.Voucher;

/// Writes what was decided about a voucher that an order names or that staff takes back: each
/// action as the one write or transaction it needs.
public final class VoucherBooks {

  private final Books books;

  public VoucherBooks(Books books) {
    this.books = books;
  }

  /// The posting on which a decision was made for an order: a conflict is raised only while it
  /// stands, so that a stale reader cannot raise one.
  public record OnlyWhile(PurchaseKey key, Posting posting) {}

  /// The open conflicts of a voucher, the oldest first.
  public record Waiting(List<Conflict> open) {

    public Waiting {
      open = List.copyOf(open);
    }

    /// Reads them where the voucher says that there are any.
    public static Waiting on(VoucherTable vouchers, ProgrammeId programme, Voucher voucher) {
      return voucher.openConflicts() == 0
          ? new Waiting(List.of())
          : new Waiting(
              vouchers.conflicts(programme, voucher.hash()).stream()
                  .filter(Conflict::open)
                  .toList());
    }

    /// The conflict of this very order.
    public Optional<Conflict> of(PurchaseKey key) {
      return open.stream().filter(c -> isOf(c, key)).findFirst();
    }

    public List<Conflict> others(PurchaseKey key) {
      return open.stream().filter(c -> !isOf(c, key)).toList();
    }

    private static boolean isOf(Conflict conflict, PurchaseKey key) {
      return conflict.source().equals(key.source())
          && conflict.documentId().equals(key.documentId());
    }
  }

  /// @param read the voucher on which the action was decided
  /// @param version in force now: its zone says which day it is, its reward what points buy
  /// @param cause of the entry where points or candidates change
  /// @return false when something changed since it was read: nothing was written, decide again
  public boolean write(
      ProgrammeId programme,
      Voucher read,
      Action action,
      ProgrammeVersion version,
      Cause cause,
      Optional<OnlyWhile> onlyWhile) {
    return switch (action) {
      case Agreement.Nothing nothing -> true;
      case Agreement.Write write -> books.vouchers().replace(programme, write.next());
      case Agreement.Raise raise -> {
        var booking = conflict(programme, raise.next(), raise.conflict());
        onlyWhile.ifPresent(o -> booking.onlyWhile(o.key(), o.posting()));
        yield booking.commit();
      }
      case Agreement.CloseConflict close ->
          conflict(programme, close.next(), close.closed()).commit();
      case Agreement.GiveBack back ->
          withEntry(programme, back.next(), version, cause, Optional.empty());
      case Agreement.HandOver over ->
          withEntry(programme, over.next(), version, cause, Optional.of(over.to()));
    };
  }

  private Booking conflict(ProgrammeId programme, Voucher next, Conflict conflict) {
    return books.open(programme).voucher(next).conflict(next.hash(), conflict);
  }

  /// Voucher, account and entry in one transaction. A voucher handed on stays used: only the entry
  /// tells of it.
  private boolean withEntry(
      ProgrammeId programme,
      Voucher next,
      ProgrammeVersion version,
      Cause cause,
      Optional<Conflict> handedTo) {
    var zone = version.terms().zone();
    var today = LocalDate.ofInstant(cause.postedAt(), zone);
    var account = books.ledgers().account(programme, next.member(), today);
    var settled = Settlement.settle(Ledger.of(account), today, cause);
    var reward = version.terms().reward();
    if (!settled.complete()) {
      books.open(programme).ledger(settled.ledger(), reward).commit();
      return false;
    }
    var candidate = new Candidate(next.hash(), next.id(), next.lastDay(), next.paidWith());
    var ledger = Minting.givenBack(settled.ledger(), candidate, cause);
    var booking = books.open(programme).voucher(next).ledger(ledger, reward);
    handedTo.ifPresent(conflict -> booking.conflict(next.hash(), conflict));
    return booking.commit();
  }
}
