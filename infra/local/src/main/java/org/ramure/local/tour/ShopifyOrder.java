// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// An order as Shopify sends it: the sample of the documentation with its own numbers, people,
/// lines and times.
///
/// @param id of the order; its lines are numbered from it
/// @param voucher a code that paid for part of it
public record ShopifyOrder(
    long id,
    Person person,
    List<Item> items,
    ZonedDateTime at,
    String cart,
    Optional<Voucher> voucher) {

  /// @param customerId 0 for a guest
  public record Person(String name, String email, String phone, long customerId) {}

  public record Item(String sku, String title, int quantity, String price) {}

  public record Voucher(String code, String amount) {}

  public enum Status {
    AUTHORIZED,
    PAID
  }

  public static ShopifyOrder of(long id, Person person, ZonedDateTime at, Item... items) {
    return new ShopifyOrder(id, person, List.of(items), at, "cart-" + id, Optional.empty());
  }

  public ShopifyOrder paidWith(String cartToken, String code, String amount) {
    return new ShopifyOrder(
        id, person, items, at, cartToken, Optional.of(new Voucher(code, amount)));
  }

  /// The order's body as the shop sends it {@code secondsLater}, with that modified time.
  ObjectNode body(JsonNode template, Status status, int secondsLater) {
    ObjectNode body = template.deepCopy();
    body.put("id", id)
        .put("name", "#" + id % 100_000)
        .put("email", person.email())
        .put("contact_email", person.email())
        .put("cart_token", cart)
        .put("created_at", text(at))
        .put("processed_at", text(at))
        .put("updated_at", text(at.plusSeconds(secondsLater)))
        .put("financial_status", status == Status.PAID ? "paid" : "authorized");
    customer(body);
    var line = (ObjectNode) template.path("line_items").path(0);
    ArrayNode lines = body.putArray("line_items");
    for (int i = 0; i < items.size(); i++) {
      lines.add(line(line.deepCopy(), i));
    }
    voucher.ifPresent(v -> pay(body, v));
    return body;
  }

  ObjectNode cancelled(JsonNode template, int secondsLater) {
    return body(template, Status.PAID, secondsLater)
        .put("cancelled_at", text(at.plusSeconds(secondsLater)))
        .put("cancel_reason", "customer");
  }

  /// One line goes back whole, as {@code refunds/create} tells it.
  ObjectNode refund(JsonNode template, long refundId, int index, int quantity) {
    var item = items.get(index);
    var amount = new BigDecimal(item.price()).multiply(BigDecimal.valueOf(quantity));
    ObjectNode refund = template.deepCopy();
    var when = text(at.plusSeconds(60));
    refund
        .put("id", refundId)
        .put("order_id", id)
        .put("created_at", when)
        .put("processed_at", when);
    var back = (ObjectNode) refund.path("refund_line_items").path(0);
    back.put("line_item_id", lineId(index)).put("quantity", quantity).put("subtotal", amount);
    back.set("subtotal_set", money(amount.toPlainString()));
    back.put("total_tax", 0);
    back.set("total_tax_set", money("0.00"));
    ((ObjectNode) back.path("line_item")).put("id", lineId(index)).put("sku", item.sku());
    var payment = (ObjectNode) refund.path("transactions").path(0);
    payment.put("amount", amount.toPlainString()).put("order_id", id);
    return refund;
  }

  private void customer(ObjectNode body) {
    if (person.customerId() == 0) {
      body.putNull("customer");
      return;
    }
    var customer = (ObjectNode) body.path("customer");
    customer
        .put("id", person.customerId())
        .put("email", person.email())
        .put("phone", person.phone());
  }

  private ObjectNode line(ObjectNode line, int index) {
    var item = items.get(index);
    line.put("id", lineId(index))
        .put("sku", item.sku())
        .put("title", item.title())
        .put("name", item.title())
        .put("quantity", item.quantity())
        .put("current_quantity", item.quantity())
        .put("price", item.price())
        .set("price_set", money(item.price()));
    line.putArray("tax_lines");
    line.putArray("discount_allocations");
    return line;
  }

  private void pay(ObjectNode body, Voucher voucher) {
    body.putArray("discount_codes")
        .addObject()
        .put("code", voucher.code())
        .put("amount", voucher.amount())
        .put("type", "fixed_amount");
    body.putArray("discount_applications")
        .addObject()
        .put("type", "discount_code")
        .put("code", voucher.code())
        .put("value", voucher.amount())
        .put("value_type", "fixed_amount")
        .put("allocation_method", "across")
        .put("target_selection", "all")
        .put("target_type", "line_item");
    ((ObjectNode) body.path("line_items").path(0))
        .putArray("discount_allocations")
        .addObject()
        .put("amount", voucher.amount())
        .put("discount_application_index", 0)
        .set("amount_set", money(voucher.amount()));
  }

  private long lineId(int index) {
    return id * 10 + index;
  }

  private static ObjectNode money(String amount) {
    var pair = Api.JSON.createObjectNode();
    for (var side : List.of("shop_money", "presentment_money")) {
      pair.putObject(side).put("amount", amount).put("currency_code", "EUR");
    }
    return pair;
  }

  private static String text(ZonedDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.from(time.withNano(0)));
  }
}
