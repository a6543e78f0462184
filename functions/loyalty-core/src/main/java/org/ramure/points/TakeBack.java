// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramure.explain.Reason;
import org.ramure.programme.ProgrammeTerms.PointsTerms;
import org.ramure.programme.ProgrammeTerms.RefundPolicy;
import org.ramure.voucher.Voucher;

/// Takes points back because goods came back, in this order: 1 the purchase's own pending points ·
/// 2 unspent points of its expiry day · 3 what of that day has expired since: counts as taken,
/// nothing is charged · 4 other lots, latest day first · 5 vouchers issued but neither announced
/// nor reserved, newest first: cancelled, the rest re-credited to its own days · 6 debt.
public final class TakeBack {

  private TakeBack() {}

  /// @param points at least 1
  /// @param days of the purchase's first posting
  /// @param expired what expired of that day and was not excused yet
  public record Command(
      long points,
      Accrual.Days days,
      long expired,
      RefundPolicy policy,
      boolean cancelAnnounced,
      Instant now) {

    public Command {
      if (points < 1 || expired < 0) {
        throw new IllegalArgumentException("take back " + points + ", expired " + expired);
      }
    }

    private boolean beyondPending() {
      return policy != RefundPolicy.PENDING_ONLY;
    }
  }

  /// Either done, or vouchers must be read first: ordinary take-backs never read them.
  public sealed interface Outcome {}

  public record NeedsVouchers() implements Outcome {}

  /// @param ledger with the entries to write
  /// @param cancelled vouchers to cancel, each on condition that it is still as it was read
  /// @param expired vouchers whose last day has passed, likewise
  /// @param forgiven points nobody will ask for
  public record Taken(Ledger ledger, List<Voucher> cancelled, List<Voucher> expired, long forgiven)
      implements Outcome {}

  /// @param ledger settled to today
  public static Outcome decide(Ledger ledger, Command command, Cause cause) {
    var taking = new Taking(ledger, command);
    taking.fromPoints(command.expired());
    if (taking.left > 0 && command.beyondPending() && !ledger.account().candidates().isEmpty()) {
      return new NeedsVouchers();
    }
    return taking.close(cause, List.of());
  }

  /// The same with the vouchers that may be open, read strongly.
  public static Taken decide(Ledger ledger, Command command, List<Voucher> vouchers, Cause cause) {
    var swept = CandidateSweep.sweep(ledger, vouchers, command.now(), cause);
    var taking = new Taking(swept.ledger(), command);
    taking.fromPoints(command.expired() + swept.expiredOf(command.days().lastDay()));
    if (command.beyondPending()) {
      taking.fromVouchers(vouchers);
    }
    return taking.close(cause, swept.expired());
  }

  private static final class Taking {
    private final Ledger ledger;
    private final Command command;
    private final Account account;
    private final List<Move> moves = new ArrayList<>();
    private final List<Reason> why = new ArrayList<>();
    private final List<Voucher> cancelled = new ArrayList<>();
    private final NavigableMap<LocalDate, Long> lots;
    private long left;

    Taking(Ledger ledger, Command command) {
      this.ledger = ledger;
      this.command = command;
      this.account = ledger.account();
      this.lots = new TreeMap<>(account.lots());
      this.left = command.points();
    }

    void fromPoints(long expired) {
      var own = new Pot.Pending(command.days().matures(), command.days().lastDay());
      take("pending", own, account.pending().getOrDefault(own, 0L));
      if (command.beyondPending()) {
        takeLot(command.days().lastDay());
        take("expired", new Pot.Expired(command.days().lastDay()), expired);
        takeLotsLatestFirst();
      }
    }

    void fromVouchers(List<Voucher> read) {
      for (var voucher : newestFirst(read)) {
        if (left > 0) {
          cancel(voucher);
        }
      }
    }

    /// Free ones never: there are no points to get back.
    private List<Voucher> newestFirst(List<Voucher> read) {
      return read.stream()
          .filter(v -> !v.paidWith().isEmpty())
          .filter(v -> v.cancellable(command.now(), command.cancelAnnounced()))
          .sorted(Comparator.comparing(Voucher::number).reversed())
          .toList();
    }

    private void cancel(Voucher voucher) {
      cancelled.add(voucher);
      why.add(Reasons.voucherCancelled(voucher.id()));
      voucher.paidWith().forEach(this::recredit);
      takeLot(command.days().lastDay());
      takeLotsLatestFirst();
    }

    /// To its own day, or thirty days from now where that has passed.
    private void recredit(LocalDate day, long points) {
      var today = account.settledTo();
      var to = day.isBefore(today) ? today.plusDays(PointsTerms.MINIMUM_DAYS_AFTER_POSTING) : day;
      moves.add(new Move(new Pot.Spent(), new Pot.Available(to), points));
      lots.merge(to, points, Math::addExact);
    }

    private void takeLotsLatestFirst() {
      List.copyOf(lots.descendingKeySet()).forEach(this::takeLot);
    }

    private void takeLot(LocalDate day) {
      long taken = take("lot", new Pot.Available(day), lots.getOrDefault(day, 0L));
      lots.merge(day, -taken, Math::addExact);
      lots.remove(day, 0L);
    }

    private long take(String where, Pot from, long there) {
      long part = Math.min(left, there);
      if (part > 0) {
        moves.add(new Move(from, new Pot.Reversed(), part));
        why.add(Reasons.takenFrom(where, part));
        left -= part;
      }
      return part;
    }

    Taken close(Cause cause, List<Voucher> expired) {
      long forgiven = command.policy() == RefundPolicy.DEBT ? 0 : left;
      if (forgiven > 0) {
        why.add(Reasons.takenFrom("forgiven", forgiven));
        left = 0;
      }
      take("debt", new Pot.Debt(), left);
      repayOlderDebt();
      var reasons = Stream.concat(cause.why().stream(), why.stream()).toList();
      Set<String> gone = cancelled.stream().map(Voucher::hash).collect(Collectors.toSet());
      var posted =
          ledger
              .post(Entry.Kind.REVERSE, moves, cause.because(reasons))
              .with(a -> a.withCandidates(a.candidatesWithout(gone)));
      return new Taken(posted, cancelled, expired, forgiven);
    }

    /// Debt from before means that nothing was available: what is in lots now came back from
    /// cancelled vouchers.
    private void repayOlderDebt() {
      var repaid = Ledger.drain(lots.entrySet(), account.debt(), new Pot.Debt());
      if (!repaid.isEmpty()) {
        moves.addAll(repaid);
        why.add(Reasons.repaid(Ledger.total(repaid)));
      }
    }
  }
}
