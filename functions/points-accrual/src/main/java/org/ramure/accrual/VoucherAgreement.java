// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import java.util.List;
import java.util.Optional;
import org.ramure.accrual.Due.Terms;
import org.ramure.points.Cause;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Posting;
import org.ramure.purchase.Purchase;
import org.ramure.purchase.PurchaseKey;
import org.ramure.purchase.VoucherWish;
import org.ramure.table.VoucherBooks;
import org.ramure.table.VoucherTable.Contested;
import org.ramure.voucher.Agreement;
import org.ramure.voucher.Agreement.Action;
import org.ramure.voucher.Agreement.Naming;

/// Makes every voucher that an order names, or ever named, agree with the order: used while it is
/// paid with it, given back when it is not.
final class VoucherAgreement {

  private final VoucherBooks books;

  VoucherAgreement(VoucherBooks books) {
    this.books = books;
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
    var deed = new VoucherBooks.Deed(key.programme(), terms.today(), cause(terms));
    var order = naming(key, purchase, voucherHash);
    var outcome =
        books.agree(
            deed,
            voucherHash,
            Optional.of(new VoucherBooks.OnlyWhile(key, posting)),
            voucher -> action(voucher, order, wish, terms));
    return switch (outcome) {
      case VoucherBooks.Agreed agreed -> true;
      case VoucherBooks.Unknown unknown -> true;
      case VoucherBooks.Overtaken overtaken -> false;
    };
  }

  private static Action action(Contested voucher, Naming order, VoucherWish wish, Terms terms) {
    var mine = voucher.of(order.source(), order.documentId());
    return switch (wish) {
      case UNDECIDED -> new Agreement.Nothing();
      case USED -> Agreement.use(voucher.voucher(), order, mine, terms.now());
      case GIVEN_BACK ->
          Agreement.giveBack(
              voucher.voucher(),
              order,
              mine,
              voucher.waitingBeside(order.source(), order.documentId()),
              terms.now(),
              terms.today().terms().zone());
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

  private static Cause cause(Terms terms) {
    return new Cause(
        "points-accrual",
        terms.now(),
        java.time.LocalDate.ofInstant(terms.now(), terms.today().terms().zone()),
        terms.today().number(),
        Optional.empty(),
        List.of());
  }
}
