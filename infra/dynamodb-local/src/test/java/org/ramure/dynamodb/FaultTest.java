// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ramure.dynamodb.TestTable.item;
import static org.ramure.dynamodb.TestTable.key;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultTest {

  private final DynamoDbProxy proxy;
  private final DynamoDbClient client;
  private final DynamoDbClient once;
  private final String table;

  FaultTest(DynamoDbProxy proxy, DynamoDbClient client, TableNames names) {
    this.proxy = proxy;
    this.client = client;
    once =
        DynamoDbExtension.configured(proxy.endpoint())
            .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    table = names.of("Ledger");
  }

  @BeforeAll
  void createTable() {
    TestTable.create(client, table);
  }

  @AfterAll
  void close() {
    once.close();
  }

  private static void put(DynamoDbClient client, String table, String pk) {
    client.putItem(put -> put.tableName(table).item(item(pk)));
  }

  private void putOnce(String pk) {
    put(once, table, pk);
  }

  private boolean isStored(String pk) {
    return client.getItem(get -> get.tableName(table).key(key(pk)).consistentRead(true)).hasItem();
  }

  private void transact(String... pks) {
    once.transactWriteItems(
        tx -> tx.transactItems(Stream.of(pks).map(this::transactionalPut).toList()));
  }

  private TransactWriteItem transactionalPut(String pk) {
    return TransactWriteItem.builder().put(put -> put.tableName(table).item(item(pk))).build();
  }

  @Nested
  class A_throttled_call {

    @Test
    void is_refused_and_nothing_is_written_or_charged() {
      proxy.inject(Fault.on("PutItem").throttle());

      Usage usage =
          proxy
              .meter()
              .during(
                  () ->
                      assertThatThrownBy(() -> putOnce("throttled-1"))
                          .isInstanceOf(ProvisionedThroughputExceededException.class));

      assertThat(usage.total()).isEqualTo(new Cost(1, 0, 0));
      assertThat(isStored("throttled-1")).isFalse();
    }

    @Test
    void is_repeated_by_the_sdk_and_every_attempt_is_a_call() {
      ArmedFault fault = proxy.inject(Fault.on("PutItem").throttle().times(2));

      Usage usage = proxy.meter().during(() -> put(client, table, "throttled-2"));

      assertThat(usage.total()).isEqualTo(new Cost(3, 0, 1));
      assertThat(fault.hits()).isEqualTo(2);
    }

    @Test
    void names_the_item_of_a_transaction() {
      proxy.inject(Fault.on("TransactWriteItems").key("throttled-4").throttle());

      assertThatThrownBy(() -> transact("throttled-3", "throttled-4"))
          .isInstanceOfSatisfying(
              TransactionCanceledException.class,
              cancelled ->
                  assertThat(cancelled.cancellationReasons())
                      .extracting("code")
                      .containsExactly("None", "ThrottlingError"));
    }
  }

  @Nested
  class A_conflict {

    @Test
    void cancels_a_transaction_with_the_reason_at_its_item() {
      proxy.inject(Fault.on("TransactWriteItems").key("conflict-2").conflict());

      assertThatThrownBy(() -> transact("conflict-1", "conflict-2", "conflict-3"))
          .isInstanceOfSatisfying(
              TransactionCanceledException.class,
              cancelled ->
                  assertThat(cancelled.cancellationReasons())
                      .extracting("code")
                      .containsExactly("None", "TransactionConflict", "None"))
          .hasMessageContaining("specific reasons [None, TransactionConflict, None]");
      assertThat(isStored("conflict-1")).isFalse();
    }

    @Test
    void refuses_a_single_write() {
      proxy.inject(Fault.on("PutItem").conflict());

      assertThatThrownBy(() -> putOnce("conflict-4"))
          .isInstanceOf(TransactionConflictException.class);
      assertThat(isStored("conflict-4")).isFalse();
    }
  }

  @Nested
  class An_answer_that_is_lost {

    @Test
    void leaves_the_client_in_doubt_of_a_write_that_happened() {
      proxy.inject(Fault.on("PutItem").dropAnswerAfterSuccess().times(2));

      assertThatThrownBy(() -> putOnce("lost-1")).isInstanceOf(SdkClientException.class);
      assertThat(isStored("lost-1")).isTrue();
    }

    @Test
    void may_be_an_internal_error_too() {
      proxy.inject(Fault.on("PutItem").failAfterSuccess());

      assertThatThrownBy(() -> putOnce("lost-2")).isInstanceOf(InternalServerErrorException.class);
      assertThat(isStored("lost-2")).isTrue();
    }

    @Test
    void may_come_when_the_client_waits_no_more() {
      proxy.inject(Fault.on("PutItem").answerLate(Duration.ofSeconds(30)));

      assertThatThrownBy(() -> putImpatiently("lost-4"))
          .isInstanceOf(ApiCallTimeoutException.class);
      assertThat(isStored("lost-4")).isTrue();
    }

    private void putImpatiently(String pk) {
      once.putItem(
          put ->
              put.tableName(table)
                  .item(item(pk))
                  .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofSeconds(2))));
    }

    @Test
    void makes_the_sdk_repeat_a_transaction_with_its_token_which_is_charged_as_a_read() {
      proxy.inject(Fault.on("TransactWriteItems").failAfterSuccess());

      Usage usage =
          proxy
              .meter()
              .during(
                  () ->
                      client.transactWriteItems(
                          tx -> tx.transactItems(transactionalPut("lost-3"))));

      assertThat(usage.total()).isEqualTo(new Cost(2, 2, 2));
    }
  }

  @Nested
  class An_unavailable_service {

    @Test
    void answers_with_an_internal_error_and_does_nothing() {
      proxy.inject(Fault.on("PutItem").unavailable());

      assertThatThrownBy(() -> putOnce("down-1")).isInstanceOf(InternalServerErrorException.class);
      assertThat(isStored("down-1")).isFalse();
    }
  }

  @Nested
  class A_delayed_call {

    @Test
    void is_done_later() {
      proxy.inject(Fault.on("PutItem").delay(Duration.ofMillis(50)));
      long start = System.nanoTime();

      putOnce("late-1");

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(50));
      assertThat(isStored("late-1")).isTrue();
    }
  }

  @Nested
  class A_batch_done_by_half {

    @Test
    void gives_back_the_keys_it_did_not_read() {
      put(client, table, "half-1");
      put(client, table, "half-2");
      proxy.inject(Fault.on("BatchGetItem").leaveUnprocessed());

      BatchGetItemResponse answer =
          client.batchGetItem(
              batch -> batch.requestItems(Map.of(table, reads("half-1", "half-2"))));

      assertThat(answer.responses().get(table)).containsExactly(item("half-1"));
      assertThat(answer.unprocessedKeys()).isEqualTo(Map.of(table, reads("half-2")));
    }

    @Test
    void gives_back_the_writes_it_did_not_do() {
      proxy.inject(Fault.on("BatchWriteItem").leaveUnprocessed());

      BatchWriteItemResponse answer =
          client.batchWriteItem(
              batch ->
                  batch.requestItems(Map.of(table, List.of(write("half-3"), write("half-4")))));

      assertThat(answer.unprocessedItems()).isEqualTo(Map.of(table, List.of(write("half-4"))));
      assertThat(isStored("half-3")).isTrue();
      assertThat(isStored("half-4")).isFalse();
    }

    private static KeysAndAttributes reads(String... pks) {
      return KeysAndAttributes.builder()
          .consistentRead(true)
          .keys(Stream.of(pks).map(TestTable::key).toList())
          .build();
    }

    private static WriteRequest write(String pk) {
      return WriteRequest.builder().putRequest(PutRequest.builder().item(item(pk)).build()).build();
    }
  }

  @Nested
  class A_pattern {

    @Test
    void spares_other_operations_other_tables_and_other_keys() {
      proxy.inject(Fault.on("DeleteItem").unavailable().always());
      proxy.inject(Fault.on("PutItem").table("Other").unavailable().always());
      proxy.inject(Fault.on("PutItem").key("somebody").unavailable().always());

      putOnce("spared-1");

      assertThat(isStored("spared-1")).isTrue();
    }

    @Test
    void counts_only_calls_that_it_matches() {
      proxy.inject(Fault.on("PutItem").key("counted-2").unavailable());

      putOnce("counted-1");
      assertThatThrownBy(() -> putOnce("counted-2"))
          .isInstanceOf(InternalServerErrorException.class);
      putOnce("counted-2");
    }
  }

  @Nested
  class A_fault_by_chance {

    @Test
    void strikes_the_same_calls_for_the_same_seed() {
      assertThat(strikes(7)).isEqualTo(strikes(7)).contains(true, false);
    }

    private List<Boolean> strikes(long seed) {
      Fault fault = Fault.on("PutItem").conflict().withProbability(0.5, seed);
      try (ArmedFault armed = proxy.inject(fault)) {
        return IntStream.range(0, 20).mapToObj(i -> isStruck(armed)).toList();
      }
    }

    private boolean isStruck(ArmedFault armed) {
      long before = armed.hits();
      try {
        putOnce("chance");
      } catch (TransactionConflictException e) {
        return armed.hits() == before + 1;
      }
      return false;
    }
  }

  @Test
  void a_fault_ends_when_it_is_closed() {
    proxy.inject(Fault.on("PutItem").unavailable().always()).close();

    putOnce("closed-1");

    assertThat(isStored("closed-1")).isTrue();
  }
}
