// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import java.time.InstantSource;
import org.ramure.lambda.batch.AccrualTurns;
import org.ramure.lambda.programme.Programmes;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.Booking.Books;
import org.ramure.table.MemberTable;
import org.ramure.table.VoucherBooks;

/// What points-accrual makes of stored evidence.
public final class RealAccrual {

  private final PurchaseAccrual accrual;

  public RealAccrual(Books books, MemberTable members, Programmes programmes, InstantSource clock) {
    accrual =
        new PurchaseAccrual(
            books,
            new PurchaseClaims(books.purchases(), members),
            new AccrualBooking(books),
            new VoucherAgreement(new VoucherBooks(books)),
            programmes::versions,
            new AccrualTurns(RealAccrual::unmet),
            clock);
  }

  private static void unmet(String group, String body) {
    throw new IllegalStateException("nobody else writes here");
  }

  public void accrue(PurchaseKey key) {
    accrual.accrue(key);
  }
}
