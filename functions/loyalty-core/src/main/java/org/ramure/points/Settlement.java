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
/// day and settling once give the same entries' effect; a bucket whose day has passed is never
/// spent, however late this runs.
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
        .map(day -> day.isAfter(account.settledTo()) ? day : account.settledTo())
        .filter(day -> !day.isAfter(today))
        .min(LocalDate::compareTo);
  }

  private static Ledger cross(Ledger ledger, LocalDate boundary, Cause cause) {
    var moves = new ArrayList<Move>();
    var why = new ArrayList<Reason>();
    long matured = 0;
    for (var lot : ledger.account().lots().headMap(boundary, false).entrySet()) {
      moves.add(
          new Move(new Pot.Available(lot.getKey()), new Pot.Expired(lot.getKey()), lot.getValue()));
      why.add(Reasons.expired(lot.getValue(), lot.getKey()));
    }
    for (var pending : ledger.account().pending().entrySet()) {
      if (!pending.getKey().matures().isAfter(boundary)) {
        moves.addAll(mature(pending.getKey(), pending.getValue(), boundary));
        matured += pending.getValue();
      }
    }
    if (matured > 0) {
      why.add(Reasons.matured(matured));
    }
    moves.addAll(repay(ledger.account().debt(), moves));
    return ledger
        .with(a -> a.withSettledTo(boundary))
        .post(Entry.Kind.SETTLE, moves, cause.on(boundary).because(why));
  }

  private static List<Move> mature(Pot.Pending pot, long points, LocalDate boundary) {
    Pot to =
        pot.lastDay().isBefore(boundary)
            ? new Pot.Expired(pot.lastDay())
            : new Pot.Available(pot.lastDay());
    return List.of(new Move(pot, to, points));
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
