// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/// What a call does to one item, or to a table as a whole. Keys and items are DynamoDB's JSON.
public sealed interface Touch {

  String table();

  /// The primary key; empty for a table as a whole.
  ObjectNode key();

  /// The values of the key, as text.
  default Stream<String> keyValues() {
    return key().valueStream().flatMap(JsonNode::valueStream).map(JsonNode::asText);
  }

  /// A read by key.
  record Read(String table, ObjectNode key) implements Touch {}

  /// A write of a whole item.
  record Put(String table, ObjectNode key, ObjectNode item) implements Touch {}

  record Update(String table, ObjectNode key) implements Touch {}

  record Delete(String table, ObjectNode key) implements Touch {}

  /// A condition on an item that a transaction does not write.
  record Check(String table, ObjectNode key) implements Touch {}

  /// A query, a scan, or an operation on the table itself.
  record Whole(String table) implements Touch {
    @Override
    public ObjectNode key() {
      return Json.object();
    }
  }
}
