// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ramure.voucher.Agreement.Conflict;
import org.ramure.voucher.Deed.Order;
import org.ramure.voucher.Voucher.Redeemed;
import org.ramure.voucher.Voucher.Redemption;
import org.ramure.voucher.Voucher.Reserved;
import org.ramure.voucher.VoucherUse.Outcome;

/// One voucher with its conflicts, as its table would keep them, beside its chronicle. It starts
/// half an hour before its first day and is valid on two days, from baskets of 5 euros.
final class Desk {

  static final Duration HOLD = Duration.ofMinutes(20);

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

  Voucher voucher() {
    return voucher;
  }

  /// Open ones only, the oldest first.
  List<Conflict> waiting() {
    return conflicts.values().stream()
        .filter(Conflict::open)
        .sorted(Comparator.comparing(Conflict::since))
        .toList();
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
