// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.expiry;

import java.time.InstantSource;
import org.ramure.lambda.programme.Programmes;
import org.ramure.table.Booking.Books;
import org.ramure.table.LedgerKeys.Owner;

/// What expiry does to an account that is due.
public final class RealExpiry {

  private final AccountSettling settling;

  public RealExpiry(Books books, Programmes programmes, InstantSource clock) {
    settling = new AccountSettling(books, programmes, clock);
  }

  public void settle(Owner owner) {
    settling.settle(owner);
  }
}
