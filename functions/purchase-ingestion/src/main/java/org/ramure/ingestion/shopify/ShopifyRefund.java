// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.shopify;

import java.util.List;
import java.util.OptionalLong;
import org.ramure.lambda.reading.Field;
import org.ramure.lambda.reading.Limits;
import org.ramure.lambda.reading.ReadingContext;
import org.ramure.purchase.Evidence.Refund;
import org.ramure.purchase.Evidence.RefundLine;

/// One refund, from its own message or from inside its order.
///
/// Its lines tell what the goods were worth after all discounts; what was really paid back may be
/// less or more, and the difference is in {@code order_adjustments}: positive where less was paid.
/// Shopify books such differences in several rows that cancel each other out, so only their sum
/// says anything. While the payment back is still under way, the whole refund stands there as a
/// difference: it is no restocking fee, and is read as if it had been paid.
final class ShopifyRefund {

  private final Field refund;
  private final ShopifyTaxes taxes;
  private final ShopifyMoney money;

  private ShopifyRefund(Field refund, ShopifyTaxes taxes, ShopifyMoney money) {
    this.refund = refund;
    this.taxes = taxes;
    this.money = money;
  }

  static Refund read(Field refund, ShopifyTaxes taxes, ReadingContext context) {
    return new ShopifyRefund(refund, taxes, new ShopifyMoney(context.currency())).read(context);
  }

  private Refund read(ReadingContext context) {
    var processed = refund.at("processed_at");
    var time = processed.isPresent() ? processed : refund.at("created_at");
    return new Refund(
        refund.at("id").id(),
        Limits.past(time, context.now()),
        context.now(),
        lines(),
        shipping(),
        adjustment());
  }

  /// Tips are no goods, and what is paid back of them is none of the goods' money.
  private List<RefundLine> lines() {
    var goods =
        Limits.items(refund.at("refund_line_items")).stream()
            .filter(line -> !ShopifyLines.isTip(line.at("line_item")))
            .toList();
    var included = taxes.included(goods, money);
    return goods.stream()
        .map(
            line ->
                new RefundLine(
                    line.at("line_item_id").id(),
                    Limits.quantity(line.at("quantity")),
                    included
                        .map(inside -> OptionalLong.of(amount(line, inside)))
                        .orElse(OptionalLong.empty())))
        .toList();
  }

  private long amount(Field line, boolean taxInside) {
    long subtotal = money.minor(line, "subtotal");
    long amount = taxInside ? subtotal : subtotal + money.minor(line, "total_tax");
    return Limits.notNegative(line.at("subtotal"), amount);
  }

  /// Newer bodies list refunded shipping lines, older ones an adjustment of its own kind, some
  /// both.
  private long shipping() {
    var adjustments = adjustments(true);

    var lines = refund.at("refund_shipping_lines");
    long shipping =
        adjustments.isEmpty() ? money.sum(lines.items(), "subtotal_amount") : -total(adjustments);
    return Math.max(0, Limits.inRange(lines, shipping));
  }

  /// Negative where less was paid back than the lines are worth.

  private long adjustment() {
    var adjustments = adjustments(false);
    long difference = Limits.inRange(refund.at("order_adjustments"), total(adjustments));
    if (adjustments.isEmpty() && isMoneyOnly()) {
      return paidBack();
    }
    return difference > 0 && isUnderWay() ? 0 : -difference;
  }

  private boolean isMoneyOnly() {
    return refund.at("refund_line_items").items().isEmpty() && shipping() == 0;
  }

  private long paidBack() {
    long paid =
        refund.at("transactions").items().stream()
            .filter(t -> t.at("kind").label(64).equals("refund"))
            .filter(t -> t.at("status").label(64).equals("success"))
            .mapToLong(t -> Limits.notNegative(t.at("amount"), money.minor(t, "amount")))
            .sum();
    return Limits.inRange(refund.at("transactions"), paid);
  }

  private List<Field> adjustments(boolean ofShipping) {
    return refund.at("order_adjustments").items().stream()
        .filter(a -> a.at("kind").label(64).equals("shipping_refund") == ofShipping)
        .toList();
  }

  private long total(List<Field> adjustments) {
    return adjustments.stream()
        .mapToLong(a -> money.minor(a, "amount") + money.minorOr0(a, "tax_amount"))
        .sum();
  }

  private boolean isUnderWay() {
    return refund.at("transactions").items().stream()
        .anyMatch(
            t ->
                t.at("kind").label(64).equals("refund")
                    && t.at("status").label(64).equals("pending"));
  }
}
