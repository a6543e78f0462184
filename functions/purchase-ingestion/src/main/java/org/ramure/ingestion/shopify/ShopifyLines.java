// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.shopify;

import java.util.List;
import java.util.Optional;
import org.ramure.lambda.reading.Field;
import org.ramure.lambda.reading.Limits;
import org.ramure.lambda.reading.ReadingContext;
import org.ramure.purchase.Evidence.Line;
import org.ramure.purchase.Evidence.VoucherUse;

/// What an order sold, line by line, and what came on top.
///
/// Lines are taken *as sold*: {@code quantity}, not {@code current_quantity}, and never the totals
/// that begin with {@code current_}. Whatever an edit or a return took away, Shopify also lists as
/// a refund, and would otherwise be counted twice.
record ShopifyLines(
    List<Line> lines, List<VoucherUse> vouchers, long shippingMinor, long tipsMinor) {

  private static final int LONGEST_LABEL = 200;

  static ShopifyLines of(Field order, ReadingContext context) {
    return new Reader(order, context).read();
  }

  /// A tip is a line of its own, known by a key that no other line has, even where its value is
  /// null.
  static boolean isTip(Field line) {
    return line.has("tip_payment_gateway") || line.at("tip").isPresent();
  }

  private record Reader(
      Field order, ShopifyMoney money, ShopifyDiscounts discounts, boolean taxesIncluded) {

    Reader(Field order, ReadingContext context) {
      this(
          order,
          new ShopifyMoney(context.currency()),
          ShopifyDiscounts.of(order, context),
          order.at("taxes_included").flag(false));
    }

    ShopifyLines read() {
      var field = order.at("line_items");
      var all = Limits.items(field.array());
      var goods = all.stream().filter(line -> !isTip(line)).toList();
      return new ShopifyLines(
          Limits.lines(field, goods.stream().map(this::line).toList()),
          discounts.uses(goods),
          shipping(),
          all.stream().filter(ShopifyLines::isTip).mapToLong(this::price).sum());
    }

    private Line line(Field line) {
      return new Line(
          line.at("id").id(),
          article(line),
          line.at("name").label(LONGEST_LABEL),
          vendor(line).map(List::of).orElse(List.of()),
          Limits.quantity(line.at("quantity")),
          price(line) + (taxesIncluded ? 0 : money.taxes(line)),
          discounts.ordinary(line),
          money.taxes(line),
          line.at("gift_card").flag(false) ? Line.Kind.GIFT_CARD : Line.Kind.GOODS);
    }

    /// Before any discount; in a shop whose prices exclude taxes, without them. There the tax is
    /// that on the discounted price, so what is left after all discounts is exactly what was paid.
    private long price(Field line) {
      var price = line.at("price");
      long one = Limits.notNegative(price, money.minor(line, "price"));
      return Limits.timesRoundedHalfUp(price, one, Limits.quantity(line.at("quantity")));
    }

    /// The article number; a shop that keeps none is known by its variants.
    private static String article(Field line) {
      return Optional.of(line.at("sku").label(128))
          .filter(sku -> !sku.isEmpty())
          .or(() -> line.at("variant_id").idIfAny())
          .orElse("");
    }

    /// The only grouping an order tells of its articles: collections and types are not in it.
    private static Optional<String> vendor(Field line) {
      return Optional.of(line.at("vendor").label(100))
          .filter(vendor -> !vendor.isEmpty())
          .map(vendor -> "vendor:" + vendor);
    }

    private long shipping() {
      return order.at("shipping_lines").items().stream()
          .filter(line -> !line.at("is_removed").flag(false))
          .mapToLong(this::shipping)
          .sum();
    }

    private long shipping(Field line) {
      long price = money.minor(line, "price") - discounts.all(line);
      return Math.max(0, price + (taxesIncluded ? 0 : money.taxes(line)));
    }
  }
}
