// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A batch cut in two, as DynamoDB does when it has not the capacity for all of it.
///
/// @param first what is done: of each table's entries the first half, rounded up
/// @param rest what is not, in the shape of `UnprocessedItems` or `UnprocessedKeys`
record HalfBatch(ObjectNode first, ObjectNode rest) {

  static HalfBatch of(Call call) {
    ObjectNode first = call.request().deepCopy();
    ObjectNode rest = Json.object();
    first.path("RequestItems").forEachEntry((table, batch) -> split(table, batch, rest));
    return new HalfBatch(first, rest);
  }

  private static void split(String table, JsonNode batch, ObjectNode rest) {
    ObjectNode other = Json.object();
    other.set(table, batch.deepCopy());
    ArrayNode done = entries(batch);
    ArrayNode left = entries(other.path(table));
    int half = Math.ceilDiv(done.size(), 2);
    for (int i = done.size() - 1; i >= 0; i--) {
      (i < half ? left : done).remove(i);
    }
    if (!left.isEmpty()) {
      rest.setAll(other);
    }
  }

  private static ArrayNode entries(JsonNode batch) {
    return (ArrayNode) (batch.isArray() ? batch : batch.path("Keys"));
  }

  Answer complete(Call call, Answer answer) {
    String name = call.operation().equals("BatchGetItem") ? "UnprocessedKeys" : "UnprocessedItems";
    ObjectNode body = answer.json();
    body.set(name, rest);
    return Answer.of(answer.status(), body);
  }
}
