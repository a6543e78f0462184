// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.voucher.Voucher.Redeemed;
import org.ramure.voucher.Voucher.Redemption;
import org.ramure.voucher.Voucher.Reserved;

/// Makes a voucher agree with an order that names it, or no longer does. Decided on the voucher as
/// read; the table writes it on condition that the voucher is still at that revision, else reads
/// and decides again.
public final class Agreement {

  private Agreement() {}

  /// The order, as far as vouchers are concerned.
  ///
  /// @param basket the checkout's key, where the order tells it
  /// @param basketMinor eligible total of the order
  /// @param amountMinor what the order says the voucher paid
  public record Naming(
      String source,
      String documentId,
      Optional<String> store,
      Optional<String> basket,
      long basketMinor,
      long amountMinor) {}

  /// Another order's claim on a voucher that was used elsewhere, waiting for it to come free.
  public record Conflict(
      String source, String documentId, long amountMinor, Instant since, boolean open) {}

  public sealed interface Action {}

  /// They agree already.
  public record Nothing() implements Action {}

  /// The voucher's next state, no points touched: taken by the order, bound to it, or its keys
  /// closed.
  public record Write(Voucher next) implements Action {}

  /// The order names a voucher it cannot have. To be written only while the order's rating is still
  /// the one that asked: a stale reader must not raise it.
  public record Raise(Voucher next, Conflict conflict) implements Action {}

  /// The order gave up a claim that was waiting.
  public record CloseConflict(Voucher next, Conflict closed) implements Action {}

  /// The voucher is usable again: goes with an entry in the member's ledger.
  public record GiveBack(Voucher next) implements Action {}

  /// The voucher passes from this order to the one that waited longest: also with an entry.
  public record HandOver(Voucher next, Conflict to) implements Action {}

  /// Staff took the voucher from a paid order that names it. The order's claim is kept as a
  /// conflict; the voucher is free, or passes to the one that waited longest before.
  public record TakeFrom(Voucher next, Conflict from, Optional<Conflict> to) implements Action {}

  /// The order is paid and names the voucher: the shop has taken the money.
  ///
  /// @param mine this order's own conflict on the voucher, if there is one
  public static Action use(Voucher voucher, Naming order, Optional<Conflict> mine, Instant now) {
    if (voucher.state() instanceof Redeemed used) {
      return useRedeemed(voucher, used.redemption(), order, mine, now);
    }
    boolean usable =
        !voucher.closedKeys().contains(purchaseKey(order))
            && !(voucher.state() instanceof Voucher.Cancelled)
            && !(voucher.state() instanceof Voucher.Expired)
            && !voucher.expiredUnused(now);
    return usable
        ? new Write(voucher.as(new Redeemed(redemption(voucher, order, now))))
        : raise(voucher, order, mine, now);
  }

  private static Action useRedeemed(
      Voucher voucher, Redemption used, Naming order, Optional<Conflict> mine, Instant now) {
    if (isBy(used, order)) {
      return used.confirmed() ? new Nothing() : new Write(voucher.as(bound(used, order)));
    }
    boolean bindable =
        used.purchase().isEmpty()
            && used.source().equals(order.source())
            && (order.basket().isEmpty() || used.key().equals(order.basket().get()));
    return bindable ? new Write(voucher.as(bound(used, order))) : raise(voucher, order, mine, now);
  }

  private static Action raise(Voucher voucher, Naming order, Optional<Conflict> mine, Instant now) {
    if (mine.map(Conflict::open).orElse(false)) {
      return new Nothing();
    }
    var conflict = new Conflict(order.source(), order.documentId(), order.amountMinor(), now, true);
    return new Raise(voucher.withOpenConflicts(voucher.openConflicts() + 1), conflict);
  }

  /// The order is cancelled, wholly returned, or no longer names the voucher. Its keys are closed
  /// for good, also where its redemption was never seen: a late retry must not burn the voucher.
  ///
  /// @param waiting open conflicts of other orders, the oldest first
  public static Action giveBack(
      Voucher voucher,
      Naming order,
      Optional<Conflict> mine,
      List<Conflict> waiting,
      Instant now,
      ZoneId zone) {
    if (voucher.state() instanceof Redeemed used && belongsTo(used.redemption(), order)) {
      var keys = closing(order, Optional.of(used.redemption().key()));
      return waiting.isEmpty()
          ? new GiveBack(freed(close(voucher, keys), now, zone))
          : handOver(close(voucher, keys), waiting.getFirst(), now, zone);
    }
    if (mine.map(Conflict::open).orElse(false)) {
      var m = mine.get();
      var closed = new Conflict(m.source(), m.documentId(), m.amountMinor(), m.since(), false);
      var next = close(voucher, closing(order, Optional.empty()));
      return new CloseConflict(next.withOpenConflicts(voucher.openConflicts() - 1), closed);
    }
    if (voucher.state() instanceof Reserved held && holdsFor(held, order)) {
      var keys = closing(order, Optional.of(held.reservation().key()));
      return new Write(close(voucher, keys).as(new Voucher.Issued()));
    }
    var closed = close(voucher, closing(order, Optional.empty()));
    return closed.closedKeys().equals(voucher.closedKeys()) ? new Nothing() : new Write(closed);
  }

