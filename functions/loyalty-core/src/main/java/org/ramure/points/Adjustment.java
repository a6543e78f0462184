// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import org.ramure.explain.Reason;

/// Points that a person gives or takes by hand. Nothing moves before a second person agreed where
/// the programme asks for one.
///
/// @param points given, or taken where negative; never 0
/// @param reason in the words of whoever asked; the member reads it
/// @param by who asked, as the caller names them
public record Adjustment(
    String id, long points, String reason, String by, Instant requestedAt, State state) {

  public Adjustment {
    if (points == 0) {
      throw new IllegalArgumentException("an adjustment of nothing: " + id);
    }
  }

  public sealed interface State {}

  /// For a second person.
  public record Waiting() implements State {}

  /// @param by who agreed, or who asked where nobody else was needed
  public record Posted(String by, Instant at) implements State {}

  public record Rejected(String by, Instant at) implements State {}

  public sealed interface Outcome {}

  /// @param ledger with the entry
  public record Adjusted(Ledger ledger) implements Outcome {}

  /// No debt is made by hand.
  public record NotEnough(long available) implements Outcome {}

  public Adjustment as(State next) {
    return new Adjustment(id, points, reason, by, requestedAt, next);
  }

  /// Whether one person may not do this alone.
  ///
  /// @param ceiling of the programme, in points
  public static boolean needsSecondPerson(long points, long ceiling) {
    return Math.absExact(points) > ceiling;
  }

  /// Points given live as long as those of a purchase of today, and first repay debt. Points taken
  /// are those that would have expired first: the member loses what was worth least.
  ///
  /// @param settled to today
  /// @param lastDay of points given
  public Outcome post(Ledger settled, LocalDate lastDay, Cause cause) {
    return points > 0 ? new Adjusted(give(settled, lastDay, cause)) : take(settled, -points, cause);
  }

  /// What its entry is about.
  public String subject() {
    return "adjustment/" + id;
  }

  /// As the member's history says it.
  public Reason why() {
    return Reason.of(points > 0 ? "adjusted.given" : "adjusted.taken", "points", Math.abs(points))
        .with("reason", reason);
  }

  private Ledger give(Ledger settled, LocalDate lastDay, Cause cause) {
    var moves = new ArrayList<Move>();
    moves.add(new Move(new Pot.Adjusted(), new Pot.Available(lastDay), points));
    var repaid = Settlement.repay(settled.account().debt(), moves);
    var why = new ArrayList<>(cause.why());
    if (!repaid.isEmpty()) {
      moves.addAll(repaid);
      why.add(Reasons.repaid(Ledger.total(repaid)));
    }
    return settled.post(Entry.Kind.ADJUST, moves, cause.because(why));
  }

  private static Outcome take(Ledger settled, long points, Cause cause) {
    var account = settled.account();
    if (account.available() < points) {
      return new NotEnough(account.available());
    }
    var moves = Ledger.drain(account.lots().entrySet(), points, new Pot.Adjusted());
    return new Adjusted(settled.post(Entry.Kind.ADJUST, moves, cause));
  }
}
