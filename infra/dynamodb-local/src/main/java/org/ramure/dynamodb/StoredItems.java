// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What some items are at one moment.
final class StoredItems {

  private record Key(String table, ObjectNode key) {}

  private final Map<Key, ObjectNode> items = new HashMap<>();

  private StoredItems() {}

  /// Reads strongly, in one call outside the meter: a transaction has no more items than a batch
  /// may have. If DynamoDB Local refuses, it will refuse the writes of the same keys as well.
  static StoredItems read(List<Touch> touches, Target target) {
    var stored = new StoredItems();
    if (touches.isEmpty()) {
      return stored;
    }
    JsonNode tables = target.ask("BatchGetItem", batch(touches)).json().path("Responses");
    tables.forEachEntry((table, items) -> stored.add(target.schema(table), table, items));
    return stored;
  }

  private static ObjectNode batch(List<Touch> touches) {
    ObjectNode batch = Json.object();
    ObjectNode tables = batch.putObject("RequestItems");
    for (Touch touch : touches) {
      ObjectNode reads = tables.withObjectProperty(touch.table()).put("ConsistentRead", true);
      reads.withArrayProperty("Keys").add(touch.key());
    }
    return batch;
  }

  private void add(TableSchema schema, String table, JsonNode found) {
    found.forEach(
        item -> items.put(new Key(table, schema.keyOf((ObjectNode) item)), (ObjectNode) item));
  }

  /// The item, empty if it was not there.
  ObjectNode of(Touch touch) {
    return items.getOrDefault(new Key(touch.table(), touch.key()), Json.object());
  }
}
