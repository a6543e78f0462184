// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ramure.programme.Channel;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.Evidence.Cancellation;
import org.ramure.purchase.Evidence.Charges;
import org.ramure.purchase.Evidence.Line;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Place;
import org.ramure.purchase.Evidence.Refund;
import org.ramure.purchase.Evidence.RefundLine;
import org.ramure.purchase.Evidence.Status;
import org.ramure.purchase.Evidence.VoucherUse;

/// Orders in words: {@code Orders.paid("19.95", "19.95")} has the lines L1 and L2, one piece each.
/// Everything happens on one day, {@link #DAY}, at {@link #NOON} UTC.
final class Orders {

  static final PurchaseKey KEY = new PurchaseKey(new ProgrammeId("tdv"), "shop", "1001");
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  static final LocalDate DAY = LocalDate.of(2026, 5, 11);
  static final Instant NOON = Instant.parse("2026-05-11T12:00:00Z");

  private Status status = Status.PAID;
  private Instant modifiedAt = NOON;
  private Instant receivedAt = NOON;
  private LocalDate businessDate = DAY;
  private Channel channel = Channel.WEB;
  private Place place = new Place(Optional.empty(), List.of(), PARIS);
  private String currency = "EUR";
  private Charges charges = Charges.NONE;
  private long giftCardPaidMinor = 0;
  private final List<Line> lines = new ArrayList<>();
  private final List<VoucherUse> vouchers = new ArrayList<>();

  static Orders paid(String... amounts) {
    var order = new Orders();
    Arrays.stream(amounts).forEach(amount -> order.line("1", amount));
    return order;
  }

  static Orders with(Status status, String... amounts) {
    var order = paid(amounts);
    order.status = status;
    return order;
  }

  static long cents(String amount) {
    return new BigDecimal(amount.trim()).movePointRight(2).longValueExact();
  }

  Orders line(String quantity, String amount, String... categories) {
    return line(quantity, amount, Line.Kind.GOODS, categories);
  }

  Orders giftCard(String amount) {
    return line("1", amount, Line.Kind.GIFT_CARD);
  }

  private Orders line(String quantity, String amount, Line.Kind kind, String... categories) {
    var id = "L" + (lines.size() + 1);
    var pieces = new BigDecimal(quantity);
    lines.add(
        new Line(
            id, "SKU-" + id, "Item " + id, List.of(categories), pieces, cents(amount), 0, 0, kind));
    return this;
  }

  Orders modified(int minutesLater) {
    modifiedAt = NOON.plusSeconds(60L * minutesLater);
    return this;
  }

  Orders received(int minutesLater) {
    receivedAt = NOON.plusSeconds(60L * minutesLater);
    return this;
  }

  Orders on(LocalDate day) {
    businessDate = day;
    return this;
  }

  Orders at(String store, String... zones) {
    channel = Channel.TILL;
    place = new Place(Optional.of(store), List.of(zones), PARIS);
    return this;
  }

  Orders in(String otherCurrency) {
    currency = otherCurrency;
    return this;
  }

  Orders shipping(String amount) {
    charges = new Charges(cents(amount), 0, 0, 0);
    return this;
  }

  Orders voucher(String id, String amount) {
    vouchers.add(new VoucherUse(id, cents(amount), Map.of()));
    return this;
  }

  Orders voucher(String id, String amount, Map<String, Long> allocation) {
    vouchers.add(new VoucherUse(id, cents(amount), allocation));
    return this;
  }

  Orders giftCardPaid(String amount) {
    giftCardPaidMinor = cents(amount);
    return this;
  }

  Order order() {
    return order(lines);
  }

  Order order(List<Line> lines) {
    return new Order(
        modifiedAt,
        receivedAt,
        status,
        NOON,
        businessDate,
        channel,
        place,
        KEY.documentId(),
        Currency.getInstance(currency),
        lines,
        charges,
        giftCardPaidMinor,
        vouchers,
        Optional.empty(),
        List.of());
  }

  /// The purchase that this order and what followed it make, under {@link Terms#POINTS}.
  Purchase after(Evidence... others) {
    var evidence = new ArrayList<Evidence>(List.of(others));
    evidence.add(order());
    return Purchase.fold(KEY, evidence, Terms.POINTS).orElseThrow();
  }

  static Refund refund(String id, RefundLine... lines) {
    return new Refund(id, NOON, NOON, List.of(lines), 0, 0);
  }

  static Refund adjustment(String id, String amount) {
    return new Refund(id, NOON, NOON, List.of(), 0, cents(amount));
  }

  static Refund shippingRefund(String id, String amount) {
    return new Refund(id, NOON, NOON, List.of(), cents(amount), 0);
  }

  static RefundLine pieces(String line, String quantity) {
    return new RefundLine(line, new BigDecimal(quantity), OptionalLong.empty());
  }

  static RefundLine money(String line, String amount) {
    return new RefundLine(line, BigDecimal.ZERO, OptionalLong.of(cents(amount)));
  }

  static RefundLine back(String line, String quantity, String amount) {
    return new RefundLine(line, new BigDecimal(quantity), OptionalLong.of(cents(amount)));
  }

  static Cancellation cancellation() {
    return new Cancellation(NOON, NOON);
  }
}
