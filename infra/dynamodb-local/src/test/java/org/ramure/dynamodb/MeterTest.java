// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ramure.dynamodb.TestTable.due;
import static org.ramure.dynamodb.TestTable.item;
import static org.ramure.dynamodb.TestTable.key;
import static org.ramure.dynamodb.TestTable.s;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeterTest {

  private final DynamoDbClient client;
  private final Meter meter;
  private final String table;
  private final String other;

  MeterTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.client = client;
    meter = proxy.meter();
    table = names.of("Ledger");
    other = names.of("Vouchers");
  }

  @BeforeAll
  void createTables() {
    TestTable.create(client, table);
    TestTable.create(client, other);
  }

  private void stored(Map<String, AttributeValue> item) {
    client.putItem(put -> put.tableName(table).item(item));
  }

  private Cost costOf(Meter.Work<RuntimeException> work) {
    return meter.during(work).total();
  }

  private static Cost written(double units) {
    return new Cost(1, 0, units);
  }

  private static Cost read(double units) {
    return new Cost(1, units, 0);
  }

  @Nested
  class Writing_one_item {

    @Test
    void a_put_costs_one_unit_per_kilobyte_begun() {
      assertThat(costOf(() -> stored(item("put-1", 900)))).isEqualTo(written(1));
      assertThat(costOf(() -> stored(item("put-2", 1100)))).isEqualTo(written(2));
    }

    @Test
    void a_put_over_a_larger_item_costs_as_much_as_the_larger_one() {
      stored(item("put-3", 2500));

      assertThat(costOf(() -> stored(item("put-3")))).isEqualTo(written(3));
    }

    @Test
    void an_update_costs_as_much_as_the_item_it_leaves_or_finds_whichever_is_larger() {
      stored(item("update-1"));

      assertThat(costOf(() -> setText("update-1", "x".repeat(1100)))).isEqualTo(written(2));
      assertThat(costOf(() -> setText("update-1", "x"))).isEqualTo(written(2));
      assertThat(costOf(() -> setText("update-1", "y"))).isEqualTo(written(1));
    }

    @Test
    void a_delete_costs_as_much_as_the_item_and_one_unit_if_there_is_none() {
      stored(item("delete-1", 1500));

      assertThat(costOf(() -> delete("delete-1"))).isEqualTo(written(2));
      assertThat(costOf(() -> delete("delete-1"))).isEqualTo(written(1));
    }

    @Test
    void a_refused_put_costs_as_much_as_the_larger_of_both_items() {
      stored(item("refused-1", 2500));
      stored(item("refused-2"));

      assertThat(costOf(() -> putNew(item("refused-1")))).isEqualTo(written(3));
      assertThat(costOf(() -> putNew(item("refused-2", 1100)))).isEqualTo(written(2));
    }

    @Test
    void a_refused_update_of_nothing_costs_one_unit() {
      assertThat(costOf(() -> updateExisting("refused-3"))).isEqualTo(written(1));
    }

    private void setText(String pk, String text) {
      client.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(key(pk))
                  .updateExpression("SET note = :note")
                  .expressionAttributeValues(Map.of(":note", s(text))));
    }

    private void delete(String pk) {
      client.deleteItem(delete -> delete.tableName(table).key(key(pk)));
    }

    private void putNew(Map<String, AttributeValue> item) {
      assertThatThrownBy(
              () ->
                  client.putItem(
                      put ->
                          put.tableName(table)
                              .item(item)
                              .conditionExpression("attribute_not_exists(pk)")))
          .isInstanceOf(ConditionalCheckFailedException.class);
    }

    private void updateExisting(String pk) {
      assertThatThrownBy(
              () ->
                  client.updateItem(
                      update ->
                          update
                              .tableName(table)
                              .key(key(pk))
                              .updateExpression("SET a = :a")
                              .conditionExpression("attribute_exists(pk)")
                              .expressionAttributeValues(Map.of(":a", s("1")))))
          .isInstanceOf(ConditionalCheckFailedException.class);
    }
  }

  @Nested
  class The_sparse_index {

    @Test
    void an_item_without_its_attributes_costs_nothing_there() {
      assertThat(costOf(() -> stored(item("due-0")))).isEqualTo(written(1));
    }

    @Test
    void entering_and_leaving_cost_one_unit_and_moving_two() {
      assertThat(costOf(() -> stored(due("due-1", "2031-05-01")))).isEqualTo(written(2));
      assertThat(costOf(() -> stored(due("due-1", "2031-05-02")))).isEqualTo(written(3));
      assertThat(costOf(() -> stored(item("due-1")))).isEqualTo(written(2));
    }

    @Test
    void an_item_that_stays_where_it_is_costs_nothing_there() {
      stored(due("due-2", "2031-05-01"));
      Map<String, AttributeValue> changed = due("due-2", "2031-05-01");
      changed.put("note", s("other"));

      assertThat(costOf(() -> stored(changed))).isEqualTo(written(1));
    }

    @Test
    void in_a_transaction_too_and_not_doubled() {
      assertThat(costOf(() -> transact(put(due("due-3", "2031-05-01"))))).isEqualTo(written(3));
      assertThat(costOf(() -> transact(put(due("due-3", "2031-05-02"))))).isEqualTo(written(4));
      assertThat(costOf(() -> transact(update("due-3", "REMOVE duePk, dueSk"))))
          .isEqualTo(written(3));
      assertThat(costOf(() -> transact(put(item("due-3"))))).isEqualTo(written(2));
    }
  }

  @Nested
  class Transactions {

    @Test
    void three_items_cost_two_units_each_in_one_call() {
      Usage usage =
          meter.during(
              () ->
                  transact(
                      put(item("tx-1")),
                      put(item("tx-2")),
                      TransactWriteItem.builder()
                          .put(put -> put.tableName(other).item(item("tx-3")))
                          .build()));

      assertThat(usage.total()).isEqualTo(written(6));
      assertThat(usage.of("TransactWriteItems")).isEqualTo(written(6));
      assertThat(usage.on(table)).isEqualTo(written(4));
      assertThat(usage.on(other)).isEqualTo(written(2));
    }

    @Test
    void a_larger_item_costs_two_units_per_kilobyte_before_or_after() {
      assertThat(costOf(() -> transact(put(item("tx-4", 1100))))).isEqualTo(written(4));
      assertThat(costOf(() -> transact(put(item("tx-4"))))).isEqualTo(written(4));
    }

    @Test
    void an_update_that_grows_the_item_counts_what_it_leaves() {
      stored(item("tx-5", 1000));

      assertThat(costOf(() -> transact(update("tx-5", "SET more = note")))).isEqualTo(written(4));
    }

    @Test
    void a_check_costs_as_much_as_a_write_and_a_delete_of_nothing_too() {
      stored(item("tx-6"));

      assertThat(
              costOf(
                  () ->
                      transact(
                          TransactWriteItem.builder()
                              .conditionCheck(
                                  check ->
                                      check
                                          .tableName(table)
                                          .key(key("tx-6"))
                                          .conditionExpression("attribute_exists(pk)"))
                              .build(),
                          TransactWriteItem.builder()
                              .delete(delete -> delete.tableName(table).key(key("tx-7")))
                              .build())))
          .isEqualTo(written(4));
    }

    @Test
    void a_cancelled_one_is_counted_as_if_it_had_succeeded() {
      TransactWriteItem refused =
          TransactWriteItem.builder()
              .put(
                  put ->
                      put.tableName(table)
                          .item(item("tx-8"))
                          .conditionExpression("attribute_exists(pk)"))
              .build();

      assertThat(costOf(() -> cancelled(refused, put(due("tx-9", "2031-05-01")))))
          .isEqualTo(written(4));
    }

    @Test
    void the_same_token_again_costs_reads_only() {
      assertThat(costOf(() -> transactAs("token-1", put(item("tx-10"))))).isEqualTo(written(2));
      assertThat(costOf(() -> transactAs("token-1", put(item("tx-10"))))).isEqualTo(read(2));
    }

    @Test
    void reading_in_a_transaction_costs_two_units_per_four_kilobytes() {
      stored(item("tx-11", 5000));

      assertThat(
              costOf(
                  () ->
                      client.transactGetItems(
                          read ->
                              read.transactItems(
                                  one -> one.get(get -> get.tableName(table).key(key("tx-11"))),
                                  one -> one.get(get -> get.tableName(table).key(key("tx-12")))))))
          .isEqualTo(read(6));
    }

    private void cancelled(TransactWriteItem... items) {
      assertThatThrownBy(() -> transact(items)).isInstanceOf(TransactionCanceledException.class);
    }
  }

  @Nested
  class Reading {

    @Test
    void a_get_costs_half_a_unit_per_four_kilobytes_and_a_whole_one_if_strong() {
      stored(item("read-1"));
      stored(item("read-2", 5000));

      assertThat(costOf(() -> get("read-1", false))).isEqualTo(read(0.5));
      assertThat(costOf(() -> get("read-1", true))).isEqualTo(read(1));
      assertThat(costOf(() -> get("read-2", true))).isEqualTo(read(2));
      assertThat(costOf(() -> get("read-nobody", true))).isEqualTo(read(1));
    }

    @Test
    void a_query_costs_by_the_sum_of_its_items() {
      stored(item("read-3", 5000));

      assertThat(costOf(() -> query("read-3", false))).isEqualTo(read(1));
      assertThat(costOf(() -> query("read-3", true))).isEqualTo(read(2));
    }

    @Test
    void a_query_that_finds_nothing_costs_what_one_small_item_costs() {
      assertThat(costOf(() -> query("read-nobody", false))).isEqualTo(read(0.5));
      assertThat(costOf(() -> query("read-nobody", true))).isEqualTo(read(1));
    }

    @Test
    void a_query_of_the_index_costs_by_its_entries() {
      Map<String, AttributeValue> large = item("read-4", 5000);
      large.put("duePk", s("QUERIED"));
      large.put("dueSk", s("2031-05-01"));
      stored(large);

      assertThat(
              costOf(
                  () ->
                      client.query(
                          query ->
                              query
                                  .tableName(table)
                                  .indexName("due")
                                  .keyConditionExpression("duePk = :pk")
                                  .expressionAttributeValues(Map.of(":pk", s("QUERIED"))))))
          .isEqualTo(read(0.5));
    }

    @Test
    void a_batch_costs_by_each_item_those_that_are_not_there_too() {
      stored(item("read-5", 5000));
      stored(item("read-6", 5000));

      assertThat(costOf(() -> batchGet(false, "read-5", "read-6"))).isEqualTo(read(2));
      assertThat(costOf(() -> batchGet(true, "read-5", "read-6"))).isEqualTo(read(4));
      assertThat(costOf(() -> batchGet(true, "read-5", "read-nobody"))).isEqualTo(read(3));
    }

    private void get(String pk, boolean consistent) {
      client.getItem(get -> get.tableName(table).key(key(pk)).consistentRead(consistent));
    }

    private void query(String pk, boolean consistent) {
      client.query(
          query ->
              query
                  .tableName(table)
                  .consistentRead(consistent)
                  .keyConditionExpression("pk = :pk")
                  .expressionAttributeValues(Map.of(":pk", s(pk))));
    }

    private void batchGet(boolean consistent, String... pks) {
      client.batchGetItem(
          batch ->
              batch.requestItems(
                  Map.of(
                      table,
                      KeysAndAttributes.builder()
                          .consistentRead(consistent)
                          .keys(Stream.of(pks).map(TestTable::key).toList())
                          .build())));
    }
  }

  @Nested
  class The_client {

    @Test
    void does_not_see_what_it_did_not_ask_for() {
      stored(item("silent-1"));

      assertThat(
              client.getItem(get -> get.tableName(table).key(key("silent-1"))).consumedCapacity())
          .isNull();
      assertThatThrownBy(() -> putNew(ReturnValuesOnConditionCheckFailure.NONE))
          .isInstanceOfSatisfying(
              ConditionalCheckFailedException.class,
              refusal -> assertThat(refusal.hasItem()).isFalse());
    }

    @Test
    void sees_what_it_asked_for() {
      stored(item("silent-1"));

      assertThat(
              client
                  .getItem(
                      get ->
                          get.tableName(table)
                              .key(key("silent-1"))
                              .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                  .consumedCapacity()
                  .capacityUnits())
          .isEqualTo(0.5);
      assertThatThrownBy(() -> putNew(ReturnValuesOnConditionCheckFailure.ALL_OLD))
          .isInstanceOfSatisfying(
              ConditionalCheckFailedException.class,
              refusal -> assertThat(refusal.item()).isEqualTo(item("silent-1")));
    }

    private void putNew(ReturnValuesOnConditionCheckFailure returned) {
      client.putItem(
          put ->
              put.tableName(table)
                  .item(item("silent-1"))
                  .conditionExpression("attribute_not_exists(pk)")
                  .returnValuesOnConditionCheckFailure(returned));
    }
  }

  @Test
  void a_batch_of_writes_costs_what_its_writes_cost_alone() {
    stored(due("batch-1", "2031-05-01"));

    assertThat(
            costOf(
                () ->
                    client.batchWriteItem(
                        batch ->
                            batch.requestItems(
                                Map.of(
                                    table,
                                    List.of(
                                        WriteRequest.builder()
                                            .putRequest(
                                                PutRequest.builder().item(item("batch-1")).build())
                                            .build(),
                                        WriteRequest.builder()
                                            .deleteRequest(d -> d.key(key("batch-2")))
                                            .build()))))))
        .isEqualTo(written(3));
  }

  @Test
  void a_race_has_one_winner_and_every_racer_is_counted() {
    AtomicInteger winners = new AtomicInteger();

    Cost cost =
        costOf(
            () -> {
              try (var racers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 32; i++) {
                  var _ = racers.submit(() -> winners.addAndGet(claimed() ? 1 : 0));
                }
              }
            });

    assertThat(winners).hasValue(1);
    assertThat(cost).isEqualTo(new Cost(32, 0, 32));
  }

  private boolean claimed() {
    try {
      client.putItem(
          put ->
              put.tableName(table)
                  .item(item("race"))
                  .conditionExpression("attribute_not_exists(pk)"));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  @Test
  void a_usage_says_what_it_is_made_of() {
    Usage usage =
        meter.during(
            () -> {
              stored(item("sum-1"));
              transact(put(item("sum-2")));
              client.getItem(get -> get.tableName(table).key(key("sum-1")));
            });

    assertThat(usage)
        .hasToString(
            "3 calls, 0.5 R, 3 W {GetItem=1 call, 0.5 R, 0 W, PutItem=1 call, 0 R, 1 W,"
                + " TransactWriteItems=1 call, 0 R, 2 W}");
    assertThat(usage.calls()).isEqualTo(3);
    assertThat(usage.readUnits()).isEqualTo(0.5);
    assertThat(usage.writeUnits()).isEqualTo(3);
    assertThat(meter.during(() -> {})).isEqualTo(Usage.NONE);
  }

  private void transact(TransactWriteItem... items) {
    client.transactWriteItems(transaction -> transaction.transactItems(items));
  }

  private void transactAs(String token, TransactWriteItem... items) {
    client.transactWriteItems(tx -> tx.transactItems(items).clientRequestToken(token));
  }

  private TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder().put(put -> put.tableName(table).item(item)).build();
  }

  private TransactWriteItem update(String pk, String expression) {
    return TransactWriteItem.builder()
        .update(update -> update.tableName(table).key(key(pk)).updateExpression(expression))
        .build();
  }
}
