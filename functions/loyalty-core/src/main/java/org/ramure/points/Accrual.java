// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
      var matures = start.plusDays(terms.points().pendingDays().getOrDefault(channel, 0));
      var life = businessDate.plusMonths(terms.points().lifeMonths());
      var least = posted.plusDays(PointsTerms.MINIMUM_DAYS_AFTER_POSTING);
      return new Days(matures, later(later(life, least), matures));
    }

    private boolean overOn(LocalDate today) {
      return today.isAfter(lastDay);
    }

    private Days lateOn(LocalDate today) {
      return new Days(matures, today.plusDays(PointsTerms.MINIMUM_DAYS_AFTER_POSTING));
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
      return a.isAfter(b) ? a : b;
    }
  }

  /// Credits {@code points} (0 gives an entry of 0 with its reasons: the history shows every
  /// purchase). Debt is repaid at once by what is available at once. Points whose day has passed
  /// are given all the same, for thirty days, as a gesture.
  ///
  /// @param ledger settled to today
  /// @param days of the purchase's first posting
  public static Ledger credit(Ledger ledger, long points, Days days, Cause cause) {
    if (points == 0) {
      return ledger.post(Entry.Kind.ACCRUE, List.of(), cause);
    }
    var today = ledger.account().settledTo();
    boolean late = days.overOn(today);
    var lot = late ? days.lateOn(today) : days;
    var why = new ArrayList<>(cause.why());
    if (late) {
      why.add(Reasons.givenLate(points, lot.lastDay()));
    }
    var moves = new ArrayList<Move>();
    moves.add(new Move(late ? new Pot.Gesture() : new Pot.Earned(), pot(lot, today), points));
    var repaid = Settlement.repay(ledger.account().debt(), moves);
    if (!repaid.isEmpty()) {
      moves.addAll(repaid);
      why.add(Reasons.repaid(Ledger.total(repaid)));
    }
    return ledger.post(Entry.Kind.ACCRUE, moves, cause.because(why));
  }

  private static Pot pot(Days lot, LocalDate today) {
    return lot.matures().isAfter(today)
        ? new Pot.Pending(lot.matures(), lot.lastDay())
        : new Pot.Available(lot.lastDay());
  }
}
