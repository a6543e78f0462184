// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.ramure.explain.Reason;
import org.ramure.points.Account.Candidate;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.voucher.Voucher;

/// Turns points into vouchers: floor(available ÷ threshold), the rest kept, the soonest lots spent
/// first; within the daily cap and the room for open vouchers.
public final class Minting {

  private Minting() {}

  /// A voucher to be minted; its code, and so its key, follow from the number.
  ///
  /// @param number 1, 2, 3 … for each member: repeating a mint makes the same voucher
  /// @param paidWith points by the last day of the lot they came from
  public record Order(
      long number, LocalDate firstDay, LocalDate lastDay, NavigableMap<LocalDate, Long> paidWith) {}

  /// Gives an order its identity: derives the code and where it is kept.
  @FunctionalInterface
  public interface Identifier {
    Candidate identify(Order order);
  }

  /// @param candidates in the order of {@code orders}
  public record Minted(
      Ledger ledger, List<Order> orders, List<Candidate> candidates, List<Voucher> expired) {

    /// What is left may expire: see {@link ExpiryNotice}.
    private Minted telling(RewardTerms reward) {
      var told = ledger.with(account -> account.notified(Optional.of(reward)));
      return new Minted(told, orders, candidates, expired);
    }
  }

  /// @param ledger settled to today
  /// @param vouchers the candidates, read strongly
  public static Minted mint(
      Ledger ledger,
      RewardTerms reward,
      List<Voucher> vouchers,
      Instant now,
      Cause cause,
      Identifier identifier) {
    var swept = CandidateSweep.sweep(ledger, vouchers, now, cause);
    var today = ledger.account().settledTo();
    var minted = new Minted(swept.ledger(), List.of(), List.of(), swept.expired());
    int count = swept.ledger().account().mintableVouchers(reward, today);
    for (int i = 0; i < count; i++) {
      minted = one(minted, reward, today, cause, identifier);
    }
    return minted.telling(reward);
  }

  private static Minted one(
      Minted before, RewardTerms reward, LocalDate today, Cause cause, Identifier identifier) {
    var account = before.ledger().account();
    var moves = Ledger.drain(account.lots().entrySet(), reward.threshold(), new Pot.Spent());
    var order =
        new Order(
            account.vouchersMinted() + 1,
            today,
            today.plusMonths(reward.validityMonths()),
            paidWith(moves));
    var candidate = identifier.identify(order);
    var ledger =
        before
            .ledger()
            .with(a -> a.withMinted(today).withCandidates(a.candidatesWith(candidate)))
            .post(
                Entry.Kind.MINT,
                moves,
                cause
                    .about(candidate.id())
                    .because(List.of(Reasons.minted(reward.threshold(), order.lastDay()))));
    return new Minted(
        ledger,
        append(before.orders(), order),
        append(before.candidates(), candidate),
        before.expired());
  }

  private static NavigableMap<LocalDate, Long> paidWith(List<Move> moves) {
    var days = new TreeMap<LocalDate, Long>();
    for (var move : moves) {
      if (move.from() instanceof Pot.Available lot) {
        days.merge(lot.lastDay(), move.points(), Long::sum);
      }
    }
    return days;
  }

  private static <T> List<T> append(List<T> list, T last) {
    var longer = new ArrayList<>(list);
    longer.add(last);
    return List.copyOf(longer);
  }

  /// Records that a voucher became usable again; no points move. It is a candidate once more, even
  /// above the usual number.
  public static Ledger givenBack(Ledger ledger, Voucher voucher, Cause cause) {
    var candidate =
        new Candidate(voucher.hash(), voucher.id(), voucher.lastDay(), voucher.paidWith());
    return ledger
        .with(a -> a.withCandidates(a.candidatesWith(candidate)))
        .post(
            Entry.Kind.GIVE_BACK,
            List.of(),
            because(cause, voucher, Reasons.givenBack(voucher.lastDay())));
  }

  /// Records that a voucher came free and passed in the same moment to an order that waited for it:
  /// it is not open again, and no candidate.
  ///
  /// @param to reference of that order
  public static Ledger handedOver(Ledger ledger, Voucher voucher, String to, Cause cause) {
    return ledger.post(
        Entry.Kind.GIVE_BACK, List.of(), because(cause, voucher, Reasons.handedOver(to)));
  }

  private static Cause because(Cause cause, Voucher voucher, Reason reason) {
    return cause.about(voucher.id()).because(append(cause.why(), reason));
  }
}
