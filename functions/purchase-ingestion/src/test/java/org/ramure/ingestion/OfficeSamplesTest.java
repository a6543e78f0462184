// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.contract.SampleCall;
import org.ramure.lambda.gateway.Exchange;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The samples that the contract shows of quarantine and dead letters are what the office sends and
/// gets: one message that cannot be used, and three sound ones that came while the mapping was
/// broken.
@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OfficeSamplesTest {

  private static final UUID REPLAY = UUID.fromString("7d9f0c1e-52a4-4a2b-9a57-0c7f1f0f9b11");
  private static final String LETTER =
      "{\"purchase\": \"tradition-des-vosges#PURCHASE#web#6120384455941\"}";
  private static final String ONE = "/v1/quarantine/{id}";
  private static final String MANY = "/v1/quarantine/replays";
  private static final String LETTERS = "/v1/dead-letters";

  private final Gateway gateway;

  OfficeSamplesTest(DynamoDbClient client, TableNames names) {
    gateway = new Gateway(client, names.prefix());
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @TestFactory
  Stream<DynamicTest> a_call_gets_its_answer() {
    var unusable = waiting("orders-paid.decimal-comma");
    gateway.mapping(true);
    var sound = waiting("orders-paid.voucher");
    waiting("orders-paid.till-with-customer");
    waiting("orders-paid.free");
    gateway.mapping(false);
    gateway.at(Sample.NOW.plus(Duration.ofHours(26)).plusSeconds(180));
    gateway.nextReplay(REPLAY);
    gateway.sqs.send("dead-accrual", LETTER, Sample.NOW);
    return Stream.of(
            call("GET /v1/quarantine", Map.of(), 200, "waiting"),
            call("GET " + ONE, unusable, 200, "waiting"),
            call("POST " + ONE + "/replay", sound, 200, "replayed"),
            call("POST " + ONE + "/discard", unusable, 200, "discarded"),
            call("POST " + MANY, Map.of(), 202, "begun"),
            call("GET " + MANY + "/{id}", Map.of("id", REPLAY.toString()), 200, "done"),
            call("GET " + LETTERS, Map.of(), 200, "some"),
            call(
                "POST " + LETTERS + "/{queue}/replay", Map.of("queue", "accrual"), 202, "sentBack"))
        .map(each -> DynamicTest.dynamicTest(each.toString(), () -> each.isAnsweredBy(this::send)));
  }

  private static SampleCall call(
      String routeKey, Map<String, String> path, int status, String answer) {
    return new SampleCall(routeKey, path, "office", status, answer);
  }

  /// What a call begins is done before the next one.
  private Exchange send(JsonNode event) {
    var answer = gateway.office((ObjectNode) event);
    while (!gateway.toReplay.isEmpty()) {
      assertThat(gateway.deliver(gateway.toReplay.removeFirst())).isEmpty();
    }
    return answer;
  }

  private Map<String, String> waiting(String sample) {
    var answer = gateway.webhook(Sample.named("shopify", sample));
    assertThat(answer.outcome()).isEqualTo("202 quarantined");
    return Map.of("id", answer.id());
  }
}
