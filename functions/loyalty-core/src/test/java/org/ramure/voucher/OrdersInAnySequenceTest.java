// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ramure.voucher.Agreement.Conflict;
import org.ramure.voucher.Deed.Caller;
import org.ramure.voucher.Deed.Order;
import org.ramure.voucher.Voucher.Issued;
import org.ramure.voucher.Voucher.Redeemed;

/// What becomes of a voucher depends on what its orders want in the end, not on who was heard
/// first: every permutation is played (invariant I4).
class OrdersInAnySequenceTest {

  private static final Order ANNA = new Order("shop", "order-a", Optional.of("basket-a"));
  private static final Order BORIS = new Order("shop", "order-b", Optional.of("basket-b"));
  private static final Order CARLA = new Order("shop", "order-c", Optional.of("basket-c"));

  private static final Deed ANNAS_CHECKOUT =
      new Deed.Redeem(
          new Caller(
              "shop", "basket-a", Optional.empty(), Vouchers.PARIS, Optional.empty(), 9000, false));

  private static final List<Deed> ONE_REMAINS =
      List.of(
          ANNAS_CHECKOUT,
          new Deed.Paid(ANNA),
          new Deed.Gone(ANNA),
          new Deed.Paid(BORIS),
          new Deed.Paid(BORIS),
          new Deed.Gone(CARLA));

  private static final List<Deed> NOBODY_REMAINS =
      List.of(
          ANNAS_CHECKOUT,
          new Deed.Paid(ANNA),
          new Deed.Gone(ANNA),
          new Deed.Paid(BORIS),
          new Deed.Gone(BORIS),
          new Deed.Gone(BORIS));

  private static final List<Deed> TWO_REMAIN =
      List.of(
          ANNAS_CHECKOUT,
          new Deed.Paid(ANNA),
          new Deed.Paid(ANNA),
          new Deed.Paid(BORIS),
          new Deed.Paid(BORIS),
          new Deed.Gone(CARLA));

  @Property(tries = 720, generation = GenerationMode.EXHAUSTIVE)
  void the_only_order_that_stays_has_it(@ForAll("oneRemains") List<Deed> deeds) {
    var desk = played(deeds);
    assertThat(owner(desk)).contains(BORIS.document());
    assertThat(desk.waiting()).isEmpty();
    assertThat(desk.voucher().openConflicts()).isZero();
    assertThat(Set.copyOf(desk.voucher().closedKeys())).isEqualTo(namesOf(ANNA, CARLA));
  }

  @Property(tries = 720, generation = GenerationMode.EXHAUSTIVE)
  void where_no_order_stays_it_is_free_again(@ForAll("nobodyRemains") List<Deed> deeds) {
    var desk = played(deeds);
    assertThat(desk.voucher().state()).isEqualTo(new Issued());
    assertThat(desk.waiting()).isEmpty();
    assertThat(desk.voucher().openConflicts()).isZero();
    assertThat(Set.copyOf(desk.voucher().closedKeys())).isEqualTo(namesOf(ANNA, BORIS));
  }

  @Property(tries = 720, generation = GenerationMode.EXHAUSTIVE)
  void of_two_that_stay_exactly_one_has_it_and_the_other_waits(
      @ForAll("twoRemain") List<Deed> deeds) {
    var desk = played(deeds);
    var both = new ArrayList<>(desk.waiting().stream().map(Conflict::documentId).toList());
    both.add(owner(desk).orElseThrow());
    assertThat(both).containsExactlyInAnyOrder(ANNA.document(), BORIS.document());
    assertThat(desk.voucher().openConflicts()).isEqualTo(1);
  }

  private static Optional<String> owner(Desk desk) {
    return desk.voucher().state() instanceof Redeemed used
        ? used.redemption().purchase()
        : Optional.empty();
  }

  private static Set<String> namesOf(Order one, Order other) {
    return Set.of(
        ClosedKey.purchase("shop", one.document()),
        ClosedKey.basket("shop", one.document()),
        ClosedKey.basket("shop", one.basket().orElseThrow()),
        ClosedKey.purchase("shop", other.document()),
        ClosedKey.basket("shop", other.document()),
        ClosedKey.basket("shop", other.basket().orElseThrow()));
  }

  /// Played on the first day of the voucher. Who still sees an order as paid that has gone sees an
  /// old state of it.
  private static Desk played(List<Deed> deeds) {
    var desk = new Desk();
    desk.play(new Deed.Later(Duration.ofHours(9)));
    for (int i = 0; i < deeds.size(); i++) {
      desk.play(
          deeds.get(i) instanceof Deed.Paid paid
                  && deeds.subList(0, i).contains(new Deed.Gone(paid.order()))
              ? new Deed.PaidSeenLate(paid.order())
              : deeds.get(i));
    }
    return desk;
  }

  @Provide
  Arbitrary<List<Deed>> oneRemains() {
    return Arbitraries.shuffle(ONE_REMAINS);
  }

  @Provide
  Arbitrary<List<Deed>> nobodyRemains() {
    return Arbitraries.shuffle(NOBODY_REMAINS);
  }

  @Provide
  Arbitrary<List<Deed>> twoRemain() {
    return Arbitraries.shuffle(TWO_REMAIN);
  }
}
