// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.ramure.voucher.Agreement.Naming;

/// What people and shops do with one voucher, and what happens to it.
sealed interface Deed {

  /// A basket at a counter or in a web shop.
  record Caller(
      String source,
      String basket,
      Optional<String> store,
      ZoneId zone,
      Optional<String> purchase,
      long minor,
      boolean acceptsLoss) {

    /// What makes a repeat: the same facts from the same basket.
    boolean saysTheSameAs(Caller other) {
      return store.equals(other.store) && purchase.equals(other.purchase) && minor == other.minor;
    }

    Use at(Instant now) {
      return new Use(
          basket, source, store, purchase, minor, acceptsLoss, Vouchers.PARIS, zone, now);
    }
  }

  /// An order of a shop, as its webhook tells it.
  record Order(String source, String document, Optional<String> basket) {

    /// A newer state of an order may tell its basket where an older one did not.
    boolean isSame(Order other) {
      return source.equals(other.source) && document.equals(other.document);
    }

    Naming naming() {
      return new Naming(source, document, Optional.empty(), basket, 9000, 1000);
    }
  }

  record Reserve(Caller caller) implements Deed {}

  record Renew(Caller caller) implements Deed {}

  record Redeem(Caller caller) implements Deed {}

  record Release(Caller caller) implements Deed {}

  /// The newest state of the order is: paid with this voucher.
  record Paid(Order order) implements Deed {}

  /// Somebody acts on an older state of the order; only what needs no claim can still be written.
  record PaidSeenLate(Order order) implements Deed {}

  /// The order is cancelled, returned, or no longer names the voucher.
  record Gone(Order order) implements Deed {}

  /// @param insists even where a paid order names the voucher
  record StaffTakesBack(boolean insists) implements Deed {}

  record TakenBackWithItsPoints() implements Deed {}

  record Swept() implements Deed {}

  record Later(Duration time) implements Deed {}

  /// What was done before arrives once more.
  record Again(int which) implements Deed {}
}
