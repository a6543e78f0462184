// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.LocalDate;

/// Where points are. Every movement leads from one pot to another, so nothing appears or vanishes.
/// Pots that the account carries ({@link Available}, {@link Pending}, {@link Debt}) are balances;
/// {@link Expired} is kept per day beside the account; the others only ever grow in the history.
public sealed interface Pot {

  /// Spendable until the end of {@code lastDay} in the programme's zone.
  record Available(LocalDate lastDay) implements Pot {}

  /// Becomes {@link Available} at the start of {@code matures}, which is never after its last day.
  record Pending(LocalDate matures, LocalDate lastDay) implements Pot, Comparable<Pending> {

    public Pending {
      if (lastDay.isBefore(matures)) {
        throw new IllegalArgumentException("matures on " + matures + ", over on " + lastDay);
      }
    }

    @Override
    public int compareTo(Pending other) {
      int byDay = matures.compareTo(other.matures);
      return byDay != 0 ? byDay : lastDay.compareTo(other.lastDay);
    }
  }

  /// What the member owes: points taken from here make the debt grow, points put here repay it.
  record Debt() implements Pot {}

  /// Expired, or paid for a voucher that expired unused. A take-back of goods bought with points of
  /// that day is excused from here: nobody pays for points they could not use.
  record Expired(LocalDate lastDay) implements Pot {}

  /// Granted for purchases.
  record Earned() implements Pot {}

  /// Taken back because goods came back.
  record Reversed() implements Pot {}

  /// Paid for vouchers, net of what cancelled vouchers returned.
  record Spent() implements Pot {}

  /// Given or taken by a person, with a reason.
  record Adjusted() implements Pot {}

  /// Given by kindness, for example instead of points whose day had passed.
  record Gesture() implements Pot {}
}
