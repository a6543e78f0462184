// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.ramure.voucher.Agreement.Conflict;
import org.ramure.voucher.Deed.Caller;
import org.ramure.voucher.Deed.Order;
import org.ramure.voucher.Voucher.Redeemed;
import org.ramure.voucher.Voucher.Redemption;
import org.ramure.voucher.Voucher.Reserved;
import org.ramure.voucher.VoucherUse.Outcome;

/// Several checkouts, tills and orders want one voucher, repeat themselves late and out of order,
/// and midnight comes at different times: every answer and every state is the one that the history
/// of what happened demands.
class VoucherLifePropertiesTest {

  private static final Duration HOLD = Duration.ofMinutes(20);
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

  /// One voucher with its conflicts, as its table would keep them, beside its chronicle. It starts
  /// half an hour before its first day and is valid on two days, from baskets of 5 euros.
  private static final class Desk {
    private final List<Deed> done = new ArrayList<>();
    private final Map<String, Conflict> conflicts = new LinkedHashMap<>();
    private Voucher voucher =
        Vouchers.number(1)
            .valid(Vouchers.FIRST_DAY, Vouchers.FIRST_DAY.plusDays(1))
            .from(500)
            .voucher();
    private final Chronicle chronicle = new Chronicle(voucher, HOLD);
    private Instant now =
        Vouchers.FIRST_DAY
            .minusDays(1)
            .atTime(LocalTime.of(20, 30))
            .atZone(Vouchers.PARIS)
            .toInstant();

    void play(Deed deed) {
      var before = voucher;
      now = now.plusMillis(1);
      act(deed);
      if (!(deed instanceof Deed.Again)) {
        done.add(deed);
      }
      agrees();
      nobodyUsesWhatWasGivenBackForHim(before);
      assertThat(voucher.lastDay()).isAfterOrEqualTo(before.lastDay());
    }

    private void act(Deed deed) {
      switch (deed) {
        case Deed.Reserve d ->
            told(
                VoucherUse.reserve(voucher, d.caller().at(now), HOLD),
                chronicle.reserve(d.caller(), now));
        case Deed.Renew d ->
            told(
                VoucherUse.renew(voucher, d.caller().at(now), HOLD),
                chronicle.renew(d.caller(), now));
        case Deed.Redeem d ->
            told(VoucherUse.redeem(voucher, d.caller().at(now)), chronicle.redeem(d.caller(), now));
        case Deed.Release d ->
            told(VoucherUse.release(voucher, d.caller().at(now)), chronicle.release(d.caller()));
        case Deed.Paid d -> paid(d.order(), true);
        case Deed.PaidSeenLate d -> paid(d.order(), false);
        case Deed.Gone d -> gone(d.order());
        case Deed.StaffTakesBack d -> staffTakesBack(d.insists());
        case Deed.TakenBackWithItsPoints d -> cancel();
        case Deed.Swept d -> sweep();
        case Deed.Later d -> now = now.plus(d.time());
        case Deed.Again d -> again(d.which());
      }
    }

    private void again(int which) {
      if (!done.isEmpty()) {
        var deed = done.get(which % done.size());
        if (!(deed instanceof Deed.Later)) {
          act(deed);
        }
      }
    }

    private void told(Outcome outcome, String expected) {
      var name =
          outcome instanceof VoucherUse.Refused refused
              ? refused.why().getClass().getSimpleName()
              : outcome.getClass().getSimpleName();
      assertThat(name).isEqualTo(expected);
      switch (outcome) {
        case VoucherUse.Accepted accepted -> voucher = voucher.as(accepted.next());
        case VoucherUse.Repeated repeated ->
            assertThat(repeated.first()).as("the first answer").isEqualTo(voucher.state());
        case VoucherUse.Refused refused -> {}
        case VoucherUse.KeyReused reused -> {}
        case VoucherUse.NothingHeld nothing -> {}
      }
    }

    private void paid(Order order, boolean newest) {
      chronicle.paid(order, now, newest);
      var action = Agreement.use(voucher, order.naming(), mine(order), now);
      if (newest || action instanceof Agreement.Write) {
        write(action);
      }
    }

    private void gone(Order order) {
      chronicle.gone(order, now);
      write(
          Agreement.giveBack(
              voucher, order.naming(), mine(order), others(order), now, Vouchers.PARIS));
    }

