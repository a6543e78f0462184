// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import java.util.List;
import java.util.Optional;
import org.ramure.accrual.PurchaseAccrual.Terms;
import org.ramure.explain.Reason;
import org.ramure.points.Cause;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Posting;
import org.ramure.purchase.Purchase;
import org.ramure.purchase.PurchaseKey;
import org.ramure.purchase.VoucherWish;
import org.ramure.table.Booking.Books;
import org.ramure.table.VoucherBooks;
import org.ramure.table.VoucherBooks.Waiting;
import org.ramure.voucher.Agreement;
import org.ramure.voucher.Agreement.Action;
import org.ramure.voucher.Agreement.Naming;
import org.ramure.voucher.Voucher;

/// Makes every voucher that an order names, or ever named, agree with the order: used while it is
/// paid with it, given back when it is not.
final class VoucherAgreement {

  private static final int TRIES = 12;

  private final Books books;
  private final VoucherBooks voucherBooks;

  VoucherAgreement(Books books, VoucherBooks voucherBooks) {
    this.books = books;
    this.voucherBooks = voucherBooks;
  }

  /// @return false when the posting may be out of date: read everything again
  boolean reach(PurchaseKey key, Purchase purchase, Posting posting, Terms terms) {
    return posting.vouchers().entrySet().stream()
        .allMatch(wish -> reach(key, purchase, posting, terms, wish.getKey(), wish.getValue()));
  }

  private boolean reach(
      PurchaseKey key,
      Purchase purchase,
      Posting posting,
      Terms terms,
      String voucherHash,
      VoucherWish wish) {
    for (int tries = 0; tries < TRIES; tries++) {
      var voucher = books.vouchers().get(key.programme(), voucherHash);
      if (voucher.isEmpty() || wish == VoucherWish.UNDECIDED) {
        return true;
      }
      var action = action(key, purchase, terms, voucher.get(), wish);
      if (voucherBooks.write(
          key.programme(),
          voucher.get(),
          action,
          terms.today(),
          cause(key, terms, wish),
          Optional.of(new VoucherBooks.OnlyWhile(key, posting)))) {
        return true;
      }
      if (!stillStands(key, posting)) {
        return false;
      }
    }
    return false;
  }

  private boolean stillStands(PurchaseKey key, Posting posting) {
    return books
        .purchases()
        .load(key)
        .posting()
        .filter(p -> p.revision() == posting.revision())
        .isPresent();
  }

  private Action action(
      PurchaseKey key, Purchase purchase, Terms terms, Voucher voucher, VoucherWish wish) {
    var order = naming(key, purchase, voucher.hash());
    var waiting = Waiting.on(books.vouchers(), key.programme(), voucher);
    var mine = waiting.of(key);
    return switch (wish) {
      case USED -> Agreement.use(voucher, order, mine, terms.now());
      case GIVEN_BACK ->
          Agreement.giveBack(
              voucher, order, mine, waiting.others(key), terms.now(), terms.today().terms().zone());
      case UNDECIDED -> throw new IllegalStateException("nothing is done for an unpaid order");
    };
  }

  private static Naming naming(PurchaseKey key, Purchase purchase, String voucherHash) {
    var order = purchase.order();
    long paid =
        order.vouchers().stream()
            .filter(v -> v.voucher().equals(voucherHash))
            .mapToLong(Evidence.VoucherUse::amountMinor)
            .sum();
    return new Naming(
        key.source(),
        key.documentId(),
        order.place().store(),
        order.basket(),
        purchase.eligibleKeptMinor(),
        paid);
  }

  private static Cause cause(PurchaseKey key, Terms terms, VoucherWish wish) {
    var why =
        Reason.of(
            "voucher." + (wish == VoucherWish.USED ? "used" : "givenBack"),
            "purchase",
            key.reference());
    return new Cause(
        "points-accrual",
        terms.now(),
        java.time.LocalDate.ofInstant(terms.now(), terms.today().terms().zone()),
        terms.today().number(),
        Optional.empty(),
        List.of(why));
  }
}
