// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import java.time.Duration;
import java.time.Instant;
import org.ramure.points.Account;
import org.ramure.table.Booking;

/// How a purchase meets others of the same member. Nobody knows beforehand whether others come at
/// the same moment, so each first tries at once; whoever loses waits in line, and the line tells
/// those who come later by a mark on the account. While all is calm there is neither mark nor line.
enum Pace {

  /// One try, unless others wait already.
  AT_ONCE {
    @Override
    boolean yields(Account account, Instant now) {
      return account.isOrdered(now);
    }

    @Override
    Account marked(Account account, Instant now) {
      return account;
    }

    @Override
    boolean commit(Booking booking) {
      return booking.commitUnlessMet();
    }
  },

  /// Its turn has come: nobody else of the line is at work, only others who write the account.
  IN_TURN {
    @Override
    boolean yields(Account account, Instant now) {
      return false;
    }

    @Override
    Account marked(Account account, Instant now) {
      return account.withOrderedUntil(now.plus(STAYS_ORDERED));
    }

    @Override
    boolean commit(Booking booking) {
      return booking.commit();
    }
  };

  /// Longer than a message is under way, so that the mark stands while more purchases come; no
  /// longer, because whoever comes alone then would wait for nothing.
  static final Duration STAYS_ORDERED = Duration.ofSeconds(10);

  /// Whether the purchase has to wait in line, as its member's account says.
  abstract boolean yields(Account account, Instant now);

  /// The account as it is written.
  abstract Account marked(Account account, Instant now);

  /// @return false when somebody else was first
  abstract boolean commit(Booking booking);
}