  /// Staff takes a use back: refused while a paid order names the voucher.
  public static Optional<Action> reverse(
      Voucher voucher, Redemption used, List<Conflict> waiting, Instant now, ZoneId zone) {
    if (used.confirmed()) {
      return Optional.empty();
    }
    var keys =
        Stream.concat(
                Stream.of(ClosedKey.basket(used.source(), used.key())),
                used.purchase().stream().map(p -> ClosedKey.purchase(used.source(), p)))
            .toList();
    var closed = close(voucher, keys);
    return Optional.of(
        waiting.isEmpty()
            ? new GiveBack(freed(closed, now, zone))
            : handOver(closed, waiting.getFirst(), now, zone));
  }

  /// The same where a paid order names the voucher and staff insists.
  public static Action takeFrom(
      Voucher voucher, Redemption used, List<Conflict> waiting, Instant now, ZoneId zone) {
    var order =
        used.purchase().orElseThrow(() -> new IllegalStateException("no order to take it from"));
    var claim = new Conflict(used.source(), order, voucher.amount().minor(), now, true);
    var keys =
        List.of(
            ClosedKey.basket(used.source(), used.key()), ClosedKey.purchase(used.source(), order));
    var closed = close(voucher, keys).withOpenConflicts(voucher.openConflicts() + 1);
    if (waiting.isEmpty()) {
      return new TakeFrom(freed(closed, now, zone), claim, Optional.empty());
    }
    var over = handOver(closed, waiting.getFirst(), now, zone);
    return new TakeFrom(over.next(), claim, Optional.of(over.to()));
  }

  private static HandOver handOver(Voucher voucher, Conflict to, Instant now, ZoneId zone) {
    var redemption =
        new Redemption(
            to.documentId(),
            to.source(),
            Optional.empty(),
            Optional.of(to.documentId()),
            to.amountMinor(),
            now,
            true);
    var next = extended(voucher.as(new Redeemed(redemption)), now, zone);
    var closed = new Conflict(to.source(), to.documentId(), to.amountMinor(), to.since(), false);
    return new HandOver(next.withOpenConflicts(voucher.openConflicts() - 1), closed);
  }

  private static Voucher freed(Voucher voucher, Instant now, ZoneId zone) {
    return extended(voucher.as(new Voucher.Issued()), now, zone);
  }

  /// Named by document, or redeemed under the order's own document id or basket.
  private static boolean isBy(Redemption used, Naming order) {
    return used.source().equals(order.source())
        && used.purchase().map(p -> p.equals(order.documentId())).orElse(matchesKey(used, order));
  }

  private static boolean matchesKey(Redemption used, Naming order) {
    return used.key().equals(order.documentId())
        || order.basket().map(b -> b.equals(used.key())).orElse(false);
  }

  private static boolean belongsTo(Redemption used, Naming order) {
    return isBy(used, order);
  }

  private static boolean holdsFor(Reserved held, Naming order) {
    var r = held.reservation();
    return r.source().equals(order.source())
        && (r.key().equals(order.documentId())
            || order.basket().map(b -> b.equals(r.key())).orElse(false)
            || r.purchase().map(p -> p.equals(order.documentId())).orElse(false));
  }

  private static Redemption redemption(Voucher voucher, Naming order, Instant now) {
    var key =
        voucher.state() instanceof Reserved held
                && held.reservation().source().equals(order.source())
            ? held.reservation().key()
            : order.basket().orElse(order.documentId());
    return new Redemption(
        key,
        order.source(),
        order.store(),
        Optional.of(order.documentId()),
        order.basketMinor(),
        now,
        true);
  }

  private static Redeemed bound(Redemption used, Naming order) {
    return new Redeemed(
        new Redemption(
            used.key(),
            used.source(),
            used.store(),
            Optional.of(order.documentId()),
            used.basketMinor(),
            used.at(),
            true));
  }

  private static String purchaseKey(Naming order) {
    return ClosedKey.purchase(order.source(), order.documentId());
  }

  private static List<String> closing(Naming order, Optional<String> usedKey) {
    return Stream.of(
            Stream.of(purchaseKey(order), ClosedKey.basket(order.source(), order.documentId())),
            order.basket().stream().map(b -> ClosedKey.basket(order.source(), b)),
            usedKey.stream().map(k -> ClosedKey.basket(order.source(), k)))
        .flatMap(keys -> keys)
        .distinct()
        .toList();
  }

  private static Voucher close(Voucher voucher, List<String> keys) {
    var closed = new ArrayList<>(voucher.closedKeys());
    keys.stream().filter(k -> !closed.contains(k)).forEach(closed::add);
    int surplus = Math.max(0, closed.size() - Voucher.MAX_CLOSED_KEYS);
    return voucher.closedFor(closed.subList(surplus, closed.size()));
  }

  private static Voucher extended(Voucher voucher, Instant now, ZoneId zone) {
    var least = LocalDate.ofInstant(now, zone).plusDays(Voucher.DAYS_AFTER_GIVE_BACK);
    return voucher.lastDay().isAfter(least) ? voucher : voucher.validUntil(least);
  }
}
