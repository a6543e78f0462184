// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.ramure.voucher.Deed.Caller;
import org.ramure.voucher.Deed.Order;

/// Several checkouts, tills and orders want one voucher, repeat themselves late and out of order,
/// and midnight comes at different times: every answer and every state is the one that the history
/// of what happened demands.
class VoucherLifePropertiesTest {

  private static final ZoneId REUNION = ZoneId.of("Indian/Reunion");
  private static final ZoneId GUADELOUPE = ZoneId.of("America/Guadeloupe");

  private static final List<Deed> CHANCES =
      List.of(new Deed.Swept(), new Deed.Swept(), new Deed.TakenBackWithItsPoints());

  @Property(tries = 400)
  void every_answer_and_every_state_is_the_one_its_history_demands(
      @ForAll("lives") ActionChain<Desk> life) {
    life.run();
  }

  @Provide
  Arbitrary<ActionChain<Desk>> lives() {
    return ActionChain.startWith(Desk::new).withAction(doing(deeds())).withMaxTransformations(40);
  }

  private static Action.Independent<Desk> doing(Arbitrary<Deed> deeds) {
    return () -> deeds.map(deed -> Transformer.mutate(deed.toString(), desk -> desk.play(deed)));
  }

  private static Arbitrary<Deed> deeds() {
    return Arbitraries.<Arbitrary<Deed>>frequencyOf(
            Tuple.of(4, Arbitraries.just(callers().map(Deed.Reserve::new))),
            Tuple.of(1, Arbitraries.just(callers().map(Deed.Renew::new))),
            Tuple.of(5, Arbitraries.just(callers().map(Deed.Redeem::new))),
            Tuple.of(2, Arbitraries.just(callers().map(Deed.Release::new))),
            Tuple.of(5, Arbitraries.just(orders().map(Deed.Paid::new))),
            Tuple.of(1, Arbitraries.just(orders().map(Deed.PaidSeenLate::new))),
            Tuple.of(4, Arbitraries.just(orders().map(Deed.Gone::new))),
            Tuple.of(
                1, Arbitraries.just(Arbitraries.of(true, false).map(Deed.StaffTakesBack::new))),
            Tuple.of(1, Arbitraries.just(Arbitraries.of(CHANCES))),
            Tuple.of(3, Arbitraries.just(times().map(Deed.Later::new))),
            Tuple.of(
                3, Arbitraries.just(Arbitraries.integers().between(0, 39).map(Deed.Again::new))))
        .flatMap(deed -> deed);
  }

  private static Arbitrary<Caller> callers() {
    return Combinators.combine(
            Arbitraries.of("shop", "till"),
            Arbitraries.of("b1", "b2", "o1"),
            Arbitraries.of(Vouchers.PARIS, REUNION, GUADELOUPE),
            Arbitraries.of("o1", "o2", "o3").optional(0.3),
            Arbitraries.of(5000L, 5000L, 5000L, 6000L, 999L, 499L),
            Arbitraries.of(true, false))
        .as(VoucherLifePropertiesTest::caller);
  }

  /// A web shop has no place of its own: its day is the programme's.
  private static Caller caller(
      String source,
      String basket,
      ZoneId zone,
      Optional<String> purchase,
      long minor,
      boolean accepts) {
    return source.equals("till")
        ? new Caller(source, basket, Optional.of(zone.getId()), zone, purchase, minor, accepts)
        : new Caller(source, basket, Optional.empty(), Vouchers.PARIS, purchase, minor, accepts);
  }

  private static Arbitrary<Order> orders() {
    return Combinators.combine(
            Arbitraries.of("shop", "shop", "till"),
            Arbitraries.of("o1", "o2", "o3"),
            Arbitraries.of("b1", "b2").optional(0.6))
        .as(Order::new);
  }

  private static Arbitrary<Duration> times() {
    return Arbitraries.of(
        Duration.ofMinutes(4),
        Duration.ofMinutes(14),
        Duration.ofMinutes(21),
        Duration.ofHours(3),
        Duration.ofHours(9),
        Duration.ofHours(30),
        Duration.ofDays(15));
  }
}
