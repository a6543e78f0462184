// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Contention;
import org.ramure.table.Key;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// The Programmes table as the classes of this package use it. Reads are strong: there are few of
/// them (readers keep what they read for a minute), and a key just made, or a first version just
/// published, must be there.
record Rows(DynamoDbEnhancedClient client, String name) {

  private static final int MOST_OF_A_BATCH = 25;

  static final Expression ABSENT =
      Expression.builder().expression("attribute_not_exists(pk)").build();

  static Rows of(DynamoDbClient dynamoDb, String table) {
    return new Rows(
        DynamoDbEnhancedClient.builder().dynamoDbClient(dynamoDb).extensions().build(), table);
  }

  <R> DynamoDbTable<R> of(TableSchema<R> schema) {
    return client.table(name, schema);
  }

  /// All or nothing.
  ///
  /// @return false when a condition failed and nothing was written
  boolean written(Consumer<TransactWriteItemsEnhancedRequest.Builder> items) {
    return Contention.written(() -> client.transactWriteItems(items));
  }

  /// Each for itself, on no condition. DynamoDB may take a part only: the rest is sent until it is
  /// taken.
  <R> void putAll(Class<R> type, DynamoDbTable<R> table, List<R> items) {
    for (int from = 0; from < items.size(); from += MOST_OF_A_BATCH) {
      var waiting =
          new ArrayDeque<>(items.subList(from, Math.min(from + MOST_OF_A_BATCH, items.size())));
      Contention.done(
          () -> {
            var left = left(type, table, waiting);
            waiting.clear();
            waiting.addAll(left);
            return waiting.isEmpty();
          });
    }
  }

  private <R> List<R> left(Class<R> type, DynamoDbTable<R> table, Collection<R> items) {
    var batch = WriteBatch.builder(type).mappedTableResource(table);
    items.forEach(batch::addPutItem);
    return client
        .batchWriteItem(b -> b.writeBatches(batch.build()))
        .unprocessedPutItemsForTable(table);
  }

  /// One write on a condition.
  ///
  /// @return false when it did not hold and nothing was written
  static boolean holds(Runnable write) {
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

  static <R> TransactPutItemEnhancedRequest<R> ifAbsent(Class<R> type, R item) {
    return onCondition(type, item, ABSENT);
  }

  static <R> TransactPutItemEnhancedRequest<R> onCondition(
      Class<R> type, R item, Expression condition) {
    return TransactPutItemEnhancedRequest.builder(type)
        .item(item)
        .conditionExpression(condition)
        .build();
  }

  static Expression equal(String attribute, String value) {
    return Expression.builder()
        .expression("#a = :a")
        .putExpressionName("#a", attribute)
        .putExpressionValue(":a", AttributeValue.fromS(value))
        .build();
  }

  static <R> Optional<R> get(DynamoDbTable<R> table, Key key) {
    return Optional.ofNullable(table.getItem(g -> g.key(enhanced(key)).consistentRead(true)));
  }

  static <R> List<R> all(DynamoDbTable<R> table, ProgrammeId programme, String prefix) {
    var key = new Key(ProgrammeKeys.partition(programme), prefix);
    return table
        .query(
            q ->
                q.queryConditional(QueryConditional.sortBeginsWith(enhanced(key)))
                    .consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  static software.amazon.awssdk.enhanced.dynamodb.Key enhanced(Key key) {
    return software.amazon.awssdk.enhanced.dynamodb.Key.builder()
        .partitionValue(key.pk())
        .sortValue(key.sk())
        .build();
  }
}
