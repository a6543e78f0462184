// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A request to DynamoDB on its way through the proxy.
///
/// @param operation `PutItem`, `TransactWriteItems` and so on
/// @param request as the client sent it
/// @param touches what it does, in the order of the request; a malformed one does nothing
public record Call(String operation, ObjectNode request, List<Touch> touches) {

  public Call {
    touches = List.copyOf(touches);
  }

  static Call of(String operation, ObjectNode request, Function<String, TableSchema> schemas) {
    return new Call(operation, request, touches(operation, request, schemas));
  }

  public Set<String> tables() {
    return touches.stream().map(Touch::table).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Touch> touches(
      String operation, ObjectNode request, Function<String, TableSchema> schemas) {
    return switch (operation) {
      case "GetItem", "PutItem", "UpdateItem", "DeleteItem" ->
          List.of(touch(operation, table(request), request, schemas));
      case "TransactGetItems", "TransactWriteItems" ->
          request
              .path("TransactItems")
              .valueStream()
              .flatMap(JsonNode::propertyStream)
              .map(
                  action ->
                      touch(action.getKey(), table(action.getValue()), action.getValue(), schemas))
              .toList();
      case "BatchGetItem" -> inTables(request, (table, reads) -> batchReads(table, reads, schemas));
      case "BatchWriteItem" ->
          inTables(request, (table, writes) -> batchWrites(table, writes, schemas));
      default -> request.has("TableName") ? List.of(new Touch.Whole(table(request))) : List.of();
    };
  }

  private static Touch touch(
      String action, String table, JsonNode body, Function<String, TableSchema> schemas) {
    ObjectNode item = Json.object(body, "Item");
    ObjectNode key = schemas.apply(table).keyOf(item.isEmpty() ? Json.object(body, "Key") : item);
    return switch (action) {
      case "GetItem", "Get" -> new Touch.Read(table, key);
      case "PutItem", "Put", "PutRequest" -> new Touch.Put(table, key, item);
      case "UpdateItem", "Update" -> new Touch.Update(table, key);
      case "DeleteItem", "Delete", "DeleteRequest" -> new Touch.Delete(table, key);
      case "ConditionCheck" -> new Touch.Check(table, key);
      default -> new Touch.Whole(table);
    };
  }

  private interface Batch {
    Stream<Touch> touches(String table, JsonNode entries);
  }

  private static List<Touch> inTables(ObjectNode request, Batch batch) {
    return request
        .path("RequestItems")
        .propertyStream()
        .flatMap(entry -> batch.touches(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Stream<Touch> batchReads(
      String table, JsonNode reads, Function<String, TableSchema> schemas) {
    return reads
        .path("Keys")
        .valueStream()
        .filter(ObjectNode.class::isInstance)
        .map(key -> schemas.apply(table).keyOf((ObjectNode) key))
        .map(key -> new Touch.Read(table, key));
  }

  private static Stream<Touch> batchWrites(
      String table, JsonNode writes, Function<String, TableSchema> schemas) {
    return writes
        .valueStream()
        .flatMap(JsonNode::propertyStream)
        .map(write -> touch(write.getKey(), table, write.getValue(), schemas));
  }

  private static String table(JsonNode body) {
    return body.path("TableName").asText();
  }
}
