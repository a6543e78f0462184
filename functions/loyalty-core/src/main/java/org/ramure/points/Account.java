// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeTerms.RewardTerms;

/// A member's points at the end of the last entry.
///
/// @param version of the stored item, 0 before it exists: every change carries it as its condition
/// @param sequence of the last entry
/// @param settledTo everything that begins on or before this day, or ends before it, is booked
/// @param lots spendable points by their last day; the soonest is spent first
/// @param pending points that mature later
/// @param debt what is still owed; above 0 nothing is available
/// @param standing what rules may ask about the member
/// @param capCounters points granted by capped rules, by {@link
///     org.ramure.programme.EarningRule.Cap#counter}
/// @param candidates vouchers that may still be open
/// @param vouchersMinted how many vouchers points ever bought: the next one's number
/// @param mintedOn the last day on which vouchers were minted, with their count
/// @param chain hash of the last entry
public record Account(
    MemberId member,
    long version,
    long sequence,
    LocalDate settledTo,
    NavigableMap<LocalDate, Long> lots,
    NavigableMap<Pot.Pending, Long> pending,
    long debt,
    Standing standing,
    Map<String, Long> capCounters,
    List<Candidate> candidates,
    long vouchersMinted,
    Optional<MintedOn> mintedOn,
    String chain) {

  /// More than so many possibly open vouchers are not minted; a give-back may exceed it.
  public static final int MAX_CANDIDATES = 20;

  /// What rules may ask; on the account, so that its version guards it and accrual reads no
  /// personal data.
  ///
  /// @param firstPurchase reference of the first purchase that counted
  public record Standing(
      Optional<String> tier, Set<String> segments, Optional<String> firstPurchase) {

    public static final Standing NEW = new Standing(Optional.empty(), Set.of(), Optional.empty());

    public Standing {
      segments = Set.copyOf(segments);
    }
  }

  /// A voucher that may still be open.
  ///
  /// @param hash the voucher's key in its table
  /// @param paidWith points by the last day of the lot they came from
  public record Candidate(
      String hash, String id, LocalDate lastDay, NavigableMap<LocalDate, Long> paidWith) {

    public Candidate {
      paidWith = Collections.unmodifiableNavigableMap(new TreeMap<>(paidWith));
    }
  }

  public record MintedOn(LocalDate day, int count) {}

  public Account {
    lots = Collections.unmodifiableNavigableMap(new TreeMap<>(lots));
    pending = Collections.unmodifiableNavigableMap(new TreeMap<>(pending));
    capCounters = Map.copyOf(capCounters);
    candidates = List.copyOf(candidates);
    if (debt < 0 || negative(lots) || negative(pending)) {
      throw new IllegalStateException("below zero: " + lots + " " + pending + " debt " + debt);
    }
    if (debt > 0 && !lots.isEmpty()) {
      throw new IllegalStateException("debt of " + debt + " beside available " + lots);
    }
  }

  /// An account that holds nothing yet.
  public static Account open(MemberId member, LocalDate today) {
    return new Account(
        member,
        0,
        0,
        today,
        new TreeMap<>(),
        new TreeMap<>(),
        0,
        Standing.NEW,
        Map.of(),
        List.of(),
        0,
        Optional.empty(),
        "");
  }

  /// Spendable points as booked; settle first for what is spendable now.
  public long available() {
    return sum(lots);
  }

  public long pendingTotal() {
    return sum(pending);
  }

  /// How many vouchers its points buy on {@code today}.
  public int mintableVouchers(RewardTerms reward, LocalDate today) {
    long affordable = available() / reward.threshold();
    int room = Math.max(0, MAX_CANDIDATES - candidates.size());
    return (int) Math.min(affordable, Math.min(room, leftToday(reward, today)));
  }

  /// Whether the minting function has work on {@code today}.
  public boolean mintable(Optional<RewardTerms> reward, LocalDate today) {
    return reward
        .filter(r -> r.mode() == RewardTerms.Mode.AUTOMATIC)
        .map(r -> mintableVouchers(r, today) > 0)
        .orElse(false);
  }

  /// The next day on which something happens by itself: points mature or expire, a notice of expiry
  /// is due (30 and 7 days ahead), or vouchers wait to be minted. Empty when nothing ever will.
  public Optional<LocalDate> dueDay(Optional<RewardTerms> reward) {
    var tomorrow = settledTo.plusDays(1);
    boolean waiting =
        reward
            .filter(r -> r.mode() == RewardTerms.Mode.AUTOMATIC)
            .map(r -> available() >= r.threshold() && candidates.size() < MAX_CANDIDATES)
            .orElse(false);
    return Stream.of(
            pending.keySet().stream().map(Pot.Pending::matures),
            lots.keySet().stream().flatMap(Account::noticesAndEnd),
            candidates.stream().map(c -> c.lastDay().plusDays(1)),
            waiting ? Stream.of(tomorrow) : Stream.<LocalDate>empty())
        .flatMap(days -> days)
        .filter(day -> day.isAfter(settledTo))
        .min(LocalDate::compareTo);
  }

  private static Stream<LocalDate> noticesAndEnd(LocalDate lastDay) {
    return Stream.of(lastDay.minusDays(30), lastDay.minusDays(7), lastDay.plusDays(1));
  }

  private int leftToday(RewardTerms reward, LocalDate today) {
    int minted = mintedOn.filter(m -> m.day().equals(today)).map(MintedOn::count).orElse(0);
    return Math.max(0, reward.dailyCap() - minted);
  }

  Account withSettledTo(LocalDate day) {
    return new Account(
        member,
        version,
        sequence,
        day,
        lots,
        pending,
        debt,
        standing,
        capCounters,
        candidates,
        vouchersMinted,
        mintedOn,
        chain);
  }

  public Account withStanding(Standing changed) {
    return new Account(
        member,
        version,
        sequence,
        settledTo,
        lots,
        pending,
        debt,
        changed,
        capCounters,
        candidates,
        vouchersMinted,
        mintedOn,
        chain);
  }

  public Account withCapCounters(Map<String, Long> changed) {
    return new Account(
        member,
        version,
        sequence,
        settledTo,
        lots,
        pending,
        debt,
        standing,
        changed,
        candidates,
        vouchersMinted,
        mintedOn,
        chain);
  }

  Account withCandidates(List<Candidate> changed) {
    return new Account(
        member,
        version,
        sequence,
        settledTo,
        lots,
        pending,
        debt,
        standing,
        capCounters,
        changed,
        vouchersMinted,
        mintedOn,
        chain);
  }

  Account withMinted(LocalDate day) {
    int before = mintedOn.filter(m -> m.day().equals(day)).map(MintedOn::count).orElse(0);
    return new Account(
        member,
        version,
        sequence,
        settledTo,
        lots,
        pending,
        debt,
        standing,
        capCounters,
        candidates,
        vouchersMinted + 1,
        Optional.of(new MintedOn(day, before + 1)),
        chain);
  }

  /// The account after an entry: its moves applied, its hash the end of the chain.
  Account after(Entry entry) {
    var balances = new Balances(new TreeMap<>(lots), new TreeMap<>(pending), debt);
    entry.moves().forEach(balances::apply);
    return new Account(
        member,
        version,
        entry.sequence(),
        settledTo,
        balances.lots,
        balances.pending,
        balances.debt,
        standing,
        capCounters,
        candidates,
        vouchersMinted,
        mintedOn,
        entry.hash());
  }

  private static final class Balances {
    private final NavigableMap<LocalDate, Long> lots;
    private final NavigableMap<Pot.Pending, Long> pending;
    private long debt;

    Balances(
        NavigableMap<LocalDate, Long> lots, NavigableMap<Pot.Pending, Long> pending, long debt) {
      this.lots = lots;
      this.pending = pending;
      this.debt = debt;
    }

    void apply(Move move) {
      add(move.from(), -move.points());
      add(move.to(), move.points());
    }

    private void add(Pot pot, long points) {
      switch (pot) {
        case Pot.Available p -> put(lots, p.lastDay(), points);
        case Pot.Pending p -> put(pending, p, points);
        case Pot.Debt p -> debt = Math.subtractExact(debt, points);
        case Pot.Expired p -> {}
        case Pot.Earned p -> {}
        case Pot.Reversed p -> {}
        case Pot.Spent p -> {}
        case Pot.Adjusted p -> {}
        case Pot.Gesture p -> {}
      }
    }

    private static <K> void put(NavigableMap<K, Long> pots, K key, long points) {
      pots.merge(key, points, Math::addExact);
      pots.remove(key, 0L);
    }
  }

  private static boolean negative(Map<?, Long> pots) {
    return pots.values().stream().anyMatch(points -> points < 0);
  }

  private static long sum(Map<?, Long> pots) {
    return pots.values().stream().mapToLong(Long::longValue).sum();
  }

  List<Candidate> candidatesWithout(Set<String> hashes) {
    return candidates.stream().filter(c -> !hashes.contains(c.hash())).toList();
  }

  List<Candidate> candidatesWith(Candidate candidate) {
    var all = new ArrayList<>(candidatesWithout(Set.of(candidate.hash())));
    all.add(candidate);
    return all;
  }
}
