// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.generic;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.ramure.ingestion.reading.Customer;
import org.ramure.ingestion.reading.Field;
import org.ramure.ingestion.reading.Flaw;
import org.ramure.ingestion.reading.Limits;
import org.ramure.ingestion.reading.ReadingContext;
import org.ramure.programme.Channel;
import org.ramure.purchase.Evidence.Charges;
import org.ramure.purchase.Evidence.Line;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Place;
import org.ramure.purchase.Evidence.Status;
import org.ramure.purchase.Evidence.VoucherUse;

/// A purchase as told by the API.
final class GenericOrder {

  private static final Set<String> FIELDS =
      Set.of(
          "modifiedAt",
          "occurredAt",
          "businessDate",
          "status",
          "channel",
          "store",
          "number",
          "currency",
          "basket",
          "customer",
          "lines",
          "charges",
          "paidByGiftCard",
          "vouchers");
  private static final Set<String> CUSTOMER_FIELDS = Set.of("card", "id", "email", "phone");
  private static final Set<String> LINE_FIELDS =
      Set.of(
          "id", "sku", "label", "categories", "quantity", "gross", "discount", "tax", "giftCard");
  private static final Set<String> CHARGES_FIELDS = Set.of("shipping", "wrapping", "fees", "tips");
  private static final Set<String> VOUCHER_FIELDS = Set.of("code", "amount", "allocation");

  /// A photo of a receipt is proof of another kind, with a path of its own.
  private static final List<Channel> CHANNELS = List.of(Channel.WEB, Channel.TILL);

  private static final int LONGEST_TEXT = 200;
  private static final int MOST_CATEGORIES = 20;
  private static final int MOST_VOUCHERS = 20;

  private final Field body;
  private final Optional<String> usualStore;
  private final ReadingContext context;
  private final GenericMoney money;

  GenericOrder(Field body, Optional<String> usualStore, ReadingContext context) {
    this.body = body.withOnly(FIELDS);
    this.usualStore = usualStore;
    this.context = context;
    this.money = new GenericMoney(context.currency());
  }

  Order read(String documentId) {
    checkCurrency();
    var place = place();
    var occurredAt = Limits.past(body.at("occurredAt"), context.now());
    var lines = lines();
    return new Order(
        Limits.past(body.at("modifiedAt"), context.now()),
        context.now(),
        oneOf(body.at("status"), List.of(Status.values())),
        occurredAt,
        businessDate(occurredAt, place),
        channel(place),
        place,
        body.at("number").textIfAny(LONGEST_TEXT).orElse(documentId),
        context.currency(),
        lines,
        charges(),
        money.or0(body.at("paidByGiftCard")),
        vouchers(lines),
        body.at("basket").textIfAny(LONGEST_TEXT),
        context.hints().of(customer(), place));
  }

  private void checkCurrency() {
    var field = body.at("currency");
    var code = field.text(3);
    if (Currency.getAvailableCurrencies().stream()
        .noneMatch(c -> c.getCurrencyCode().equals(code))) {
      field.flawed(Flaw.UNKNOWN_CURRENCY);
    }
    if (!code.equals(context.currency().getCurrencyCode())) {
      field.flawed(Flaw.OTHER_CURRENCY);
    }
  }

  private Place place() {
    var field = body.at("store");
    return field
        .textIfAny(LONGEST_TEXT)
        .or(() -> usualStore)
        .map(id -> context.stores().apply(id).orElseGet(() -> field.flawed(Flaw.UNKNOWN_STORE)))
        .orElse(context.web());
  }

  private LocalDate businessDate(Instant occurredAt, Place place) {
    var local = LocalDate.ofInstant(occurredAt, place.zone());
    var field = body.at("businessDate");
    return field.dateIfAny().map(told -> Limits.near(field, told, local)).orElse(local);
  }

  private Channel channel(Place place) {
    var field = body.at("channel");
    var usual = place.store().isPresent() ? Channel.TILL : Channel.WEB;
    return field.isPresent() ? oneOf(field, CHANNELS) : usual;
  }

