// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.reading;

import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ramure.member.IdentityKey;
import org.ramure.programme.Channel;
import org.ramure.purchase.Evidence.Charges;
import org.ramure.purchase.Evidence.Line;
import org.ramure.purchase.Evidence.Place;

/// What our API is told in the same words of a purchase and of a basket that is none yet: who buys
/// what, where. One reader, so that nothing is taken in a basket that the purchase would be refused
/// for.
///
/// @param basket the checkout's key
/// @param hints what may recognise the customer
public record ToldSale(
    Place place,
    Channel channel,
    Currency currency,
    List<Line> lines,
    Charges charges,
    long giftCardPaidMinor,
    Optional<String> basket,
    List<IdentityKey> hints) {

  /// The keys of a body that are read here.
  public static final Set<String> FIELDS =
      Set.of(
          "channel",
          "store",
          "currency",
          "basket",
          "customer",
          "lines",
          "charges",
          "paidByGiftCard");

  public static final int LONGEST_TEXT = 200;

  public ToldSale {
    lines = List.copyOf(lines);
    hints = List.copyOf(hints);
  }

  /// @param usualStore the store a key is bound to: its till need not name it
  public static ToldSale read(Field body, Optional<String> usualStore, ReadingContext context) {
    return new Reader(body, context, new ToldMoney(context.currency())).read(usualStore);
  }

  /// A value of ours by its name.
  public static <E extends Enum<E>> E oneOf(Field field, List<E> values) {
    var name = field.text(LONGEST_TEXT);
    return values.stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseGet(() -> field.flawed(Flaw.UNKNOWN_VALUE));
  }

  private record Reader(Field body, ReadingContext context, ToldMoney money) {

    private static final Set<String> CUSTOMER_FIELDS = Set.of("card", "id", "email", "phone");
    private static final Set<String> LINE_FIELDS =
        Set.of(
            "id", "sku", "label", "categories", "quantity", "gross", "discount", "tax", "giftCard");
    private static final Set<String> CHARGES_FIELDS =
        Set.of("shipping", "wrapping", "fees", "tips");

    /// A photo of a receipt is proof of another kind, with a path of its own.
    private static final List<Channel> CHANNELS = List.of(Channel.WEB, Channel.TILL);

    private static final int MOST_CATEGORIES = 20;

    ToldSale read(Optional<String> usualStore) {
      checkCurrency();
      var place = place(usualStore);
      return new ToldSale(
          place,
          channel(place),
          context.currency(),
          lines(),
          charges(),
          money.or0(body.at("paidByGiftCard")),
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

    private Place place(Optional<String> usualStore) {
      var field = body.at("store");
      return field
          .textIfAny(LONGEST_TEXT)
          .or(() -> usualStore)
          .map(id -> context.stores().apply(id).orElseGet(() -> field.flawed(Flaw.UNKNOWN_STORE)))
          .orElse(context.web());
    }

    private Channel channel(Place place) {
      var field = body.at("channel");
      var usual = place.store().isPresent() ? Channel.TILL : Channel.WEB;
      return field.isPresent() ? oneOf(field, CHANNELS) : usual;
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
}
