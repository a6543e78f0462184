// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;

/// The size of an item as DynamoDB counts it: names and values, not the JSON around them. The rules
/// are those of the developer guide's "DynamoDB item sizes and formats"; a test compares them with
/// DynamoDB Local's own.
final class ItemSize {

  private static final int NESTING = 3;
  private static final int ELEMENT = 1;

  private ItemSize() {}

  /// @param item attribute name → typed value; an empty one stands for no item and is 0 bytes
  static long of(ObjectNode item) {
    return item.properties().stream().mapToLong(ItemSize::attribute).sum();
  }

  private static long attribute(Map.Entry<String, JsonNode> attribute) {
    return utf8(attribute.getKey()) + value(attribute.getValue());
  }

  private static long value(JsonNode typed) {
    Map.Entry<String, JsonNode> only = typed.properties().iterator().next();
    JsonNode value = only.getValue();
    return switch (only.getKey()) {
      case "S" -> utf8(value.textValue());
      case "N" -> number(value.textValue());
      case "B" -> binary(value.textValue());
      case "SS" -> value.valueStream().mapToLong(s -> utf8(s.textValue())).sum();
      case "NS" -> value.valueStream().mapToLong(n -> number(n.textValue())).sum();
      case "BS" -> value.valueStream().mapToLong(b -> binary(b.textValue())).sum();
      case "L" -> NESTING + value.valueStream().mapToLong(e -> ELEMENT + value(e)).sum();
      case "M" -> NESTING + value.propertyStream().mapToLong(e -> ELEMENT + attribute(e)).sum();
      case "BOOL", "NULL" -> 1;
      default -> throw new IllegalArgumentException("No type of DynamoDB: " + typed);
    };
  }

  private static long utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }

  private static long binary(String base64) {
    return java.util.Base64.getDecoder().decode(base64).length;
  }

  /// One byte for sign and exponent, one for every two significant digits, counted in pairs from
  /// the decimal point, and one more if it is negative.
  private static long number(String decimal) {
    BigDecimal number = new BigDecimal(decimal).stripTrailingZeros();
    if (number.signum() == 0) {
      return 1;
    }
    int whole = number.precision() - number.scale();
    int pairs = Math.ceilDiv(whole, 2) + Math.ceilDiv(number.scale(), 2);
    return 1 + pairs + (number.signum() < 0 ? 1 : 0);
  }
}
