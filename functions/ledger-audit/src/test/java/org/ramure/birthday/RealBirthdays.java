// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.birthday;

import java.time.InstantSource;
import org.ramure.lambda.key.CodePress;
import org.ramure.lambda.programme.Programmes;
import org.ramure.table.Booking.Books;
import org.ramure.table.LedgerKeys.Owner;

/// What birthday-gifts gives a member.
public final class RealBirthdays {

  private final BirthdayGifts gifts;

  public RealBirthdays(Books books, CodePress press, Programmes programmes, InstantSource clock) {
    gifts = new BirthdayGifts(books, press, programmes, clock);
  }

  public void give(Owner owner) {
    gifts.give(owner);
  }
}
