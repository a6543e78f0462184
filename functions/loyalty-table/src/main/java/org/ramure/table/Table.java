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

  /// Keys that one call takes.
  private static final int MOST_AT_ONCE = 100;

  Optional<Map<String, AttributeValue>> get(Key key) {
    var answer = client.getItem(g -> g.tableName(name).key(key.attributes()).consistentRead(true));
    return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
  }

  /// Those that do not exist are left out.
  List<Map<String, AttributeValue>> getAll(Collection<Key> keys) {
    var items = new ArrayList<Map<String, AttributeValue>>();
    var all = keys.stream().distinct().toList();
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      getSome(all.subList(from, Math.min(from + MOST_AT_ONCE, all.size())), items);
    }
    return items;
  }

  /// DynamoDB may answer a part only: the rest is asked for until it came.
  private void getSome(List<Key> keys, List<Map<String, AttributeValue>> items) {
    var wanted = wanted(keys);
    while (!wanted.isEmpty()) {
      var request = wanted;
      var answer = client.batchGetItem(b -> b.requestItems(request));
      items.addAll(answer.responses().getOrDefault(name, List.of()));
      wanted = answer.unprocessedKeys();
    }
  }

  private Map<String, KeysAndAttributes> wanted(List<Key> keys) {
    var attributes = keys.stream().map(Key::attributes).toList();
    return Map.of(name, KeysAndAttributes.builder().keys(attributes).consistentRead(true).build());
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

  /// Some keys of the whole table, in no order but with those of one partition side by side. It
  /// costs half a unit for each 4 KB of whatever lies there, small or large: for audits and exports
  /// only.
  KeyPage keys(Optional<Key> after, int most) {
    var answer =
        client.scan(
            s -> {
              s.tableName(name)
                  .limit(most)
                  .projectionExpression("#pk, #sk")
                  .expressionAttributeNames(Map.of("#pk", TableShape.PK, "#sk", TableShape.SK));
              after.ifPresent(key -> s.exclusiveStartKey(key.attributes()));
            });
    return new KeyPage(
        answer.items().stream().map(Key::of).toList(),
        answer.hasLastEvaluatedKey()
            ? Optional.of(Key.of(answer.lastEvaluatedKey()))
            : Optional.empty());
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
