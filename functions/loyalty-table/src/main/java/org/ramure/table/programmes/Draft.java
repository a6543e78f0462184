// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ramure.table.Key;
import org.ramure.table.TableShape;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTag;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/// An item half read: a schema fills it attribute by attribute, and a record is made of it at the
/// end. It stands in for the builder class that each record would otherwise need.
final class Draft {

  private final Map<String, Object> values = new HashMap<>();

  String text(String name) {
    return optionalText(name)
        .orElseThrow(() -> new IllegalStateException("no " + name + " in an item of the table"));
  }

  Optional<String> optionalText(String name) {
    return Optional.ofNullable(values.get(name)).map(String.class::cast);
  }

  Instant instant(String name) {
    return Instant.parse(text(name));
  }

  /// Absent where nobody was noted.
  Optional<Change> change(String by, String at) {
    return optionalText(by).map(name -> new Change(name, instant(at)));
  }

  @SuppressWarnings("unchecked")
  List<String> texts(String name) {
    return (List<String>) values.getOrDefault(name, List.of());
  }

  /// A schema in the making. Absent optionals leave no attribute.
  static final class Schema<R> {

    private final StaticImmutableTableSchema.Builder<R, Draft> schema;

    private Schema(Class<R> type, Function<Draft, R> make) {
      schema =
          StaticImmutableTableSchema.builder(type, Draft.class)
              .newItemBuilder(Draft::new, make::apply);
    }

    /// @param key where a record lives
    static <R> Schema<R> of(Class<R> type, Function<R, Key> key, Function<Draft, R> make) {
      return new Schema<>(type, make)
          .key(TableShape.PK, r -> key.apply(r).pk(), StaticAttributeTags.primaryPartitionKey())
          .key(TableShape.SK, r -> key.apply(r).sk(), StaticAttributeTags.primarySortKey());
    }

    Schema<R> text(String name, Function<R, ?> getter) {
      return add(name, EnhancedType.of(String.class), r -> getter.apply(r).toString());
    }

    Schema<R> optional(String name, Function<R, Optional<?>> getter) {
      return add(
          name,
          EnhancedType.of(String.class),
          r -> getter.apply(r).map(Object::toString).orElse(null));
    }

    Schema<R> number(String name, Function<R, Long> getter) {
      return add(name, EnhancedType.of(Long.class), getter::apply);
    }

    Schema<R> change(String by, String at, Function<R, Optional<Change>> getter) {
      return optional(by, r -> getter.apply(r).map(Change::by))
          .optional(at, r -> getter.apply(r).map(Change::at));
    }

    Schema<R> texts(String name, Function<R, List<String>> getter) {
      return add(name, EnhancedType.listOf(String.class), getter::apply);
    }

    TableSchema<R> build() {
      return schema.build();
    }

    private Schema<R> key(String name, Function<R, String> getter, StaticAttributeTag tag) {
      schema.addAttribute(
          String.class,
          a -> a.name(name).getter(getter).setter((d, v) -> d.values.put(name, v)).tags(tag));
      return this;
    }

    private <T> Schema<R> add(String name, EnhancedType<T> type, Function<R, @Nullable T> getter) {
      schema.addAttribute(
          type, a -> a.name(name).getter(getter).setter((d, v) -> d.values.put(name, v)));
      return this;
    }
  }
}
