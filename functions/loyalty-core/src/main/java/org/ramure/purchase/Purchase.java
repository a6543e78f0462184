// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ramure.programme.ProgrammeTerms.PointsTerms;
import org.ramure.purchase.Evidence.Cancellation;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Refund;
import org.ramure.purchase.Evidence.Status;
import org.ramure.purchase.Evidence.VoucherUse;

/// One sale as all its evidence together tells it.
///
/// @param order the newest body
/// @param lines as sold, in the order's own order, with what was kept
/// @param cancelled by a cancellation of its own, or by the newest body
/// @param everythingReturned every line went back, by quantity or by money, lines that do not earn
///     included
public record Purchase(
    PurchaseKey key,
    Order order,
    List<KeptLine> lines,
    boolean cancelled,
    boolean everythingReturned) {

  /// The same instant told twice needs some fixed choice; which one does not matter.
  private static final Comparator<Order> BY_AGE =
      Comparator.comparing(Order::modifiedAt)
          .thenComparing(Order::receivedAt)
          .thenComparing(Order::toString);

  private static final Comparator<Refund> BY_ARRIVAL =
      Comparator.comparing(Refund::receivedAt).thenComparing(Refund::toString);

  public Purchase {
    lines = List.copyOf(lines);
  }

  /// Makes one state of a set of evidence: in whatever order it came, however often it was
  /// repeated, into however many refunds a return was cut. Among bodies the newest by the source's
  /// own modified time wins, among reports of one refund id the one that arrived last.
  ///
  /// @return empty while the sale itself is unknown: refunds and cancellations wait for it
  public static Optional<Purchase> fold(
      PurchaseKey key, Collection<? extends Evidence> evidence, PointsTerms terms) {
    boolean calledOff = evidence.stream().anyMatch(Cancellation.class::isInstance);
    return only(Order.class, evidence).stream()
        .max(BY_AGE)
        .map(order -> fold(key, order, refunds(evidence), calledOff, terms));
  }

  private static Purchase fold(
      PurchaseKey key,
      Order order,
      Collection<Refund> refunds,
      boolean calledOff,
      PointsTerms terms) {
    var kept = Kept.of(order, refunds, terms);
    boolean cancelled = calledOff || order.status() == Status.CANCELLED;
    return new Purchase(key, order, kept.lines(), cancelled, kept.nothingLeft());
  }

  private static Collection<Refund> refunds(Collection<? extends Evidence> evidence) {
    return only(Refund.class, evidence).stream()
        .collect(
            Collectors.toMap(
                Refund::id, refund -> refund, BinaryOperator.maxBy(BY_ARRIVAL), TreeMap::new))
        .values();
  }

  private static <E extends Evidence> List<E> only(
      Class<E> kind, Collection<? extends Evidence> evidence) {
    return evidence.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// Whether the sale can earn at all: paid, and not called off.
  public boolean counts() {
    return order.status() == Status.PAID && !cancelled;
  }

  /// The total of the eligible lines as sold: what a voucher's minimum is measured by, before it
  /// and whatever else pays them.
  public long eligibleSoldMinor() {
    return lines.stream()
        .filter(KeptLine::eligible)
        .mapToLong(kept -> kept.line().netMinor())
        .sum();
  }

  /// The kept total of the lines that may earn.
  public long eligibleKeptMinor() {
    return eligibleKeptMinor(line -> true);
  }

  /// The kept total of the eligible lines among those chosen.
  public long eligibleKeptMinor(Predicate<KeptLine> chosen) {
    return lines.stream()
        .filter(KeptLine::eligible)
        .filter(chosen)
        .mapToLong(KeptLine::keptMinor)
        .sum();
  }

  /// What this purchase wants of every voucher it names or ever named.
  ///
  /// A test order touches no voucher: using one up would cost a member real money, and giving it
  /// back would close the order's key. Only if the test order is called off is a voucher that it
  /// really took set free again.
  ///
  /// @param namedBefore vouchers named by earlier revisions of the order
  public Map<String, VoucherWish> voucherWishes(Set<String> namedBefore) {
    var named = order.vouchers().stream().map(VoucherUse::voucher).collect(toSet());
    var all = new LinkedHashSet<>(named);
    all.addAll(namedBefore);
    return all.stream()
        .collect(
            Collectors.toMap(
                voucher -> voucher,
                voucher -> wish(named.contains(voucher)),
                (first, second) -> first,
                TreeMap::new));
  }

  private VoucherWish wish(boolean stillNamed) {
    if (cancelled) {
      return VoucherWish.GIVEN_BACK;
    }
    return switch (order.status()) {
      case DRAFT, PENDING, TEST -> VoucherWish.UNDECIDED;
      case CANCELLED -> VoucherWish.GIVEN_BACK;
      case PAID -> stillNamed && !everythingReturned ? VoucherWish.USED : VoucherWish.GIVEN_BACK;
    };
  }
}
