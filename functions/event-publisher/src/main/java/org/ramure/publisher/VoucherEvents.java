// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.event.EventType;
import org.ramure.table.Image;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.Voucher.Cancelled;
import org.ramure.voucher.Voucher.Expired;
import org.ramure.voucher.Voucher.Issued;
import org.ramure.voucher.Voucher.Redeemed;
import org.ramure.voucher.Voucher.Redemption;
import org.ramure.voucher.Voucher.Reservation;
import org.ramure.voucher.Voucher.Reserved;

/// The life of a voucher, from one state to the next. What changes within a state is told by
/// nobody: that a code was shown, that a purchase turned out to be the one behind a redemption.
final class VoucherEvents {

  private VoucherEvents() {}

  /// @param last4 of its code
  /// @param lastDay counts, as a local day in {@code zone}; a give-back may move it
  /// @param revision a higher one is newer
  /// @param points what was paid for it, where it was minted
  /// @param reservation the one that begins or ends
  /// @param redemption the one that begins or ends
  record Told(
      String voucher,
      String last4,
      String member,
      String kind,
      long amountMinor,
      String currency,
      long minimumBasketMinor,
      LocalDate firstDay,
      LocalDate lastDay,
      String zone,
      long revision,
      Optional<Long> points,
      Optional<Hold> reservation,
      Optional<Use> redemption) {}

  /// @param purchase source and document id in one, where it is known
  /// @param basketMinor eligible total of the basket
  /// @param renewal whether the same basket held it before
  record Hold(
      String source,
      Optional<String> store,
      Optional<String> purchase,
      long basketMinor,
      Instant at,
      Instant until,
      boolean renewal) {

    static Hold of(Reservation r, boolean renewal) {
      var purchase = reference(r.source(), r.purchase());
      return new Hold(r.source(), r.store(), purchase, r.basketMinor(), r.at(), r.until(), renewal);
    }
  }

  /// Who used it, where and when.
  record Use(
      String source,
      Optional<String> store,
      Optional<String> purchase,
      long basketMinor,
      Instant at) {

    static Use of(Redemption r) {
      var purchase = reference(r.source(), r.purchase());
      return new Use(r.source(), r.store(), purchase, r.basketMinor(), r.at());
    }
  }

  private static Optional<String> reference(String source, Optional<String> documentId) {
    return documentId.map(document -> source + "/" + document);
  }

  /// Something that happened to a voucher.
  private record Step(
      EventType type, Optional<Instant> at, Optional<Hold> reservation, Optional<Use> redemption) {

    static Step to(EventType type) {
      return new Step(type, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Step reserved(Reservation r, boolean renewal) {
      var hold = Optional.of(Hold.of(r, renewal));
      return new Step(EventType.VOUCHER_RESERVED, Optional.of(r.at()), hold, Optional.empty());
    }

    static Step released(Reservation r) {
      var hold = Optional.of(Hold.of(r, false));
      return new Step(EventType.VOUCHER_RELEASED, Optional.empty(), hold, Optional.empty());
    }

    static Step redeemed(Redemption r) {
      var use = Optional.of(Use.of(r));
      return new Step(EventType.VOUCHER_REDEEMED, Optional.of(r.at()), Optional.empty(), use);
    }

    static Step givenBack(Redemption r) {
      var use = Optional.of(Use.of(r));
      return new Step(EventType.VOUCHER_GIVEN_BACK, Optional.empty(), Optional.empty(), use);
    }
  }

  static List<CloudEvent> of(Change change, Image.OfVoucher after) {
    var steps =
        change.before() instanceof Image.OfVoucher before
            ? steps(before.voucher().state(), after.voucher().state())
            : Stream.of(Step.to(EventType.VOUCHER_MINTED));
    return steps.map(step -> event(change, after, step)).toList();
  }

  private static Stream<Step> steps(Voucher.State before, Voucher.State after) {
    return switch (after) {
      case Issued _ -> freed(before);
      case Reserved now -> held(before, now);
      case Redeemed now -> used(before, now);
      case Expired _ -> ended(before instanceof Expired, EventType.VOUCHER_EXPIRED);
      case Cancelled _ -> ended(before instanceof Cancelled, EventType.VOUCHER_VOIDED);
    };
  }

  private static Stream<Step> freed(Voucher.State before) {
    return switch (before) {
      case Reserved was -> Stream.of(Step.released(was.reservation()));
      case Redeemed was -> Stream.of(Step.givenBack(was.redemption()));
      case Issued _ -> Stream.of();
      case Expired _ -> Stream.of();
      case Cancelled _ -> Stream.of();
    };
  }

  private static Stream<Step> held(Voucher.State before, Reserved now) {
    if (before.equals(now)) {
      return Stream.of();
    }
    boolean renewal = before instanceof Reserved was && sameBasket(was, now);
    return Stream.of(Step.reserved(now.reservation(), renewal));
  }

  private static boolean sameBasket(Reserved was, Reserved now) {
    return was.reservation().key().equals(now.reservation().key())
        && was.reservation().source().equals(now.reservation().source());
  }

  /// From one order to the next that waited for it: given back and used, in one write.
  private static Stream<Step> used(Voucher.State before, Redeemed now) {
    var redeemed = Step.redeemed(now.redemption());
    if (before instanceof Redeemed was) {
      return sameUse(was, now)
          ? Stream.of()
          : Stream.of(Step.givenBack(was.redemption()), redeemed);
    }
    return Stream.of(redeemed);
  }

  private static boolean sameUse(Redeemed was, Redeemed now) {
    return was.redemption().key().equals(now.redemption().key())
        && was.redemption().source().equals(now.redemption().source())
        && was.redemption().at().equals(now.redemption().at());
  }

  private static Stream<Step> ended(boolean before, EventType type) {
    return before ? Stream.of() : Stream.of(Step.to(type));
  }

  private static CloudEvent event(Change change, Image.OfVoucher after, Step step) {
    var voucher = after.voucher();
    return change.event(
        step.type(),
        Long.toString(voucher.revision()),
        after.programme(),
        voucher.id(),
        step.at().orElse(change.at()),
        told(voucher, step));
  }

  private static Told told(Voucher v, Step step) {
    return new Told(
        v.id(),
        v.last4(),
        v.member().value(),
        v.kind().name(),
        v.amount().minor(),
        v.amount().currency().getCurrencyCode(),
        v.minimumBasketMinor(),
        v.firstDay(),
        v.lastDay(),
        v.zone().getId(),
        v.revision(),
        step.type() == EventType.VOUCHER_MINTED ? Optional.of(paid(v)) : Optional.empty(),
        step.reservation(),
        step.redemption());
  }

  private static long paid(Voucher voucher) {
    return voucher.paidWith().values().stream().reduce(0L, Math::addExact);
  }
}
