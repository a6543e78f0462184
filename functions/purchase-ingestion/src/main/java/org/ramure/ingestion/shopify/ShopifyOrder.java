// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.shopify;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.reading.Customer;
import org.ramure.lambda.reading.Field;
import org.ramure.lambda.reading.Flaw;
import org.ramure.lambda.reading.Limits;
import org.ramure.lambda.reading.ReadingContext;
import org.ramure.programme.Channel;
import org.ramure.purchase.Evidence.Cancellation;
import org.ramure.purchase.Evidence.Charges;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Place;
import org.ramure.purchase.Evidence.Status;

/// The body of an order, whichever topic brought it.
final class ShopifyOrder {

  private static final String GIFT_CARD = "gift_card";
  private static final int LONGEST_TEXT = 255;

  /// The note attribute in which our checkout extension keeps the basket's key.
  private static final String BASKET_ATTRIBUTE = "ramure_basket";

  private final Field order;
  private final ReadingContext context;
  private final ShopifyMoney money;

  private ShopifyOrder(Field order, ReadingContext context) {
    this.order = order;
    this.context = context;
    this.money = new ShopifyMoney(context.currency());
  }

  static Order read(Field order, ReadingContext context) {
    return new ShopifyOrder(order, context).read();
  }

  /// Shopify never takes a cancellation back, so it is told as evidence of its own: no older body
  /// that arrives late, nor one of the same second, can undo it.
  static Optional<Cancellation> cancellation(Field order, ReadingContext context) {
    var cancelledAt = order.at("cancelled_at");
    return cancelledAt.isPresent()
        ? Optional.of(new Cancellation(Limits.past(cancelledAt, context.now()), context.now()))
        : Optional.empty();
  }

  private Order read() {
    checkCurrency();
    var place = place();
    var occurredAt = occurredAt();
    var lines = ShopifyLines.of(order, context);
    return new Order(
        Limits.past(order.at("updated_at"), context.now()),
        context.now(),
        status(),
        occurredAt,
        LocalDate.ofInstant(occurredAt, place.zone()),
        soldAtTill() ? Channel.TILL : Channel.WEB,
        place,
        number(),
        context.currency(),
        lines.lines(),
        charges(lines),
        paidByGiftCard(),
        lines.vouchers(),
        basket(),
        context.hints().of(customer(), place));
  }

  private void checkCurrency() {
    var currency = order.at("currency");
    if (!currency.text(3).equals(context.currency().getCurrencyCode())) {
      currency.flawed(Flaw.OTHER_CURRENCY);
    }
  }

  /// {@code processed_at} is the time of the sale also where the order was imported later.
  private Instant occurredAt() {
    var processed = order.at("processed_at");
    return Limits.past(processed.isPresent() ? processed : order.at("created_at"), context.now());
  }

  private String number() {
    return order.at("name").textIfAny(LONGEST_TEXT).orElseGet(() -> order.at("order_number").id());
  }

  /// Cancelled and test stand apart from the money.
  private Status status() {
    if (order.at("test").flag(false)) {
      return Status.TEST;
    }
    return order.at("cancelled_at").isPresent() ? Status.CANCELLED : byMoney();
  }

  /// Refunded orders *were* paid: their refunds are evidence of their own, and a status that took
  /// the whole order away would count them twice. Not paid yet is everything that may still become
  /// money: a part is missing, a payment is on its way, or only authorised. Also when an
  /// authorisation was voided or ran out: the order stands, another payment may follow, and if none
  /// does the shop cancels it. Until then nothing is earned and no voucher is decided on.
  private Status byMoney() {
    var status = order.at("financial_status");
    return switch (status.text(64)) {
      case "paid", "partially_refunded", "refunded" -> Status.PAID;
      case "pending", "authorized", "partially_paid", "unpaid", "voided", "expired" ->
          Status.PENDING;
      default -> status.flawed(Flaw.UNKNOWN_VALUE);
    };
  }

  private boolean soldAtTill() {
    return order.at("source_name").label(LONGEST_TEXT).equals("pos");
  }

  /// A till order happened at its location; everything else on the web, even where a location sends
  /// the parcel. A till that nobody assigned to a store still sells: without a store, not refused.
  private Place place() {
    return soldAtTill()
        ? order.at("location_id").idIfAny().flatMap(context.stores()).orElse(context.web())
        : context.web();
  }

  private Charges charges(ShopifyLines lines) {
    long fees =
        money.minorOr0(order, "original_total_duties")
            + money.minorOr0(order, "original_total_additional_fees");
    return new Charges(
        Limits.inRange(order.at("shipping_lines"), lines.shippingMinor()),
        0,
        fees,
        Limits.inRange(order.at("line_items"), lines.tipsMinor()));
  }

  /// An order names its payment gateways; amounts by gateway are in its transactions, which
  /// webhooks seldom carry. Without them the amount is known only if the gift card paid everything.
  /// It matters only to programmes that let no points grow on it: for them a mixed payment must be
  /// fetched.
  private long paidByGiftCard() {
    var transactions = order.at("transactions").items();
    if (!transactions.isEmpty()) {
      return Limits.inRange(
          order.at("transactions"),
          transactions.stream()
              .filter(ShopifyOrder::paidWithGiftCard)
              .mapToLong(this::amount)
              .sum());
    }
    var gateways =
        order.at("payment_gateway_names").items().stream().map(g -> g.text(LONGEST_TEXT)).toList();
    if (!gateways.contains(GIFT_CARD)) {
      return 0;
    }
    if (gateways.stream().allMatch(GIFT_CARD::equals)) {
      return Math.max(
          0, money.minor(order, "total_price") - money.minorOr0(order, "total_outstanding"));
    }
    return context.giftCardPaymentEarns()
        ? 0
        : order.at("transactions").<Long>flawed(Flaw.FETCH_NEEDED);
  }

  private static boolean paidWithGiftCard(Field transaction) {
    var kind = transaction.at("kind").label(64);
    return transaction.at("gateway").label(64).equals(GIFT_CARD)
        && (kind.equals("sale") || kind.equals("capture"))
        && transaction.at("status").label(64).equals("success");
  }

  private long amount(Field transaction) {
    return Limits.notNegative(transaction.at("amount"), money.minor(transaction, "amount"));
  }

  /// Links a redemption made at the checkout to this order.
  private Optional<String> basket() {
    return order.at("note_attributes").items().stream()
        .filter(attribute -> attribute.at("name").label(64).equals(BASKET_ATTRIBUTE))
        .findFirst()
        .flatMap(attribute -> attribute.at("value").textIfAny(LONGEST_TEXT))
        .or(() -> order.at("cart_token").textIfAny(LONGEST_TEXT))
        .or(() -> order.at("checkout_token").textIfAny(LONGEST_TEXT));
  }

  /// The e-mail and phone given for this order come first: the account's may be somebody else's who
  /// paid. Addresses are no hints: a parcel may go to a friend.
  private Customer customer() {
    var account = order.at("customer");
    return new Customer(
        Optional.empty(),
        account.at("id").hint(),
        first(List.of(order.at("email"), order.at("contact_email"), account.at("email"))),
        first(List.of(order.at("phone"), account.at("phone"))));
  }

  private static Optional<String> first(List<Field> fields) {
    return fields.stream().flatMap(field -> field.hint().stream()).findFirst();
  }
}
