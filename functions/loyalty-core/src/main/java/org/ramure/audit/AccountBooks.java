// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.audit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramure.audit.Difference.Kind;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Account.Candidate;
import org.ramure.points.Adjustment;
import org.ramure.points.Pot;
import org.ramure.points.PotCode;
import org.ramure.voucher.Voucher;

/// Everything that is kept of one member's points, as read at one moment.
///
/// @param account empty where there is none, or none that can be read
/// @param due the day for which the index of what is due lists the account
/// @param expired what is kept beside the account of each day's expired points
/// @param ratings of the purchases that the statement is about, as far as there are any
/// @param vouchers those of the account's candidates that exist, by hash
/// @param unreadable items of the account that are not what their keys say
public record AccountBooks(
    MemberId member,
    Optional<Account> account,
    Optional<LocalDate> due,
    Statement statement,
    Map<LocalDate, Long> expired,
    List<Adjustment> adjustments,
    Map<String, Posted> ratings,
    Map<String, Voucher> vouchers,
    List<Difference> unreadable) {

  /// What a rating says of an account.
  ///
  /// @param revision of the rating: raised by every change
  public record Posted(Optional<MemberId> member, long points, long revision) {

    private long to(MemberId owner) {
      return member.filter(owner::equals).isPresent() ? points : 0;
    }
  }

  public AccountBooks {
    expired = Map.copyOf(expired);
    adjustments = List.copyOf(adjustments);
    ratings = Map.copyOf(ratings);
    vouchers = Map.copyOf(vouchers);
    unreadable = List.copyOf(unreadable);
  }

  /// Sorted as {@link Kind} lists them.
  public List<Difference> differences() {
    return Stream.of(
            unreadable.stream(),
            statement.flaws().stream(),
            account.map(this::ofAccount).orElseGet(this::withoutAccount),
            ofExpired(),
            ofPurchases(),
            ofAdjustments())
        .flatMap(found -> found)
        .sorted(Comparator.comparing(Difference::kind).thenComparing(Difference::about))
        .toList();
  }

  /// Whether there is no such account at all.
  public boolean isEmpty() {
    return account.isEmpty() && statement.last() == 0 && unreadable.isEmpty();
  }

  private Stream<Difference> withoutAccount() {
    return unreadable.isEmpty() && statement.last() > 0
        ? Stream.of(new Difference(Kind.ACCOUNT_MISSING, "account", statement.last(), 0))
        : Stream.empty();
  }

  private Stream<Difference> ofAccount(Account a) {
    var differences = new ArrayList<Difference>();
    differences.addAll(lastEntry(a));
    differences.addAll(
        points(Kind.AVAILABLE_DIFFERS, Pot.Available.class, a.lots(), Pot.Available::new));
    differences.addAll(points(Kind.PENDING_DIFFERS, Pot.Pending.class, a.pending(), pot -> pot));
    differences.addAll(
        Difference.between(Kind.DEBT_DIFFERS, "debt", -statement.total(Pot.Debt.class), a.debt()));
    differences.addAll(conservation(a));
    differences.addAll(
        Difference.between(
            Kind.MINTED_DIFFERS, "vouchers", statement.minted(), a.vouchersMinted()));
    a.candidates().forEach(candidate -> differences.addAll(candidate(candidate)));
    differences.addAll(firstPurchase(a));
    differences.addAll(dueDay(a));
    return differences.stream();
  }

  private List<Difference> lastEntry(Account a) {
    if (a.sequence() != statement.last()) {
      return List.of(
          new Difference(Kind.LAST_ENTRY_DIFFERS, "account", statement.last(), a.sequence()));
    }
    return a.chain().equals(statement.chain())
        ? List.of()
        : List.of(Difference.surplus(Kind.ENTRY_CHANGED, String.valueOf(statement.last())));
  }

  private <K> List<Difference> points(
      Kind kind, Class<? extends Pot> pots, Map<K, Long> stored, Function<K, Pot> pot) {
    var found = new HashMap<String, Long>();
    stored.forEach((key, points) -> found.put(PotCode.of(pot.apply(key)), points));
    return sums(kind, told(pots), found);
  }

  private Map<String, Long> told(Class<? extends Pot> kind) {
    return statement.pots().entrySet().stream()
        .filter(pot -> kind.isInstance(pot.getKey()))
        .collect(Collectors.toMap(pot -> PotCode.of(pot.getKey()), Map.Entry::getValue));
  }

  private static List<Difference> sums(
      Kind kind, Map<String, Long> expected, Map<String, Long> found) {
    var keys = new TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    return keys.stream()
        .flatMap(
            key ->
                Difference.between(
                    kind, key, expected.getOrDefault(key, 0L), found.getOrDefault(key, 0L))
                    .stream())
        .toList();
  }

  /// Invariant I3: what came in is somewhere. Balances are those that are stored, and what only
  /// the history knows comes from there.
  private List<Difference> conservation(Account a) {
    long cameIn =
        -statement.total(Pot.Earned.class)
            - statement.total(Pot.Adjusted.class)
            - statement.total(Pot.Gesture.class);
    long somewhere =
        a.available()
            + a.pendingTotal()
            - a.debt()
            + statement.total(Pot.Spent.class)
            + expired.values().stream().mapToLong(Long::longValue).sum()
            + statement.total(Pot.Reversed.class);
    return Difference.between(Kind.NOT_CONSERVED, "all pots", cameIn, somewhere);
  }

  private List<Difference> candidate(Candidate candidate) {
    var voucher = Optional.ofNullable(vouchers.get(candidate.hash()));
    if (voucher.isEmpty()) {
      return List.of(Difference.missing(Kind.CANDIDATE_WITHOUT_VOUCHER, candidate.id()));
    }
    boolean same =
        voucher
            .filter(v -> v.id().equals(candidate.id()))
            .filter(v -> v.member().equals(member))
            .filter(v -> v.paidWith().equals(candidate.paidWith()))
            .isPresent();
    return same ? List.of() : List.of(Difference.surplus(Kind.CANDIDATE_DIFFERS, candidate.id()));
  }

  private List<Difference> firstPurchase(Account a) {
    return a
        .standing()
        .firstPurchase()
        .filter(purchase -> !statement.purchases().containsKey(purchase))
        .map(purchase -> Difference.surplus(Kind.FIRST_PURCHASE_UNKNOWN, purchase))
        .stream()
        .toList();
  }

  /// What the programme gives for points may have changed since the account was written, and moves
  /// its day forward only: what happens by time alone must be found by then.
  private List<Difference> dueDay(Account a) {
    return a
        .dueDay(Optional.empty())
        .filter(day -> due.map(listed -> listed.isAfter(day)).orElse(true))
        .map(
            day ->
                new Difference(
                    Kind.NOT_DUE,
                    day.toString(),
                    day.toEpochDay(),
                    due.map(LocalDate::toEpochDay).orElse(0L)))
        .stream()
        .toList();
  }

  private Stream<Difference> ofExpired() {
    var found = new HashMap<String, Long>();
    expired.forEach((day, points) -> found.put(PotCode.of(new Pot.Expired(day)), points));
    return sums(Kind.EXPIRED_DIFFERS, told(Pot.Expired.class), found).stream();
  }

  private Stream<Difference> ofPurchases() {
    return statement.purchases().entrySet().stream()
        .flatMap(
            purchase ->
                Optional.ofNullable(ratings.get(purchase.getKey()))
                    .map(rating -> posted(purchase.getKey(), rating, purchase.getValue()))
                    .orElseGet(
                        () ->
                            List.of(
                                Difference.missing(
                                    Kind.PURCHASE_WITHOUT_RATING, purchase.getKey())))
                    .stream());
  }

  private List<Difference> posted(String purchase, Posted rating, long booked) {
    return Difference.between(Kind.POSTED_DIFFERS, purchase, rating.to(member), booked);
  }

  private Stream<Difference> ofAdjustments() {
    var agreed = new HashMap<String, Long>();
    adjustments.stream()
        .filter(a -> a.state() instanceof Adjustment.Posted)
        .forEach(a -> agreed.put(a.subject(), a.points()));
    return sums(Kind.ADJUSTMENT_DIFFERS, agreed, statement.adjustments()).stream();
  }
}
