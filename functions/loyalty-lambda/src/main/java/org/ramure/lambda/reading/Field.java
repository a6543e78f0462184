// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.ramure.lambda.Json;

/// One value of a JSON body, and where it stands. Absent and {@code null} are the same: shops use
/// both for "none". Every method that cannot give what is asked ends the mapping with the path.
public record Field(JsonNode node, String path) {

  private static final ObjectReader STRICT = Json.reader(JsonNode.class);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~:-]{1,128}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?");
  private static final int LONGEST_HINT = 255;
  private static final int MAX_SCALE = 30;

  /// A shop's body as an object, or the end of the mapping. Numbers keep every digit.
  public static Field ofBody(byte[] body) {
    return root(() -> Json.tree(body));
  }

  /// A body of our own API: a key that stands there twice is refused.
  public static Field ofStrictBody(byte[] body) {
    return root(() -> Json.read(STRICT, body));
  }

  private static Field root(Supplier<JsonNode> body) {
    try {
      var root = new Field(body.get(), "");
      return root.isObject() ? root : root.flawed(Flaw.NOT_JSON);
    } catch (Json.Malformed notJson) {
      throw new FlawedField(Flaw.NOT_JSON, notJson.field());
    }
  }

  public Field at(String name) {
    var child = node.get(name);
    return new Field(
        child == null ? MissingNode.getInstance() : child,
        path.isEmpty() ? name : path + "." + name);
  }

  public boolean isPresent() {
    return !node.isMissingNode() && !node.isNull();
  }

  public boolean isObject() {
    return node.isObject();
  }

  public boolean isString() {
    return node.isTextual();
  }

  /// Whether the key itself is there, even with {@code null}: for some fields that says something.
  public boolean has(String name) {
    return node.has(name);
  }

  /// Refuses keys that are not among those known.
  public Field withOnly(Set<String> known) {
    object();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                at(name).flawed(Flaw.UNKNOWN_FIELD);
              }
            });
    return this;
  }

  public Field object() {
    return isObject() ? this : required().flawed(Flaw.WRONG_TYPE);
  }

  public Optional<Field> objectIfAny() {
    return isPresent() ? Optional.of(object()) : Optional.empty();
  }

  /// The items of an array; none where it is absent.
  public List<Field> items() {
    if (!isPresent()) {
      return List.of();
    }
    if (!node.isArray()) {
      flawed(Flaw.WRONG_TYPE);
    }
    var items = new ArrayList<Field>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new Field(node.get(i), path + "[" + i + "]"));
    }
    return List.copyOf(items);
  }

  /// The same, where it must be there, even if empty.
  public Field array() {
    required();
    return this;
  }

  public List<String> names() {
    var names = new ArrayList<String>();
    object().node.fieldNames().forEachRemaining(names::add);
    return List.copyOf(names);
  }

  public String text(int most) {
    var text = required().node;
    if (!text.isTextual()) {
      flawed(Flaw.WRONG_TYPE);
    }
    return text.textValue().codePointCount(0, text.textValue().length()) <= most
        ? text.textValue()
        : this.<String>flawed(Flaw.TOO_LONG);
  }

  /// The text, or nothing where it is absent or blank.
  public Optional<String> textIfAny(int most) {
    return isPresent()
        ? Optional.of(text(most).strip()).filter(t -> !t.isEmpty())
        : Optional.empty();
  }

  /// A label for people, cut where it is too long: nothing is decided by it.
  public String label(int most) {
    var text = node.isTextual() ? node.textValue().strip() : "";
    return text.length() <= most ? text : text.substring(0, most);
  }

  /// An id, which shops send as a string or as a whole number beyond 2^53.
  public String id() {
    var text = required().node.isIntegralNumber() ? node.asText() : text(1_000);
    return isId(text) ? text : this.<String>flawed(Flaw.NOT_AN_ID);
  }

  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  public Optional<String> idIfAny() {
    return isPresent() ? Optional.of(id()) : Optional.empty();
  }

  /// What may recognise a customer. A hint that cannot be one is no reason to refuse the sale.
  public Optional<String> hint() {
    return node.isTextual() || node.isIntegralNumber()
        ? Optional.of(node.asText().strip()).filter(t -> !t.isEmpty() && t.length() <= LONGEST_HINT)
        : Optional.empty();
  }

  public boolean flag(boolean otherwise) {
    if (!isPresent()) {
      return otherwise;
    }
    return node.isBoolean() ? node.booleanValue() : this.<Boolean>flawed(Flaw.WRONG_TYPE);
  }

  public int index() {
    return required().node.isIntegralNumber() && node.canConvertToInt()
        ? node.intValue()
        : this.<Integer>flawed(Flaw.WRONG_TYPE);
  }

  /// A time with its offset.
  public Instant instant() {
    try {
      return OffsetDateTime.parse(text(64)).toInstant();
    } catch (DateTimeException notATime) {
      return flawed(Flaw.NOT_A_TIME);
    }
  }

  public Optional<LocalDate> dateIfAny() {
    try {
      return isPresent() ? Optional.of(LocalDate.parse(text(64))) : Optional.empty();
    } catch (DateTimeException notADate) {
      return flawed(Flaw.NOT_A_DATE);
    }
  }

  /// A number, as such or as a string.
  public BigDecimal decimal() {
    if (required().node.isNumber()) {
      return plausible(node.decimalValue());
    }
    var text = text(64);
    return DECIMAL.matcher(text).matches()
        ? new BigDecimal(text)
        : this.<BigDecimal>flawed(Flaw.NOT_AN_AMOUNT);
  }

  /// Guards against {@code 1e999999999}, which fits into a few bytes and would fill the memory as
  /// soon as it is written out.
  private BigDecimal plausible(BigDecimal number) {
    return Math.abs((long) number.scale()) <= MAX_SCALE && number.precision() <= MAX_SCALE
        ? number
        : this.<BigDecimal>flawed(Flaw.OUT_OF_RANGE);
  }

  /// An amount in minor units. A string must not have more decimals than the currency; a JSON
  /// number may carry the noise of a sender's binary arithmetic (59.970000000000006), which is
  /// rounded away.
  public long minorNoiseRoundedHalfUp(Currency currency) {
    var shifted = decimal().movePointRight(currency.getDefaultFractionDigits());
    if (node.isTextual() && shifted.stripTrailingZeros().scale() > 0) {
      flawed(Flaw.NOT_AN_AMOUNT);
    }
    return inRange(shifted.setScale(0, RoundingMode.HALF_UP));
  }

  private long inRange(BigDecimal minor) {
    return minor.abs().compareTo(BigDecimal.valueOf(Limits.MOST_MINOR)) <= 0
        ? minor.longValueExact()
        : this.<Long>flawed(Flaw.OUT_OF_RANGE);
  }

  private Field required() {
    return isPresent() ? this : flawed(Flaw.MISSING);
  }

  /// Ends the mapping here.
  public <T> T flawed(Flaw flaw) {
    throw new FlawedField(flaw, path);
  }
}
