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
///
/// An order and a use of the voucher belong together when the use names the order, or was made
/// under the order's basket or document id. Where neither side knows the other (a shop that tells
/// no basket), a paid order takes a use of its source for its own; a cancelled one does not,
/// because freeing somebody else's use would let the voucher be used twice. A voucher that was
/// given back for an order is never used by it again, whoever asks.
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

  /// An order's claim on a voucher it cannot have, waiting for it to come free.
  public record Conflict(
      String source, String documentId, long amountMinor, Instant since, boolean open) {

    private Conflict closed() {
      return new Conflict(source, documentId, amountMinor, since, false);
    }
  }

  public sealed interface Action {}

  /// They agree already.
  public record Nothing() implements Action {}

  /// The voucher's next state, no points touched: taken by the order, bound to it, or its keys
  /// closed.
  public record Write(Voucher next) implements Action {}

  /// The order names a voucher it cannot have. To be written only while the order's rating is still
  /// the one that asked: a stale reader must not raise it.
  public record Raise(Voucher next, Conflict conflict) implements Action {}

  /// The order's waiting claim ends: given up, or met because the voucher is its own now.
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
    var waiting = mine.filter(Conflict::open);
    return usedBy(voucher, order, now)
        .map(used -> had(voucher, used, waiting))
        .orElseGet(() -> missed(voucher, order, waiting, now));
  }

  /// The order has the voucher.
  private static Action had(Voucher voucher, Redeemed used, Optional<Conflict> waiting) {
    if (waiting.isPresent()) {
      return closed(voucher.as(used), waiting.get());
    }
    return used.equals(voucher.state()) ? new Nothing() : new Write(voucher.as(used));
  }

  /// The order cannot have it, and waits.
  private static Action missed(
      Voucher voucher, Naming order, Optional<Conflict> waiting, Instant now) {
    if (waiting.isPresent()) {
      return new Nothing();
    }
    var conflict = new Conflict(order.source(), order.documentId(), order.amountMinor(), now, true);
    return new Raise(voucher.withOpenConflicts(voucher.openConflicts() + 1), conflict);
  }

  /// How the order uses the voucher; empty when it cannot. A reservation does not hinder it, by
  /// whatever basket.
  private static Optional<Redeemed> usedBy(Voucher voucher, Naming order, Instant now) {
    if (isClosedFor(voucher, order)) {
      return Optional.empty();
    }
    return switch (voucher.state()) {
      case Redeemed used ->
          Party.of(used.redemption()).mayBe(order)
              ? Optional.of(bound(used.redemption(), order))
              : Optional.empty();
      case Voucher.Issued s -> taken(voucher, order, now);
      case Reserved s -> taken(voucher, order, now);
      case Voucher.Expired s -> Optional.empty();
      case Voucher.Cancelled s -> Optional.empty();
    };
  }

  private static Optional<Redeemed> taken(Voucher voucher, Naming order, Instant now) {
    return voucher.expiredUnused(now)
        ? Optional.empty()
        : Optional.of(new Redeemed(redemption(voucher, order, now)));
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
    var claim = mine.filter(Conflict::open);
    if (claim.isPresent()) {
      return closed(close(voucher, closing(order, Optional.empty())), claim.get());
    }
    if (voucher.state() instanceof Redeemed used && Party.of(used.redemption()).is(order)) {
      var keys = closing(order, Optional.of(used.redemption().key()));
      return freed(close(voucher, keys), waiting, now, zone).action();
    }
    if (voucher.state() instanceof Reserved held && Party.of(held).is(order)) {
      var keys = closing(order, Optional.of(held.reservation().key()));
      return new Write(close(voucher, keys).as(new Voucher.Issued()));
    }
    var closed = close(voucher, closing(order, Optional.empty()));
    return closed.equals(voucher) ? new Nothing() : new Write(closed);
  }

  /// Staff takes a use back: refused while a paid order names the voucher.
  public static Optional<Action> reverse(
      Voucher voucher, Redemption used, List<Conflict> waiting, Instant now, ZoneId zone) {
    if (used.confirmed()) {
      return Optional.empty();
    }
    return Optional.of(freed(close(voucher, keys(used)), waiting, now, zone).action());
  }

  /// The same where a paid order names the voucher and staff insists.
  public static Action takeFrom(
      Voucher voucher, Redemption used, List<Conflict> waiting, Instant now, ZoneId zone) {
    var order =
        used.purchase().orElseThrow(() -> new IllegalStateException("no order to take it from"));
    var claim = new Conflict(used.source(), order, voucher.amount().minor(), now, true);
    var claimed = close(voucher, keys(used)).withOpenConflicts(voucher.openConflicts() + 1);
    var freed = freed(claimed, waiting, now, zone);
    return new TakeFrom(freed.next(), claim, freed.to());
  }

  private static List<String> keys(Redemption used) {
    return Stream.concat(
            Stream.of(ClosedKey.basket(used.source(), used.key())),
            used.purchase().stream().map(p -> ClosedKey.purchase(used.source(), p)))
        .toList();
  }

  /// @param to whose claim was met, and closed
  private record Freed(Voucher next, Optional<Conflict> to) {

    Action action() {
      return to.<Action>map(claim -> new HandOver(next, claim)).orElseGet(() -> new GiveBack(next));
    }
  }

  /// Free for everybody, or handed to the order that has waited longest and may still have it.
  private static Freed freed(Voucher voucher, List<Conflict> waiting, Instant now, ZoneId zone) {
    var valid = extended(voucher, now, zone);
    return waiting.stream()
        .filter(c -> !isClosedFor(voucher, c.source(), c.documentId()))
        .findFirst()
        .map(c -> handedOver(valid, c, now))
        .orElseGet(() -> new Freed(valid.as(new Voucher.Issued()), Optional.empty()));
  }

  private static Freed handedOver(Voucher voucher, Conflict to, Instant now) {
    var redemption =
        new Redemption(
            to.documentId(),
            to.source(),
            Optional.empty(),
            Optional.of(to.documentId()),
            to.amountMinor(),
            now,
            true);
    var next = voucher.as(new Redeemed(redemption)).withOpenConflicts(voucher.openConflicts() - 1);
    return new Freed(next, Optional.of(to.closed()));
  }

  private static Action closed(Voucher voucher, Conflict claim) {
    return new CloseConflict(
        voucher.withOpenConflicts(voucher.openConflicts() - 1), claim.closed());
  }

  /// Who holds or used the voucher.
  private record Party(String source, String key, Optional<String> purchase) {

    static Party of(Redemption used) {
      return new Party(used.source(), used.key(), used.purchase());
    }

    static Party of(Reserved held) {
      var reservation = held.reservation();
      return new Party(reservation.source(), reservation.key(), reservation.purchase());
    }

    /// It names the order, or names none and has its basket or document id for a key.
    boolean is(Naming order) {
      return source.equals(order.source())
          && purchase.map(order.documentId()::equals).orElseGet(() -> hasKeyOf(order));
    }

    private boolean hasKeyOf(Naming order) {
      return key.equals(order.documentId()) || order.basket().equals(Optional.of(key));
    }

    /// It is, or neither side knows the other.
    boolean mayBe(Naming order) {
      return is(order)
          || (source.equals(order.source()) && purchase.isEmpty() && order.basket().isEmpty());
    }
  }

  private static boolean isClosedFor(Voucher voucher, Naming order) {
    return isClosedFor(voucher, order.source(), order.documentId());
  }

  private static boolean isClosedFor(Voucher voucher, String source, String documentId) {
    return voucher.closedKeys().contains(ClosedKey.purchase(source, documentId));
  }

  private static Redemption redemption(Voucher voucher, Naming order, Instant now) {
    return new Redemption(
        key(voucher, order),
        order.source(),
        order.store(),
        Optional.of(order.documentId()),
        order.basketMinor(),
        now,
        true);
  }

  /// Under which the checkout may ask again and learn that the voucher is its own: the
  /// reservation's where it is, or may be, the order's, else the basket. Never one that was given
  /// back, and never another basket's: that one would be told it had paid with the voucher.
  private static String key(Voucher voucher, Naming order) {
    var key =
        voucher.state() instanceof Reserved held && Party.of(held).mayBe(order)
            ? held.reservation().key()
            : order.basket().orElse(order.documentId());
    return voucher.closedKeys().contains(ClosedKey.basket(order.source(), key))
        ? order.documentId()
        : key;
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

  private static List<String> closing(Naming order, Optional<String> usedKey) {
    return Stream.of(
            Stream.of(
                ClosedKey.purchase(order.source(), order.documentId()),
                ClosedKey.basket(order.source(), order.documentId())),
            order.basket().stream().map(b -> ClosedKey.basket(order.source(), b)),
            usedKey.stream().map(k -> ClosedKey.basket(order.source(), k)))
        .flatMap(keys -> keys)
        .distinct()
        .toList();
  }

  /// The names closed last stand last; those closed longest ago are forgotten first.
  private static Voucher close(Voucher voucher, List<String> keys) {
    if (voucher.closedKeys().containsAll(keys)) {
      return voucher;
    }
    var closed = new ArrayList<>(voucher.closedKeys());
    closed.removeAll(keys);
    closed.addAll(keys);
    int surplus = Math.max(0, closed.size() - Voucher.MAX_CLOSED_KEYS);
    return voucher.closedFor(closed.subList(surplus, closed.size()));
  }

  private static Voucher extended(Voucher voucher, Instant now, ZoneId zone) {
    var least = LocalDate.ofInstant(now, zone).plusDays(Voucher.DAYS_AFTER_GIVE_BACK);
    return voucher.lastDay().isAfter(least) ? voucher : voucher.validUntil(least);
  }
}
