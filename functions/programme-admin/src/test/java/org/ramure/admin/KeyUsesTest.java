// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.Fault;
import org.ramure.dynamodb.Usage;
import org.ramure.lambda.Log;
import org.ramure.table.ApiKeyUses;
import org.ramure.table.LocalTables;
import org.ramure.table.TableShape;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(DynamoDbExtension.class)
class KeyUsesTest {

  private final DynamoDbClient client;
  private final DynamoDbProxy proxy;
  private final Desk desk;

  KeyUsesTest(DynamoDbProxy proxy) {
    this.proxy = proxy;
    client = DynamoDbExtension.askingAsFunctionsDo(proxy.endpoint());
    desk = Desk.open(client);
  }

  @AfterEach
  void calm() {
    proxy.calm();
    client.close();
  }

  private String lastUsed() {
    return desk.get("/v1/api-keys").body().at("/apiKeys/0/lastUsedAt").asText();
  }

  private Usage call() {
    return proxy.meter().during(() -> desk.get("/v1/zones"));
  }

  @Test
  void are_shown_to_the_hour() {
    var first = desk.now();
    assertThat(lastUsed()).isEqualTo(first.toString());
    desk.pass(Duration.ofMinutes(59));
    assertThat(lastUsed()).isEqualTo(first.toString());
    desk.pass(Duration.ofMinutes(1));
    assertThat(lastUsed()).isEqualTo(desk.now().toString());
  }

  @Test
  void of_a_key_that_nobody_used_are_none() {
    var made = desk.createKey("{\"label\": \"x\", \"scope\": \"SHOP\"}").body();
    assertThat(desk.get("/v1/api-keys").body().path("apiKeys").valueStream())
        .filteredOn(key -> key.path("id").equals(made.at("/apiKey/id")))
        .singleElement()
        .matches(key -> !key.has("lastUsedAt"));
  }

  @Test
  void cost_one_write_an_hour() {
    assertThat(call().total()).hasToString("3 calls, 2 R, 1 W");
    assertThat(call().total()).hasToString("1 call, 1 R, 0 W");
    desk.pass(Duration.ofHours(1));
    assertThat(call().total()).as("the key is read again, too").hasToString("3 calls, 2 R, 1 W");
  }

  @Test
  void that_cannot_be_noted_fail_no_call_and_are_not_tried_again_within_the_hour() {
    proxy.inject(Fault.on("UpdateItem").throttle().always());
    var lines = Log.capture(() -> assertThat(desk.get("/v1/zones").status()).isEqualTo(200));
    assertThat(lines).filteredOn(line -> line.contains("key-use.not-noted")).hasSize(1);
    assertThat(call().total()).hasToString("1 call, 1 R, 0 W");
  }

  @Test
  void are_noted_by_one_of_many_functions() {
    var tables = LocalTables.create(client, UUID.randomUUID() + "-");
    var uses = new ApiKeyUses(client, tables.name(TableShape.PROGRAMMES));
    assertThat(uses.note(Desk.TRADITION, "k1", Desk.NOW)).isTrue();
    assertThat(uses.note(Desk.TRADITION, "k1", Desk.NOW.plusSeconds(3_599))).isFalse();
    assertThat(uses.note(Desk.TRADITION, "k1", Desk.NOW.minusSeconds(60))).isFalse();
    assertThat(uses.lastUsed(Desk.TRADITION, List.of("k1", "k2")))
        .isEqualTo(Map.of("k1", Desk.NOW));
    assertThat(uses.note(Desk.TRADITION, "k1", Desk.NOW.plusSeconds(3_600))).isTrue();
  }

  @Test
  void of_more_keys_than_one_batch_are_all_read() {
    var tables = LocalTables.create(client, UUID.randomUUID() + "-");
    var uses = new ApiKeyUses(client, tables.name(TableShape.PROGRAMMES));
    var ids = IntStream.range(0, 101).mapToObj(i -> "k" + i).toList();
    ids.forEach(id -> uses.note(Desk.TRADITION, id, Desk.NOW));
    assertThat(uses.lastUsed(Desk.TRADITION, ids)).containsOnlyKeys(ids);
  }
}
