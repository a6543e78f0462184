// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// One table as the others use it: keys are read strongly, indexes as they are, and a write on a
/// condition says whether it was the first. A write that meets a transaction is tried again.
record Table(DynamoDbClient client, String name) {

  Optional<Map<String, AttributeValue>> get(Key key) {
    var answer = client.getItem(g -> g.tableName(name).key(key.attributes()).consistentRead(true));
    return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
  }

  /// Those that do not exist are left out. DynamoDB may answer a part only: the rest is asked for
  /// until it came.
  List<Map<String, AttributeValue>> getAll(Collection<Key> keys) {
    var items = new ArrayList<Map<String, AttributeValue>>();
    var wanted = wanted(keys);
    while (!wanted.isEmpty()) {
      var request = wanted;
      var answer = client.batchGetItem(b -> b.requestItems(request));
      items.addAll(answer.responses().getOrDefault(name, List.of()));
      wanted = answer.unprocessedKeys();
    }
    return items;
  }

  private Map<String, KeysAndAttributes> wanted(Collection<Key> keys) {
    var attributes = keys.stream().distinct().map(Key::attributes).toList();
    return attributes.isEmpty()
        ? Map.of()
        : Map.of(name, KeysAndAttributes.builder().keys(attributes).consistentRead(true).build());
  }

  /// All items of a partition, in the order of their sort keys.
  Stream<Map<String, AttributeValue>> partition(String pk) {
    return client
        .queryPaginator(
            q ->
                q.tableName(name)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(pk))))
        .items()
        .stream();
  }

  /// Writes a whole item where the condition holds of what is there.
  ///
  /// @return false when it does not: nothing was written
  boolean put(Map<String, AttributeValue> item, Transaction.Condition condition) {
    return holds(
        () -> client.putItem(p -> p.tableName(name).item(item).applyMutation(condition::on)));
  }

  /// Changes attributes of an item of which the condition holds.
  ///
  /// @param condition with the names and values of both expressions
  /// @return false when it does not: nothing was written
  boolean update(Key key, String expression, Transaction.Condition condition) {
    return holds(
        () ->
            client.updateItem(
                u ->
                    u.tableName(name)
                        .key(key.attributes())
                        .updateExpression(expression)
                        .applyMutation(condition::on)));
  }

  private static boolean holds(Runnable write) {
    return Contention.retry(
        () -> {
          try {
            write.run();
            return true;
          } catch (ConditionalCheckFailedException somebodyElse) {
            return false;
          }
        });
  }
}
