// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ramure.voucher.Agreement.Naming;
import org.ramure.voucher.Voucher.Redeemed;
import org.ramure.voucher.Voucher.Redemption;

/// A voucher goes from hand to hand and is given back each time: nobody who had it once can burn it
/// by a retry that comes late.
class ClosedKeysPropertiesTest {

  /// An order with all the names a use can have: its document, its basket, and the basket under
  /// which the checkout had asked.
  private record Trip(int number, String basket) {

    Trip(int number) {
      this(number, "basket-" + number);
    }

    Naming order() {
      return new Naming("shop", document(), Optional.empty(), Optional.of(basket), 9000, 1000);
    }

    String document() {
      return "order-" + number;
    }

    String askedAs() {
      return "checkout-" + number;
    }

    List<String> names() {
      return Stream.concat(
              Stream.of(ClosedKey.purchase("shop", document())),
              Stream.of(document(), basket, askedAs()).map(b -> ClosedKey.basket("shop", b)))
          .toList();
    }

    /// Redeemed by the checkout, paid, cancelled.
    Voucher andBack(Voucher voucher) {
      var action = giveBack(voucher.as(new Redeemed(used())), this);
      assertThat(action).isInstanceOf(Agreement.GiveBack.class);
      return ((Agreement.GiveBack) action).next();
    }

    private Redemption used() {
      return new Redemption(
          askedAs(), "shop", Optional.empty(), Optional.of(document()), 9000, Vouchers.NOON, true);
    }
  }

  private static Agreement.Action giveBack(Voucher voucher, Trip trip) {
    return Agreement.giveBack(
        voucher, trip.order(), Optional.empty(), List.of(), Vouchers.NOON, Vouchers.PARIS);
  }

  private static Voucher after(List<Trip> trips) {
    return after(Vouchers.number(1).voucher(), trips);
  }

  private static Voucher after(Voucher before, List<Trip> trips) {
    var voucher = before;
    for (var trip : trips) {
      voucher = trip.andBack(voucher);
    }
    return voucher;
  }

  private static List<Trip> trips(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Trip::new).toList();
  }

  @Property(tries = 200)
  void whoever_of_the_last_twenty_tries_again_is_refused_under_every_name(
      @ForAll @IntRange(min = 1, max = 50) int givenBack, @ForAll @IntRange(max = 19) int ago) {
    var voucher = after(trips(1, givenBack));
    var trip = new Trip(Math.max(1, givenBack - ago));
    assertThat(Agreement.use(voucher, trip.order(), Optional.empty(), Vouchers.NOON))
        .isInstanceOf(Agreement.Raise.class);
    var refused = Optional.of(new Refusal.GivenBack());
    assertThat(VoucherUse.check(voucher, asks(trip.basket(), Optional.empty()))).isEqualTo(refused);
    assertThat(VoucherUse.check(voucher, asks(trip.askedAs(), Optional.empty())))
        .isEqualTo(refused);
    assertThat(VoucherUse.check(voucher, asks(trip.document(), Optional.empty())))
        .isEqualTo(refused);
    assertThat(VoucherUse.check(voucher, asks("another", Optional.of(trip.document()))))
        .isEqualTo(refused);
  }

  private static Use asks(String basket, Optional<String> purchase) {
    return new Use(
        basket,
        "shop",
        Optional.empty(),
        purchase,
        9000,
        false,
        Vouchers.PARIS,
        Vouchers.PARIS,
        Vouchers.NOON.plus(Duration.ofHours(1)));
  }

  @Example
  void of_more_than_twenty_the_oldest_is_forgotten_first() {
    assertThat(after(trips(1, 20)).closedKeys()).isEqualTo(names(trips(1, 20)));
    assertThat(after(trips(1, 21)).closedKeys()).isEqualTo(names(trips(2, 21)));
    assertThat(after(trips(1, 99)).closedKeys()).isEqualTo(names(trips(80, 99)));
  }

  private static List<String> names(List<Trip> trips) {
    return trips.stream().flatMap(trip -> trip.names().stream()).toList();
  }

  @Example
  void a_name_closed_again_counts_from_the_last_time() {
    var sameBasket = new Trip(20, "basket-1");
    var voucher = after(Stream.concat(trips(1, 19).stream(), Stream.of(sameBasket)).toList());
    var later = after(voucher, trips(21, 39));
    assertThat(later.closedKeys()).startsWith(sameBasket.names().toArray(String[]::new));
  }

  @Example
  void given_back_once_more_for_the_same_order_nothing_changes() {
    var voucher = after(trips(1, 20));
    assertThat(trips(1, 20)).allMatch(trip -> giveBack(voucher, trip) instanceof Agreement.Nothing);
  }
}
