// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeTerms.RewardTerms;

/// A member's points at the end of the last entry.
///
/// @param version of the stored item, 0 before it exists: every change carries it as its condition
/// @param sequence of the last entry
/// @param settledTo everything that begins on or before this day, or ends before it, is booked
/// @param notifiedTo every {@link ExpiryNotice} of this day and before is told, or there was
///     nothing to tell
/// @param lots spendable points by their last day, none of it before {@code settledTo}: an account
///     cannot hold points whose day has passed; the soonest is spent first
/// @param pending points that mature after {@code settledTo}
/// @param debt what is still owed; above 0 nothing is available
/// @param standing what rules may ask about the member
/// @param capCounters points granted by capped rules, by {@link
///     org.ramure.programme.EarningRule.Cap#counter}
/// @param candidates vouchers that may still be open
/// @param vouchersMinted how many vouchers points ever bought: the next one's number
/// @param mintedOn the last day on which vouchers were minted, with their count
/// @param orderedUntil purchases of this member wait in line until then, because many came at
///     once; the epoch where they never had to
/// @param chain hash of the last entry
public record Account(
    MemberId member,
    long version,
    long sequence,
    LocalDate settledTo,
    LocalDate notifiedTo,
    NavigableMap<LocalDate, Long> lots,
    NavigableMap<Pot.Pending, Long> pending,
    long debt,
    Standing standing,
    Map<String, Long> capCounters,
    List<Candidate> candidates,
    long vouchersMinted,
    Optional<MintedOn> mintedOn,
    Instant orderedUntil,
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
    check(debt >= 0 && positive(lots) && positive(pending), "below zero", lots, pending, debt);
    check(debt == 0 || lots.isEmpty(), "debt beside available points", lots, debt);
    check(
        lots.isEmpty() || !lots.firstKey().isBefore(settledTo),
        "points whose day has passed",
        lots,
        settledTo);
    check(
        pending.isEmpty() || pending.firstKey().matures().isAfter(settledTo),
        "points still pending that have matured",
        pending,
        settledTo);
  }

  private static void check(boolean holds, String broken, Object... values) {
    if (!holds) {
      throw new IllegalStateException(broken + ": " + List.of(values));
    }
  }

  /// An account that holds nothing yet.
  public static Account open(MemberId member, LocalDate today) {
    return new Account(
        member,
        0,
        0,
        today,
        today,
        new TreeMap<>(),
        new TreeMap<>(),
        0,
        Standing.NEW,
        Map.of(),
        List.of(),
        0,
        Optional.empty(),
        Instant.EPOCH,
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
  /// is due, a voucher has ended unused in every zone, or points wait to buy vouchers. What cannot
  /// be done in an ordinary transaction (dropping vouchers that ended, minting while too many are
  /// open) stays due tomorrow until it is done; a notice not told stays due on its own day. Empty
  /// when nothing ever will.
  public Optional<LocalDate> dueDay(Optional<RewardTerms> reward) {
    var tomorrow = settledTo.plusDays(1);
    return Stream.of(
            pending.keySet().stream().map(Pot.Pending::matures),
            lots.keySet().stream().map(lastDay -> lastDay.plusDays(1)),
            ExpiryNotice.daysAfter(notifiedTo, lots.keySet()),
            candidates.stream().map(c -> later(c.lastDay().plusDays(2), tomorrow)),
            waits(reward) ? Stream.of(tomorrow) : Stream.<LocalDate>empty())
        .flatMap(days -> days)
        .min(LocalDate::compareTo);
  }

  /// Whether its points reach for a voucher, even one that cannot be minted now.
  boolean waits(Optional<RewardTerms> reward) {
    return reward
        .filter(r -> r.mode() == RewardTerms.Mode.AUTOMATIC)
        .map(r -> available() >= r.threshold())
        .orElse(false);
  }

  boolean isFull() {
    return candidates.size() >= MAX_CANDIDATES;
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private int leftToday(RewardTerms reward, LocalDate today) {
    return Math.max(0, reward.dailyCap() - mintedOn(today));
  }

  private int mintedOn(LocalDate day) {
    return mintedOn.filter(m -> m.day().equals(day)).map(MintedOn::count).orElse(0);
  }

  public Account withStanding(Standing changed) {
    return change(draft -> draft.standing = changed);
  }

  public Account withCapCounters(Map<String, Long> changed) {
    return change(draft -> draft.capCounters = changed);
  }

  /// Has purchases of this member wait in line for a while.
  public Account withOrderedUntil(Instant until) {
    return change(draft -> draft.orderedUntil = until);
  }

  public boolean isOrdered(Instant now) {
    return now.isBefore(orderedUntil);
  }

  Account withCandidates(List<Candidate> changed) {
    return change(draft -> draft.candidates = changed);
  }

  Account withMinted(LocalDate day) {
    return change(
        draft -> {
          draft.vouchersMinted = vouchersMinted + 1;
          draft.mintedOn = Optional.of(new MintedOn(day, mintedOn(day) + 1));
        });
  }

  Account withSettledTo(LocalDate day) {
    return change(draft -> draft.settleTo(day));
  }

  /// Tells what is to be told of points that will expire; nothing while points are about to buy a
  /// voucher: those will not.
  Account notified(Optional<RewardTerms> reward) {
    return mintable(reward, settledTo) ? this : change(draft -> draft.notifiedTo = settledTo);
  }

  /// The account after an entry: its moves applied, its hash the end of the chain.
  Account after(Entry entry) {
    return change(draft -> draft.append(entry));
  }

  /// The account after the entry that crosses the boundary to {@code day}. One step, because no
  /// account may hold points whose day has passed, nor matured ones that are still pending.
  Account after(Entry entry, LocalDate day) {
    return change(
        draft -> {
          draft.settleTo(day);
          draft.append(entry);
        });
  }

  private Account change(Consumer<Draft> by) {
    var draft = new Draft(this);
    by.accept(draft);
    return draft.account();
  }

  /// An account in the making: the one place that names every field.
  private static final class Draft {
    private final Account before;
    private final NavigableMap<LocalDate, Long> lots;
    private final NavigableMap<Pot.Pending, Long> pending;
    private long sequence;
    private LocalDate settledTo;
    private LocalDate notifiedTo;
    private long debt;
    private Standing standing;
    private Map<String, Long> capCounters;
    private List<Candidate> candidates;
    private long vouchersMinted;
    private Optional<MintedOn> mintedOn;
    private Instant orderedUntil;
    private String chain;

    Draft(Account before) {
      this.before = before;
      lots = new TreeMap<>(before.lots());
      pending = new TreeMap<>(before.pending());
      sequence = before.sequence();
      settledTo = before.settledTo();
      notifiedTo = before.notifiedTo();
      debt = before.debt();
      standing = before.standing();
      capCounters = before.capCounters();
      candidates = before.candidates();
      vouchersMinted = before.vouchersMinted();
      mintedOn = before.mintedOn();
      orderedUntil = before.orderedUntil();
      chain = before.chain();
    }

    /// Days without a notice are over for whatever comes in later; the first notice that is still
    /// to be told is left to who tells.
    void settleTo(LocalDate day) {
      notifiedTo =
          ExpiryNotice.daysAfter(notifiedTo, lots.keySet())
              .map(notice -> notice.minusDays(1))
              .filter(before -> before.isBefore(day))
              .min(LocalDate::compareTo)
              .orElse(later(notifiedTo, day));
      settledTo = day;
    }

    void append(Entry entry) {
      entry.moves().forEach(this::apply);
      sequence = entry.sequence();
      chain = entry.hash();
    }

    private void apply(Move move) {
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

    Account account() {
      return new Account(
          before.member(),
          before.version(),
          sequence,
          settledTo,
          notifiedTo,
          lots,
          pending,
          debt,
          standing,
          capCounters,
          candidates,
          vouchersMinted,
          mintedOn,
          orderedUntil,
          chain);
    }
  }

  private static boolean positive(Map<?, Long> pots) {
    return pots.values().stream().allMatch(points -> points > 0);
  }

  private static long sum(Map<?, Long> pots) {
    return pots.values().stream().reduce(0L, Math::addExact);
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
