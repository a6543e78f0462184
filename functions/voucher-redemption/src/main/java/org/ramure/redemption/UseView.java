// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.VoucherUse;

/// A use as it is answered; a repeat is answered with the same, rebuilt from the item.
///
/// @param id for the calls that follow; none where nothing was held yet
/// @param state ISSUED, RESERVED or REDEEMED
/// @param last4 of the code
/// @param lastDay the day printed on the voucher
/// @param until when the reservation lapses
/// @param lossMinor what the customer loses, where the basket is smaller than the voucher: to be
///     asked before it is used up
record UseView(
    Optional<String> id,
    String state,
    String kind,
    String last4,
    long amountMinor,
    String currency,
    long minimumBasketMinor,
    LocalDate firstDay,
    LocalDate lastDay,
    Optional<Instant> until,
    Optional<Long> lossMinor) {

  /// @param voucher that {@code id} reserved or redeemed
  static UseView of(UseId id, Voucher voucher) {
    return switch (voucher.state()) {
      case Voucher.Reserved held ->
          view(
              voucher,
              Optional.of(id),
              Optional.of(held.reservation().until()),
              Optional.of(held.reservation().basketMinor()));
      case Voucher.Redeemed used ->
          view(
              voucher,
              Optional.of(idOf(id, used.redemption())),
              Optional.empty(),
              Optional.of(used.redemption().basketMinor()));
      case Voucher.Issued _, Voucher.Expired _, Voucher.Cancelled _ ->
          throw new IllegalStateException("neither reserved nor redeemed: " + voucher.id());
    };
  }

  /// A voucher that could be used: nobody's, or held by the very basket that asks.
  static UseView usable(Voucher voucher, Optional<Basket> basket, Instant now) {
    return view(
        voucher.free(now) ? voucher.as(new Voucher.Issued()) : voucher,
        Optional.empty(),
        Optional.empty(),
        basket.map(Basket::eligibleTotalMinor));
  }

  /// An order that was faster may have used it under a key of its own.
  private static UseId idOf(UseId asked, Voucher.Redemption used) {
    return new UseId(asked.voucherHash(), used.source(), used.store(), used.key());
  }

  private static UseView view(
      Voucher voucher, Optional<UseId> id, Optional<Instant> until, Optional<Long> basketMinor) {
    return new UseView(
        id.map(UseId::text),
        state(voucher.state()),
        voucher.kind().name(),
        voucher.last4(),
        voucher.amount().minor(),
        voucher.amount().currency().getCurrencyCode(),
        voucher.minimumBasketMinor(),
        voucher.firstDay(),
        voucher.lastDay(),
        until,
        basketMinor.map(total -> VoucherUse.lossMinor(voucher, total)).filter(loss -> loss > 0));
  }

  private static String state(Voucher.State state) {
    return switch (state) {
      case Voucher.Issued _ -> "ISSUED";
      case Voucher.Reserved _ -> "RESERVED";
      case Voucher.Redeemed _ -> "REDEEMED";
      case Voucher.Expired _ -> "EXPIRED";
      case Voucher.Cancelled _ -> "CANCELLED";
    };
  }
}
