// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// All or nothing over several items. A failed condition means that somebody else was first, and
/// the caller reads and decides again.
final class Transaction {

  /// Items in one transaction.
  static final int MOST = 100;

  private final List<TransactWriteItem> items = new ArrayList<>();

  /// @param attributes the whole item, keys included
  Transaction put(String table, Map<String, AttributeValue> attributes, Condition condition) {
    return add(
        b ->
            b.put(
                Put.builder()
                    .tableName(table)
                    .item(attributes)
                    .applyMutation(condition::on)
                    .build()));
  }

  Transaction put(String table, Map<String, AttributeValue> attributes) {
    return add(b -> b.put(Put.builder().tableName(table).item(attributes).build()));
  }

  Transaction update(Update update) {
    return add(b -> b.update(update));
  }

  Transaction delete(String table, Key key, Condition condition) {
    return add(
        b ->
            b.delete(
                Delete.builder()
                    .tableName(table)
                    .key(key.attributes())
                    .applyMutation(condition::on)
                    .build()));
  }

  Transaction check(String table, Key key, Condition condition) {
    return add(
        b ->
            b.conditionCheck(
                ConditionCheck.builder()
                    .tableName(table)
                    .key(key.attributes())
                    .applyMutation(condition::on)
                    .build()));
  }

  private Transaction add(java.util.function.Consumer<TransactWriteItem.Builder> item) {
    items.add(TransactWriteItem.builder().applyMutation(item).build());
    return this;
  }

  int size() {
    return items.size();
  }

  /// @return whether it was written; false when a condition failed and nothing was
  boolean commit(DynamoDbClient client) {
    return Contention.written(() -> client.transactWriteItems(t -> t.transactItems(items)));
  }

  /// @return whether it was written; false also where another write was under way
  boolean commitUnlessMet(DynamoDbClient client) {
    return Contention.writtenUnlessMet(
        () -> client.transactWriteItems(t -> t.transactItems(items)));
  }

  /// A condition expression with its names and values.
  record Condition(
      String expression, Map<String, String> names, Map<String, AttributeValue> values) {

    void on(PutItemRequest.Builder put) {
      put.conditionExpression(expression).expressionAttributeNames(names);
      if (!values.isEmpty()) {
        put.expressionAttributeValues(values);
      }
    }

    void on(UpdateItemRequest.Builder update) {
      update.conditionExpression(expression).expressionAttributeValues(values);
      if (!names.isEmpty()) {
        update.expressionAttributeNames(names);
      }
    }

    void on(Put.Builder put) {
      put.conditionExpression(expression).expressionAttributeNames(names);
      if (!values.isEmpty()) {
        put.expressionAttributeValues(values);
      }
    }

    void on(ConditionCheck.Builder check) {
      check.conditionExpression(expression).expressionAttributeNames(names);
      if (!values.isEmpty()) {
        check.expressionAttributeValues(values);
      }
    }

    void on(Delete.Builder delete) {
      delete.conditionExpression(expression).expressionAttributeNames(names);
      if (!values.isEmpty()) {
        delete.expressionAttributeValues(values);
      }
    }

    static final Condition PRESENT =
        new Condition("attribute_exists(#pk)", Map.of("#pk", TableShape.PK), Map.of());

    static final Condition ABSENT =
        new Condition("attribute_not_exists(#pk)", Map.of("#pk", TableShape.PK), Map.of());

    static Condition equal(String name, long value) {
      return new Condition(
          "#c = :c", Map.of("#c", name), Map.of(":c", AttributeValue.fromN(Long.toString(value))));
    }

    /// Absent while nothing was ever written ({@code version} 0), else unchanged since it was read.
    static Condition unchanged(String name, long version) {
      return version == 0 ? ABSENT : equal(name, version);
    }
  }
}
