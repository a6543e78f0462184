// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads one item, attribute by attribute; a missing one that must be there is named.
record Fields(Map<String, AttributeValue> attributes) {

  String text(String name) {
    return required(name).s();
  }

  Optional<String> optionalText(String name) {
    return optional(name).map(AttributeValue::s);
  }

  long number(String name) {
    return Long.parseLong(required(name).n());
  }

  Optional<Long> optionalNumber(String name) {
    return optional(name).map(AttributeValue::n).map(Long::parseLong);
  }

  int integer(String name) {
    return Math.toIntExact(number(name));
  }

  boolean flag(String name) {
    return optional(name).map(AttributeValue::bool).orElse(false);
  }

  Instant instant(String name) {
    return Instant.parse(text(name));
  }

  Optional<Instant> optionalInstant(String name) {
    return optionalText(name).map(Instant::parse);
  }

  LocalDate day(String name) {
    return LocalDate.parse(text(name));
  }

  Fields fields(String name) {
    return new Fields(required(name).m());
  }

  Optional<Fields> optionalFields(String name) {
    return optional(name).map(AttributeValue::m).map(Fields::new);
  }

  List<String> texts(String name) {
    return optional(name).map(AttributeValue::l).orElse(List.of()).stream()
        .map(AttributeValue::s)
        .toList();
  }

  <T> List<T> list(String name, Function<Fields, T> reader) {
    return optional(name).map(AttributeValue::l).orElse(List.of()).stream()
        .map(v -> reader.apply(new Fields(v.m())))
        .toList();
  }

  /// The map written by {@link Item#putNumbers}.
  <K extends Comparable<? super K>> NavigableMap<K, Long> numbers(
      String name, Function<String, K> key) {
    var map = new TreeMap<K, Long>();
    optional(name)
        .map(AttributeValue::m)
        .orElse(Map.of())
        .forEach((k, v) -> map.put(key.apply(k), Long.parseLong(v.n())));
    return map;
  }

  private AttributeValue required(String name) {
    return optional(name)
        .orElseThrow(() -> new IllegalStateException("no " + name + " in an item of the table"));
  }

  private Optional<AttributeValue> optional(String name) {
    @Nullable AttributeValue value = attributes.get(name);
    return Optional.ofNullable(value);
  }
}