  private static <E extends Enum<E>> E oneOf(Field field, List<E> values) {
    var name = field.text(LONGEST_TEXT);
    return values.stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseGet(() -> field.flawed(Flaw.UNKNOWN_VALUE));
  }

  private List<Line> lines() {
    var field = body.at("lines").array();
    var lines = Limits.items(field).stream().map(this::line).toList();
    return lines.isEmpty() ? field.flawed(Flaw.NO_LINES) : Limits.lines(field, lines);
  }

  private Line line(Field line) {
    line.withOnly(LINE_FIELDS);
    return new Line(
        line.at("id").id(),
        line.at("sku").textIfAny(LONGEST_TEXT).orElse(""),
        line.at("label").textIfAny(LONGEST_TEXT).orElse(""),
        categories(line.at("categories")),
        Limits.quantity(line.at("quantity")),
        money.required(line.at("gross")),
        money.or0(line.at("discount")),
        money.or0(line.at("tax")),
        line.at("giftCard").flag(false) ? Line.Kind.GIFT_CARD : Line.Kind.GOODS);
  }

  private static List<String> categories(Field field) {
    var items = field.items();
    return items.size() <= MOST_CATEGORIES
        ? items.stream().map(item -> item.text(LONGEST_TEXT)).toList()
        : field.flawed(Flaw.OUT_OF_RANGE);
  }

  private Charges charges() {
    return body.at("charges")
        .objectIfAny()
        .map(charges -> charges.withOnly(CHARGES_FIELDS))
        .map(
            charges ->
                new Charges(
                    money.or0(charges.at("shipping")),
                    money.or0(charges.at("wrapping")),
                    money.or0(charges.at("fees")),
                    money.or0(charges.at("tips"))))
        .orElse(Charges.NONE);
  }

  private List<VoucherUse> vouchers(List<Line> lines) {
    var field = body.at("vouchers");
    var items = field.items();
    return items.size() <= MOST_VOUCHERS
        ? items.stream().map(item -> voucher(item, lines)).toList()
        : field.flawed(Flaw.OUT_OF_RANGE);
  }

  private VoucherUse voucher(Field voucher, List<Line> lines) {
    voucher.withOnly(VOUCHER_FIELDS);
    var code = voucher.at("code");
    var hash =
        context
            .vouchers()
            .apply(code.text(LONGEST_TEXT))
            .orElseGet(() -> code.flawed(Flaw.NOT_OUR_CODE));
    long amount = money.required(voucher.at("amount"));
    return new VoucherUse(hash, amount, allocation(voucher.at("allocation"), amount, lines));
  }

  /// The source's own split; it may leave a part open, but not spread more than the voucher gave.
  private Map<String, Long> allocation(Field field, long amount, List<Line> lines) {
    if (!field.isPresent()) {
      return Map.of();
    }
    var split = new TreeMap<String, Long>();
    for (var id : field.names()) {
      boolean known = lines.stream().anyMatch(line -> line.id().equals(id));
      split.put(
          id, known ? money.required(field.at(id)) : field.at(id).<Long>flawed(Flaw.UNKNOWN_VALUE));
    }
    long sum = split.values().stream().mapToLong(Long::longValue).sum();
    return sum <= amount ? split : field.flawed(Flaw.OUT_OF_RANGE);
  }

  private Customer customer() {
    return body.at("customer")
        .objectIfAny()
        .map(customer -> customer.withOnly(CUSTOMER_FIELDS))
        .map(
            customer ->
                new Customer(
                    customer.at("card").textIfAny(LONGEST_TEXT),
                    customer.at("id").textIfAny(LONGEST_TEXT),
                    customer.at("email").textIfAny(LONGEST_TEXT),
                    customer.at("phone").textIfAny(LONGEST_TEXT)))
        .orElse(Customer.UNKNOWN);
  }
}