    private void staffTakesBack(boolean insists) {
      var before = voucher;
      boolean taken = chronicle.staffTakesBack(insists, now);
      if (voucher.state() instanceof Redeemed used) {
        var u = used.redemption();
        Agreement.reverse(voucher, u, waiting(), now, Vouchers.PARIS)
            .or(
                () ->
                    Optional.of(Agreement.takeFrom(voucher, u, waiting(), now, Vouchers.PARIS))
                        .filter(action -> insists))
            .ifPresent(this::write);
      }
      assertThat(voucher.equals(before)).isNotEqualTo(taken);
    }

    private void cancel() {
      if (voucher.cancellable(now, true)) {
        chronicle.cancelledWithItsPoints();
        voucher = voucher.as(new Voucher.Cancelled());
      }
    }

    private void sweep() {
      boolean over = chronicle.sweep(now);
      assertThat(voucher.expiredUnused(now)).isEqualTo(over);
      if (over) {
        voucher = voucher.as(new Voucher.Expired());
      }
    }

    private void write(Agreement.Action action) {
      switch (action) {
        case Agreement.Nothing a -> {}
        case Agreement.Write a -> voucher = a.next();
        case Agreement.Raise a -> write(a.next(), a.conflict());
        case Agreement.CloseConflict a -> write(a.next(), a.closed());
        case Agreement.GiveBack a -> voucher = a.next();
        case Agreement.HandOver a -> write(a.next(), a.to());
        case Agreement.TakeFrom a -> {
          write(a.next(), a.from());
          a.to().ifPresent(claim -> write(a.next(), claim));
        }
      }
    }

    private void write(Voucher next, Conflict conflict) {
      voucher = next;
      conflicts.put(conflict.source() + "/" + conflict.documentId(), conflict);
    }

    private Optional<Conflict> mine(Order order) {
      return Optional.ofNullable(conflicts.get(order.source() + "/" + order.document()));
    }

    private List<Conflict> others(Order order) {
      return waiting().stream().filter(c -> !mine(order).map(c::equals).orElse(false)).toList();
    }

    private List<Conflict> waiting() {
      return conflicts.values().stream()
          .filter(Conflict::open)
          .sorted(Comparator.comparing(Conflict::since))
          .toList();
    }

    private void agrees() {
      var use = chronicle.use();
      assertThat(voucher.state() instanceof Redeemed).isEqualTo(use.isPresent());
      if (voucher.state() instanceof Redeemed used) {
        assertThat(used.redemption().key()).isEqualTo(Chronicle.key(use.orElseThrow()));
        assertThat(used.redemption().purchase()).isEqualTo(chronicle.document());
        assertThat(used.redemption().confirmed()).isEqualTo(chronicle.orderOf().isPresent());
      }
      assertThat(voucher.free(now)).isEqualTo(chronicle.isFree(now));
      assertThat(voucher.state() instanceof Reserved).isEqualTo(chronicle.held().isPresent());
      assertThat(Set.copyOf(voucher.closedKeys())).isEqualTo(chronicle.closed());
      assertThat(voucher.lastDay()).isEqualTo(chronicle.lastDay());
      assertThat(waiting()).extracting(Conflict::documentId).isEqualTo(claimants());
      assertThat(voucher.openConflicts()).isEqualTo(waiting().size());
    }

    private List<String> claimants() {
      return chronicle.claims().stream().map(Order::document).toList();
    }

    private void nobodyUsesWhatWasGivenBackForHim(Voucher before) {
      if (voucher.state() instanceof Redeemed used
          && !(before.state() instanceof Redeemed first
              && first.redemption().at().equals(used.redemption().at()))) {
        assertThat(voucher.closedKeys()).doesNotContainAnyElementsOf(names(used.redemption()));
      }
    }

    /// An order is known by its document id: its basket may have been given back for another.
    private static List<String> names(Redemption used) {
      var names = new ArrayList<String>();
      used.purchase().ifPresent(p -> names.add(ClosedKey.purchase(used.source(), p)));
      if (!used.confirmed()) {
        names.add(ClosedKey.basket(used.source(), used.key()));
      }
      return names;
    }

    @Override
    public String toString() {
      return now + " " + voucher.state() + " closed for " + voucher.closedKeys() + "\n" + chronicle;
    }
  }
}
