// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import java.time.Duration;
import java.util.Optional;
import org.ramure.voucher.Voucher.Issued;
import org.ramure.voucher.Voucher.Redeemed;
import org.ramure.voucher.Voucher.Redemption;
import org.ramure.voucher.Voucher.Reservation;
import org.ramure.voucher.Voucher.Reserved;
import org.ramure.voucher.Voucher.State;

/// Using a voucher, decided purely. The table decides the same by one conditional write and comes
/// here only to name what its condition refused (a test holds the two together).
public final class VoucherUse {

  private VoucherUse() {}

  public sealed interface Outcome {}

  /// The voucher's next state.
  public record Accepted(State next) implements Outcome {}

  /// The same command with the same content came before: the first answer, nothing is written.
  public record Repeated(State first) implements Outcome {}

  /// The same basket with other content: nothing changes.
  public record KeyReused() implements Outcome {}

  /// There is nothing to release.
  public record NothingHeld() implements Outcome {}

  public record Refused(Refusal why) implements Outcome {}

  /// Holds the voucher for a basket.
  public static Outcome reserve(Voucher voucher, Use use, Duration hold) {
    if (voucher.state() instanceof Reserved held && holdsNow(held, use)) {
      return sameContent(held.reservation(), use) ? new Repeated(held) : new KeyReused();
    }
    return usable(voucher, use, false)
        .<Outcome>map(Refused::new)
        .orElseGet(() -> new Accepted(reserved(use, hold)));
  }

  /// Holds it longer; also takes it back after one's own hold lapsed, while nobody else has it.
  public static Outcome renew(Voucher voucher, Use use, Duration hold) {
    return usable(voucher, use, isOwn(voucher, use))
        .<Outcome>map(Refused::new)
        .orElseGet(() -> new Accepted(reserved(use, hold)));
  }

  /// Uses it up: the commit of a reservation and the single step of a till alike.
  public static Outcome redeem(Voucher voucher, Use use) {
    if (voucher.state() instanceof Redeemed used && isSameUse(used.redemption(), use)) {
      return sameContent(used.redemption(), use) ? new Repeated(used) : new KeyReused();
    }
    return usable(voucher, use, isOwn(voucher, use))
        .or(() -> loss(voucher, use))
        .<Outcome>map(Refused::new)
        .orElseGet(() -> new Accepted(redeemed(use)));
  }

  private static Optional<Refusal> loss(Voucher voucher, Use use) {
    long lossMinor = lossMinor(voucher, use.basketMinor());
    return lossMinor == 0 || use.acceptsLoss()
        ? Optional.empty()
        : Optional.of(new Refusal.LossNotAccepted(lossMinor));
  }

  /// Lets it go.
  public static Outcome release(Voucher voucher, Use use) {
    return switch (voucher.state()) {
      case Reserved held when isOwn(voucher, use) -> new Accepted(new Issued());
      case Redeemed used when isSameUse(used.redemption(), use) ->
          new Refused(new Refusal.AlreadyRedeemed(used.redemption()));
      case Reserved held -> new NothingHeld();
      case Redeemed used -> new NothingHeld();
      case Issued s -> new NothingHeld();
      case Voucher.Expired s -> new NothingHeld();
      case Voucher.Cancelled s -> new NothingHeld();
    };
  }

  /// What {@link #reserve} or {@link #renew} would refuse; nothing is held.
  public static Optional<Refusal> check(Voucher voucher, Use use) {
    return usable(voucher, use, isOwn(voucher, use));
  }

  /// Why it cannot be used now; empty when it can. The order is the published precedence.
  ///
  /// @param own whether the basket asks about its own reservation, which survives midnight by
  ///     {@link Use#GRACE}
  public static Optional<Refusal> usable(Voucher voucher, Use use, boolean own) {
    if (closedFor(voucher, use)) {
      return Optional.of(new Refusal.GivenBack());
    }
    if (voucher.state() instanceof Redeemed used) {
      return Optional.of(new Refusal.AlreadyRedeemed(used.redemption()));
    }
    if (voucher.state() instanceof Voucher.Cancelled) {
      return Optional.of(new Refusal.Cancelled());
    }
    var today = own ? use.earliestTodayInGrace() : use.earliestToday();
    if (voucher.state() instanceof Voucher.Expired || voucher.lastDay().isBefore(today)) {
      return Optional.of(new Refusal.Expired(voucher.lastDay()));
    }
    if (voucher.firstDay().isAfter(use.latestToday())) {
      return Optional.of(new Refusal.NotYetValid(voucher.firstDay()));
    }
    if (!own && !voucher.free(use.now()) && voucher.state() instanceof Reserved held) {
      var r = held.reservation();
      return Optional.of(new Refusal.ReservedElsewhere(r.source(), r.store(), r.until()));
    }
    if (use.basketMinor() < voucher.minimumBasketMinor()) {
      return Optional.of(new Refusal.BasketTooSmall(voucher.minimumBasketMinor()));
    }
    return Optional.empty();
  }

  /// How much of the voucher this basket would lose.
  public static long lossMinor(Voucher voucher, long basketMinor) {
    return Math.max(0, voucher.amount().minor() - basketMinor);
  }

  static boolean isOwn(Voucher voucher, Use use) {
    return voucher.state() instanceof Reserved held
        && held.reservation().key().equals(use.key())
        && held.reservation().source().equals(use.source());
  }

  private static boolean holdsNow(Reserved held, Use use) {
    return held.reservation().key().equals(use.key())
        && held.reservation().source().equals(use.source())
        && !held.reservation().lapsed(use.now());
  }

  /// By its own key, or by naming its purchase: whoever wrote it.
  private static boolean isSameUse(Redemption used, Use use) {
    return used.source().equals(use.source())
        && (used.key().equals(use.key())
            || (use.purchase().isPresent() && use.purchase().equals(used.purchase())));
  }

  private static boolean closedFor(Voucher voucher, Use use) {
    return voucher.closedKeys().contains(ClosedKey.basket(use.source(), use.key()))
        || use.purchase()
            .map(p -> voucher.closedKeys().contains(ClosedKey.purchase(use.source(), p)))
            .orElse(false);
  }

  private static boolean sameContent(Reservation first, Use use) {
    return first.store().equals(use.store())
        && first.purchase().equals(use.purchase())
        && first.basketMinor() == use.basketMinor();
  }

  /// A purchase bound since by the order itself is not other content, nor is a caller that does not
  /// know it; a redemption the order made has no store and no basket total to compare.
  private static boolean sameContent(Redemption first, Use use) {
    boolean samePurchase =
        first.purchase().isEmpty()
            || use.purchase().isEmpty()
            || first.purchase().equals(use.purchase());
    return samePurchase
        && (first.confirmed()
            || (first.store().equals(use.store()) && first.basketMinor() == use.basketMinor()));
  }

  /// The state of a voucher that {@code use} holds from now on.
  public static Reserved reserved(Use use, Duration hold) {
    return new Reserved(
        new Reservation(
            use.key(),
            use.source(),
            use.store(),
            use.purchase(),
            use.basketMinor(),
            use.now(),
            use.now().plus(hold)));
  }

  /// The state of a voucher that {@code use} used up.
  public static Redeemed redeemed(Use use) {
    return new Redeemed(
        new Redemption(
            use.key(),
            use.source(),
            use.store(),
            use.purchase(),
            use.basketMinor(),
            use.now(),
            false));
  }
}
