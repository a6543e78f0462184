// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ramure.event.EventType;
import org.ramure.explain.Reason;
import org.ramure.points.Entry;
import org.ramure.points.Move;
import org.ramure.points.Pot;
import org.ramure.table.Image;

/// A line of a member's ledger, as the verbs of the ledger say it. What points bought is told by
/// the voucher. Reasons are given by their codes alone: their facts may hold words that people
/// typed.
final class PointsEvents {

  private PointsEvents() {}

  /// Which line of the ledger.
  ///
  /// @param sequence 1, 2, 3 … for each member: the order in which it was written
  private record Line(Image.OfEntry image) {

    Entry entry() {
      return image.entry();
    }

    String member() {
      return image.member().value();
    }

    long sequence() {
      return entry().sequence();
    }

    LocalDate businessDate() {
      return entry().cause().businessDate();
    }

    Optional<String> subject() {
      return entry().cause().subject();
    }

    List<String> reasons() {
      return entry().cause().why().stream().map(Reason::code).distinct().toList();
    }

    long sum(Predicate<Move> moves) {
      return entry().moves().stream()
          .filter(moves)
          .mapToLong(Move::points)
          .reduce(0, Math::addExact);
    }

    /// Of what the line made available, the part that repaid a debt at once.
    long repaid() {
      return sum(m -> m.from() instanceof Pot.Available && m.to() instanceof Pot.Debt);
    }
  }

  /// @param points granted; 0 where a purchase earned none
  /// @param pending the part that is not available yet
  /// @param repaidDebt the part that repaid a debt at once
  record Accrued(
      String member,
      long sequence,
      LocalDate businessDate,
      long points,
      long pending,
      long repaidDebt,
      Optional<String> purchase,
      int programmeVersion,
      List<String> reasons) {}

  /// @param points taken back
  /// @param excused the part that had expired: nothing was charged for it
  /// @param owed the part that became a debt
  /// @param returned by vouchers that were voided to take it
  record Reversed(
      String member,
      long sequence,
      LocalDate businessDate,
      long points,
      long excused,
      long owed,
      long returned,
      Optional<String> purchase,
      int programmeVersion,
      List<String> reasons) {}

  /// @param points that became available
  record Matured(
      String member, long sequence, LocalDate businessDate, long points, long repaidDebt) {}

  record Expired(String member, long sequence, LocalDate businessDate, long points) {}

  /// @param points given, or below 0, taken
  record Adjusted(
      String member, long sequence, LocalDate businessDate, long points, long repaidDebt) {}

  /// What one line tells.
  private record Told(EventType type, Object data) {}

  static List<CloudEvent> of(Change change, Image.OfEntry after) {
    return told(new Line(after))
        .map(
            told ->
                change.event(
                    told.type(),
                    Long.toString(after.entry().sequence()),
                    after.programme(),
                    after.member().value(),
                    after.entry().cause().postedAt(),
                    told.data()))
        .toList();
  }

  private static Stream<Told> told(Line line) {
    return switch (line.entry().kind()) {
      case ACCRUE -> Stream.of(new Told(EventType.POINTS_ACCRUED, accrued(line)));
      case REVERSE -> Stream.of(new Told(EventType.POINTS_REVERSED, reversed(line)));
      case SETTLE -> settled(line);
      case ADJUST -> Stream.of(new Told(EventType.POINTS_ADJUSTED, adjusted(line)));
      case MINT, GIFT, GIVE_BACK, VOUCHER_EXPIRED -> Stream.of();
    };
  }

  private static Accrued accrued(Line line) {
    return new Accrued(
        line.member(),
        line.sequence(),
        line.businessDate(),
        line.sum(m -> m.from() instanceof Pot.Earned || m.from() instanceof Pot.Gesture),
        line.sum(m -> m.to() instanceof Pot.Pending),
        line.repaid(),
        line.subject(),
        line.entry().cause().version(),
        line.reasons());
  }

  private static Reversed reversed(Line line) {
    return new Reversed(
        line.member(),
        line.sequence(),
        line.businessDate(),
        line.sum(m -> m.to() instanceof Pot.Reversed),
        line.sum(m -> m.from() instanceof Pot.Expired),
        line.sum(m -> m.from() instanceof Pot.Debt),
        line.sum(m -> m.from() instanceof Pot.Spent),
        line.subject(),
        line.entry().cause().version(),
        line.reasons());
  }

  /// At one day's border lots end and others begin: two things happened.
  private static Stream<Told> settled(Line line) {
    long expired = line.sum(m -> m.to() instanceof Pot.Expired);
    long matured = line.sum(m -> m.from() instanceof Pot.Pending);
    return Stream.of(
            new Told(
                EventType.POINTS_EXPIRED,
                new Expired(line.member(), line.sequence(), line.businessDate(), expired)),
            new Told(
                EventType.POINTS_MATURED,
                new Matured(
                    line.member(), line.sequence(), line.businessDate(), matured, line.repaid())))
        .filter(told -> told.type() == EventType.POINTS_EXPIRED ? expired > 0 : matured > 0);
  }

  private static Adjusted adjusted(Line line) {
    long given = line.sum(m -> m.from() instanceof Pot.Adjusted);
    long taken = line.sum(m -> m.to() instanceof Pot.Adjusted);
    return new Adjusted(
        line.member(), line.sequence(), line.businessDate(), given - taken, line.repaid());
  }
}
