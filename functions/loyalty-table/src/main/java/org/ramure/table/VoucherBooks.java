// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.ramure.member.MemberId;
import org.ramure.points.Cause;
import org.ramure.points.Ledger;
import org.ramure.points.Minting;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.purchase.Posting;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.Booking.Books;
import org.ramure.table.VoucherTable.Contested;
import org.ramure.voucher.Agreement;
import org.ramure.voucher.Agreement.Action;
import org.ramure.voucher.Agreement.Conflict;
import org.ramure.voucher.Voucher;

/// Writes what was decided about a voucher that an order names or that staff takes back: each
/// action as the one write or transaction it needs. Where a voucher comes free, the member's ledger
/// says so in the same transaction, and the voucher is a candidate of the account again.
public final class VoucherBooks {

  private final Books books;

  public VoucherBooks(Books books) {
    this.books = books;
  }

  /// For whom and why something is written.
  ///
  /// @param version in force now: its zone says which day it is, its reward what points buy
  /// @param cause of the entry where one is written; its {@code postedAt} is now
  public record Deed(ProgrammeId programme, ProgrammeVersion version, Cause cause) {}

  /// The posting on which a decision was made for an order. Nothing is raised, handed over or given
  /// back unless it stands: a reader that was overtaken must not undo what a newer posting did.
  public record OnlyWhile(PurchaseKey key, Posting posting) {}

  public sealed interface Outcome {}

  /// Voucher and decision agree now.
  ///
  /// @param before as the decision found it
  public record Agreed(Contested before, Action action) implements Outcome {}

  /// No such voucher in the programme.
  public record Unknown() implements Outcome {}

  /// A newer posting stands, or others write the voucher without pause: nothing was written.
  public record Overtaken() implements Outcome {}

  /// Reads the voucher, decides, writes; and again where somebody else wrote meanwhile.
  public Outcome agree(
      Deed deed, String hash, Optional<OnlyWhile> onlyWhile, Function<Contested, Action> decision) {
    return Contention.decided(() -> attempt(deed, hash, onlyWhile, decision))
        .orElseGet(Overtaken::new);
  }

  private Optional<Outcome> attempt(
      Deed deed, String hash, Optional<OnlyWhile> onlyWhile, Function<Contested, Action> decision) {
    var contested = books.vouchers().contested(deed.programme(), hash);
    if (contested.isEmpty()) {
      return Optional.of(new Unknown());
    }
    var action = decision.apply(contested.get());
    if (write(deed, action, onlyWhile)) {
      return Optional.of(new Agreed(contested.get(), action));
    }
    boolean overtaken =
        onlyWhile.map(o -> !books.purchases().stands(o.key(), o.posting())).orElse(false);
    return overtaken ? Optional.of(new Overtaken()) : Optional.empty();
  }

  /// @return false when something changed since it was read: nothing was written, decide again
  public boolean write(Deed deed, Action action, Optional<OnlyWhile> onlyWhile) {
    return switch (action) {
      case Agreement.Nothing a -> true;
      case Agreement.Write a -> books.vouchers().replace(deed.programme(), a.next());
      case Agreement.Raise a ->
          open(deed, onlyWhile, a.next()).conflict(a.next(), a.conflict()).commit();
      case Agreement.CloseConflict a ->
          open(deed, onlyWhile, a.next()).conflict(a.next(), a.closed()).commit();
      case Agreement.GiveBack a ->
          comesFree(deed, a.next(), Optional.empty(), open(deed, onlyWhile, a.next()));
      case Agreement.HandOver a ->
          comesFree(
              deed,
              a.next(),
              Optional.of(a.to()),
              open(deed, onlyWhile, a.next()).conflict(a.next(), a.to()));
      case Agreement.TakeFrom a ->
          comesFree(deed, a.next(), a.to(), takeFrom(open(deed, onlyWhile, a.next()), a));
    };
  }

  private static Booking takeFrom(Booking booking, Agreement.TakeFrom action) {
    var voucher = action.next();
    action.to().ifPresent(to -> booking.conflict(voucher, to));
    return booking.conflict(voucher, action.from());
  }

  /// With the member's ledger. A voucher handed on stays used: only the entry tells of it.
  private boolean comesFree(
      Deed deed, Voucher voucher, Optional<Conflict> handedTo, Booking booking) {
    return settled(deed, voucher.member())
        .map(
            ledger ->
                handedTo
                    .map(
                        to ->
                            Minting.handedOver(ledger, voucher, reference(deed, to), deed.cause()))
                    .orElseGet(() -> Minting.givenBack(ledger, voucher, deed.cause())))
        .map(ledger -> booking.ledger(ledger, reward(deed)).commit())
        .orElse(false);
  }

  private static String reference(Deed deed, Conflict order) {
    return new PurchaseKey(deed.programme(), order.source(), order.documentId()).reference();
  }

  private Optional<Ledger> settled(Deed deed, MemberId member) {
    var today = LocalDate.ofInstant(deed.cause().postedAt(), deed.version().terms().zone());
    return books.settled(deed.programme(), member, deed.cause().on(today), reward(deed));
  }

  private Booking open(Deed deed, Optional<OnlyWhile> onlyWhile, Voucher next) {
    var booking = books.open(deed.programme()).voucher(next);
    onlyWhile.ifPresent(o -> booking.onlyWhile(o.key(), o.posting()));
    return booking;
  }

  private static Optional<RewardTerms> reward(Deed deed) {
    return deed.version().terms().reward();
  }
}
