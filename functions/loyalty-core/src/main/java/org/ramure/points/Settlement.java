// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.explain.Reason;

/// Books what time alone changes, day boundary by day boundary: at the end of a day its lot
/// expires, at the start of a day its pending points mature and first repay debt. Settling day by
/// day and settling once give the same entries; a bucket whose day has passed is never spent,
/// however late this runs.
public final class Settlement {

  /// At most so many day boundaries in one transaction; then again.
  public static final int MAX_DAYS = 20;

  private Settlement() {}

  /// @param complete whether the account is settled to the day asked for
  public record Settled(Ledger ledger, boolean complete) {}

  /// Settles to {@code today}; never backwards.
  ///
  /// @param cause who settles and when; the business date of each entry is its day boundary
  public static Settled settle(Ledger ledger, LocalDate today, Cause cause) {
    var settled = ledger;
    for (int day = 0; day < MAX_DAYS; day++) {
      var boundary = nextBoundary(settled.account(), today);
      if (boundary.isEmpty()) {
        return new Settled(settledTo(settled, today), true);
      }
      settled = cross(settled, boundary.get(), cause);
    }
    boolean complete = nextBoundary(settled.account(), today).isEmpty();
    return new Settled(complete ? settledTo(settled, today) : settled, complete);
  }

  /// The account as it stands on {@code today}, for reading: nothing is to be written.
  public static Account view(Account account, LocalDate today, Cause cause) {
    var settled = settle(Ledger.of(account), today, cause);
    while (!settled.complete()) {
      settled = settle(settled.ledger(), today, cause);
    }
    return settled.ledger().account();
  }

  private static Ledger settledTo(Ledger ledger, LocalDate today) {
    return today.isAfter(ledger.account().settledTo())
        ? ledger.with(a -> a.withSettledTo(today))
        : ledger;
  }

  private static Optional<LocalDate> nextBoundary(Account account, LocalDate today) {
    return Stream.concat(
            account.lots().keySet().stream().map(lastDay -> lastDay.plusDays(1)),
            account.pending().keySet().stream().map(Pot.Pending::matures))
        .filter(day -> !day.isAfter(today))
        .min(LocalDate::compareTo);
  }

  private static Ledger cross(Ledger ledger, LocalDate boundary, Cause cause) {
    var account = ledger.account();
    var moves = new ArrayList<Move>();
    var why = new ArrayList<Reason>();
    account
        .lots()
        .headMap(boundary, false)
        .forEach(
            (day, points) -> {
              moves.add(new Move(new Pot.Available(day), new Pot.Expired(day), points));
              why.add(Reasons.expired(points, day));
            });
    var matured = mature(account, boundary);
    moves.addAll(matured);
    if (!matured.isEmpty()) {
      why.add(Reasons.matured(Ledger.total(matured)));
    }
    var repaid = repay(account.debt(), matured);
    moves.addAll(repaid);
    if (!repaid.isEmpty()) {
      why.add(Reasons.repaid(Ledger.total(repaid)));
    }
    return ledger.cross(boundary, moves, cause.because(why));
  }

  private static List<Move> mature(Account account, LocalDate boundary) {
    return account.pending().entrySet().stream()
        .filter(p -> !p.getKey().matures().isAfter(boundary))
        .map(p -> new Move(p.getKey(), new Pot.Available(p.getKey().lastDay()), p.getValue()))
        .toList();
  }

  /// Debt is repaid by whatever the moves made available, soonest day first.
  static List<Move> repay(long debt, List<Move> moves) {
    var repayments = new ArrayList<Move>();
    long left = debt;
    for (var move : moves) {
      if (left > 0 && move.to() instanceof Pot.Available lot) {
        long part = Math.min(left, move.points());
        repayments.add(new Move(lot, new Pot.Debt(), part));
        left -= part;
      }
    }
    return repayments;
  }
}
