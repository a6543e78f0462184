// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.audit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ramure.audit.Difference.Kind;
import org.ramure.points.Entry;
import org.ramure.points.Pot;
import org.ramure.purchase.Posting;
import org.ramure.purchase.VoucherWish;
import org.ramure.voucher.Voucher;

/// Everything that is kept of one voucher, as read at one moment.
///
/// @param waiting how many orders wait for it
/// @param entries of its member that are about it, and those that took goods back; empty where the
///     account has more entries than are searched
/// @param listed whether its member's account lists it as possibly open
/// @param order the rating of the order that has it, where it says so and there is one
public record VoucherBooks(
    Voucher voucher,
    int waiting,
    Optional<List<Entry>> entries,
    boolean listed,
    Optional<Posting> order) {

  public List<Difference> differences() {
    var differences = new ArrayList<Difference>();
    entries.ifPresent(
        told -> {
          differences.addAll(origin(told));
          differences.addAll(end(told));
        });
    if (!voucher.closed() && !listed) {
      differences.add(Difference.missing(Kind.VOUCHER_NOT_LISTED, voucher.id()));
    }
    differences.addAll(use());
    differences.addAll(
        Difference.between(
            Kind.CONFLICTS_MISCOUNTED, voucher.id(), waiting, voucher.openConflicts()));
    return List.copyOf(differences);
  }

  /// One entry says that points have paid for it, or that it was given.
  private List<Difference> origin(List<Entry> told) {
    var origins =
        switch (voucher.kind()) {
          case REWARD -> about(Entry.Kind.MINT, told);
          case BIRTHDAY -> about(Entry.Kind.GIFT, told);
        };
    if (origins.size() != 1) {
      var kind = origins.isEmpty() ? Kind.VOUCHER_NOT_PAID : Kind.VOUCHER_PAID_TWICE;
      return List.of(new Difference(kind, voucher.id(), 1, origins.size()));
    }
    var paid = paid(origins.getFirst());
    return paid.equals(voucher.paidWith())
        ? List.of()
        : List.of(
            new Difference(
                Kind.VOUCHER_PAID_OTHERWISE, voucher.id(), sum(paid), sum(voucher.paidWith())));
  }

  private static Map<LocalDate, Long> paid(Entry mint) {
    var days = new TreeMap<LocalDate, Long>();
    for (var move : mint.moves()) {
      if (move.from() instanceof Pot.Available(LocalDate day)) {
        days.merge(day, move.points(), Math::addExact);
      }
    }
    return days;
  }

  private static long sum(Map<LocalDate, Long> days) {
    return days.values().stream().mapToLong(Long::longValue).sum();
  }

  /// A voucher that expired or was cancelled returned its points, once, and no other did.
  private List<Difference> end(List<Entry> told) {
    int expired = about(Entry.Kind.VOUCHER_EXPIRED, told).size();
    int cancelled = cancellations(told);
    int ends = voucher.state() instanceof Voucher.Expired ? 1 : 0;
    int voids = voucher.state() instanceof Voucher.Cancelled ? 1 : 0;
    var differences = new ArrayList<Difference>();
    differences.addAll(
        Difference.between(Kind.VOUCHER_STATE_DIFFERS, voucher.id() + " expired", expired, ends));
    differences.addAll(
        Difference.between(
            Kind.VOUCHER_STATE_DIFFERS, voucher.id() + " cancelled", cancelled, voids));
    return differences;
  }

  /// The entry that took goods back says which vouchers it cancelled.
  private int cancellations(List<Entry> told) {
    return (int)
        told.stream()
            .filter(entry -> entry.kind() == Entry.Kind.REVERSE)
            .flatMap(entry -> entry.cause().why().stream())
            .filter(reason -> reason.code().equals("taken.voucher"))
            .filter(reason -> voucher.id().equals(reason.facts().get("voucher")))
            .count();
  }

  private List<Entry> about(Entry.Kind kind, List<Entry> told) {
    return told.stream()
        .filter(entry -> entry.kind() == kind)
        .filter(entry -> entry.cause().subject().equals(Optional.of(voucher.id())))
        .toList();
  }

  /// Only a use that an order confirmed can be held against that order; and only where nothing is
  /// left to be done for it.
  private List<Difference> use() {
    boolean confirmed =
        voucher.state() instanceof Voucher.Redeemed(Voucher.Redemption use)
            && use.confirmed()
            && use.purchase().isPresent();
    return confirmed && !order.map(this::mayHaveIt).orElse(false)
        ? List.of(Difference.surplus(Kind.VOUCHER_WITHOUT_ORDER, voucher.id()))
        : List.of();
  }

  private boolean mayHaveIt(Posting posting) {
    var wish = Optional.ofNullable(posting.vouchers().get(voucher.hash()));
    return !posting.agreed() || wish.filter(w -> w != VoucherWish.GIVEN_BACK).isPresent();
  }
}
