// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ramure.dynamodb.TestTable.item;
import static org.ramure.dynamodb.TestTable.key;
import static org.ramure.dynamodb.TestTable.s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HookTest {

  private final DynamoDbProxy proxy;
  private final DynamoDbClient client;
  private final String table;

  HookTest(DynamoDbProxy proxy, DynamoDbClient client, TableNames names) {
    this.proxy = proxy;
    this.client = client;
    table = names.of("Ledger");
  }

  @BeforeAll
  void createTable() {
    TestTable.create(client, table);
  }

  private void putNew(String pk, String by) {
    Map<String, AttributeValue> item = item(pk);
    item.put("writer", s(by));
    client.putItem(
        put -> put.tableName(table).item(item).conditionExpression("attribute_not_exists(pk)"));
  }

  @Test
  void another_writer_can_be_squeezed_in_just_before_a_write() {
    proxy.before("PutItem", call -> putNew("squeezed", "other"));

    assertThatThrownBy(() -> putNew("squeezed", "self"))
        .isInstanceOf(ConditionalCheckFailedException.class);

    assertThat(client.getItem(get -> get.tableName(table).key(key("squeezed"))).item())
        .containsEntry("writer", s("other"));
  }

  @Test
  void a_hook_runs_once_before_the_nth_matching_call() {
    List<String> calls = new ArrayList<>();
    proxy.before(
        CallPattern.of("PutItem").key("nth"),
        2,
        call -> calls.add(call.touches().getFirst().keyValues().toList().getFirst()));

    List.of("nth-1", "other", "nth-2", "nth-3").forEach(pk -> putNew(pk, "self"));

    assertThat(calls).containsExactly("nth-2");
  }

  @Test
  void a_hook_that_fails_fails_the_call_and_says_why() {
    proxy.before(
        "PutItem",
        call -> {
          throw new IllegalStateException("not as expected");
        });

    assertThatThrownBy(() -> putNew("failed", "self"))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("not as expected");
  }

  @Test
  void the_last_calls_are_remembered_with_what_became_of_them() {
    putNew("remembered", "self");
    proxy.inject(Fault.on("PutItem").key("remembered").conflict());
    assertThatThrownBy(() -> putNew("remembered", "self")).isInstanceOf(DynamoDbException.class);

    List<Served> calls = proxy.recentCalls();

    assertThat(calls.getFirst().outcome()).isEqualTo("TransactionConflictException");
    assertThat(calls.get(1).outcome()).isEqualTo("OK");
    assertThat(calls.get(1).operation()).isEqualTo("PutItem");
    assertThat(calls.get(1).items()).containsExactly(table + " remembered ITEM");
    assertThat(calls.get(1).cost()).isEqualTo(new Cost(1, 0, 1));
  }
}
