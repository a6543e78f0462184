// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.ramure.explain.Reason;
import org.ramure.programme.Channel;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.programme.ProgrammeTerms.PointsTerms;

/// Credits points for a purchase: to their lot, or to pending until they mature.
public final class Accrual {

  private Accrual() {}

  /// When points of a purchase mature and end; fixed at its first posting and used by every later
  /// delta.
  public record Days(LocalDate matures, LocalDate lastDay) {

    /// @param countsSince when the purchase first counted: the posting time
    public static Days firstPosting(
        ProgrammeTerms terms, Channel channel, LocalDate businessDate, Instant countsSince) {
      var posted = countsSince.atZone(terms.zone()).toLocalDate();
      var start = channel == Channel.RECEIPT ? posted : businessDate;
      return new Days(
          start.plusDays(terms.points().pendingDays().getOrDefault(channel, 0)),
          later(
              businessDate.plusMonths(terms.points().lifeMonths()),
              posted.plusDays(PointsTerms.MINIMUM_DAYS_AFTER_POSTING)));
    }

    /// The days of a credit posted at {@code now}: the fixed ones, or thirty days more where the
    /// lot's day has passed.
    public Days forCreditAt(Instant now, ZoneId zone) {
      var today = now.atZone(zone).toLocalDate();
      return today.isAfter(lastDay)
          ? new Days(matures, today.plusDays(PointsTerms.MINIMUM_DAYS_AFTER_POSTING))
          : this;
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
      return a.isAfter(b) ? a : b;
    }
  }

  /// Credits {@code points} (0 gives an entry of 0 with its reasons: the history shows every
  /// purchase). Debt is repaid at once by what is available at once.
  ///
  /// @param ledger settled to today
  public static Ledger credit(Ledger ledger, long points, Days days, Cause cause) {
    if (points == 0) {
      return ledger.post(Entry.Kind.ACCRUE, List.of(), cause);
    }
    var moves = new ArrayList<Move>();
    boolean pending = days.matures().isAfter(ledger.account().settledTo());
    moves.add(
        new Move(
            new Pot.Earned(),
            pending
                ? new Pot.Pending(days.matures(), days.lastDay())
                : new Pot.Available(days.lastDay()),
            points));
    var repayment = Settlement.repay(ledger.account().debt(), moves);
    moves.addAll(repayment);
    var why = new ArrayList<Reason>(cause.why());
    if (!repayment.isEmpty()) {
      why.add(Reasons.repaid(Ledger.total(repayment)));
    }
    return ledger.post(Entry.Kind.ACCRUE, moves, cause.because(why));
  }
}
