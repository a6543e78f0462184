// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Writes one item, attribute by attribute. Absent optionals leave no attribute: indexes are
/// sparse.
final class Item {

  private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

  static Item of(Key key) {
    return new Item().put(TableShape.PK, key.pk()).put(TableShape.SK, key.sk());
  }

  static Item map() {
    return new Item();
  }

  Item put(String name, String value) {
    attributes.put(name, AttributeValue.fromS(value));
    return this;
  }

  Item put(String name, long value) {
    attributes.put(name, AttributeValue.fromN(Long.toString(value)));
    return this;
  }

  Item put(String name, boolean value) {
    attributes.put(name, AttributeValue.fromBool(value));
    return this;
  }

  Item put(String name, Instant value) {
    return put(name, Instants.text(value));
  }

  Item put(String name, LocalDate value) {
    return put(name, value.toString());
  }

  Item put(String name, Item value) {
    attributes.put(name, AttributeValue.fromM(value.attributes()));
    return this;
  }

  Item put(String name, AttributeValue value) {
    attributes.put(name, value);
    return this;
  }

  Item putTexts(String name, Iterable<String> values) {
    var list = new java.util.ArrayList<AttributeValue>();
    values.forEach(v -> list.add(AttributeValue.fromS(v)));
    attributes.put(name, AttributeValue.fromL(list));
    return this;
  }

  Item putItems(String name, List<Item> values) {
    attributes.put(
        name,
        AttributeValue.fromL(
            values.stream().map(v -> AttributeValue.fromM(v.attributes())).toList()));
    return this;
  }

  /// A map from any key with a clear text to whole numbers.
  Item putNumbers(String name, Map<?, Long> values) {
    var map = Item.map();
    values.forEach((key, value) -> map.put(key.toString(), value));
    return put(name, map);
  }

  Item putText(String name, Optional<String> value) {
    value.ifPresent(v -> put(name, v));
    return this;
  }

  /// Says which request writes the item.
  Item traced() {
    return putText(Correlation.ATTRIBUTE, Correlation.current());
  }

  Map<String, AttributeValue> attributes() {
    return attributes;
  }
}
