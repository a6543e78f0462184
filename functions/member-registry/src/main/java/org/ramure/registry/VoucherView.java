// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.ramure.voucher.Voucher;

/// A voucher that can still be used.
///
/// @param state ISSUED or RESERVED: a basket holds it at the moment
/// @param code whole, for the member only
record VoucherView(
    String id,
    String kind,
    String state,
    long amountMinor,
    String currency,
    long minimumBasketMinor,
    LocalDate firstDay,
    LocalDate lastDay,
    String last4,
    Optional<String> code) {

  static VoucherView of(Voucher voucher, Instant now, Optional<String> code) {
    return new VoucherView(
        voucher.id(),
        voucher.kind().name(),
        voucher.free(now) ? "ISSUED" : "RESERVED",
        voucher.amount().minor(),
        voucher.amount().currency().getCurrencyCode(),
        voucher.minimumBasketMinor(),
        voucher.firstDay(),
        voucher.lastDay(),
        voucher.last4(),
        code);
  }
}
