// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What must be known of a table to count its units: its key and its indexes.
///
/// @param key the attributes of the primary key
record TableSchema(List<String> key, List<Index> indexes) {

  /// Of a table that does not exist, or not yet.
  static final TableSchema UNKNOWN = new TableSchema(List.of(), List.of());

  TableSchema {
    key = List.copyOf(key);
    indexes = List.copyOf(indexes);
  }

  /// @param table the `Table` of a DescribeTable answer
  static TableSchema of(JsonNode table) {
    List<String> key = names(table.path("KeySchema"));
    Stream<JsonNode> indexes =
        Stream.of("GlobalSecondaryIndexes", "LocalSecondaryIndexes")
            .flatMap(kind -> table.path(kind).valueStream());
    return new TableSchema(key, indexes.map(index -> Index.of(index, key)).toList());
  }

  private static List<String> names(JsonNode keySchema) {
    return keySchema.valueStream().map(part -> part.path("AttributeName").asText()).toList();
  }

  /// The primary key of an item, in the order of the schema.
  ObjectNode keyOf(ObjectNode item) {
    ObjectNode part = item.objectNode();
    key.stream().filter(item::has).forEach(name -> part.set(name, item.get(name)));
    return part;
  }

  private static ObjectNode only(ObjectNode item, List<String> names) {
    return item.deepCopy().retain(names);
  }

  /// @param key the attributes without which an item is not in the index
  /// @param projected the attributes copied into it, none listed if all are
  record Index(List<String> key, List<String> projected) {

    Index {
      key = List.copyOf(key);
      projected = List.copyOf(projected);
    }

    private static Index of(JsonNode index, List<String> tableKey) {
      List<String> key = names(index.path("KeySchema"));
      JsonNode projection = index.path("Projection");
      if (projection.path("ProjectionType").asText().equals("ALL")) {
        return new Index(key, List.of());
      }
      List<String> projected = new ArrayList<>(tableKey);
      projected.addAll(key);
      projection.path("NonKeyAttributes").forEach(name -> projected.add(name.asText()));
      return new Index(key, projected);
    }

    /// What the index holds of an item: nothing, unless the item has all attributes of its key.
    ObjectNode entry(ObjectNode item) {
      if (!key.stream().allMatch(item::has)) {
        return item.objectNode();
      }
      return projected.isEmpty() ? item : only(item, projected);
    }

    boolean sameKey(ObjectNode one, ObjectNode other) {
      return key.stream().allMatch(name -> one.path(name).equals(other.path(name)));
    }
  }
}
