// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.Json;
import org.ramure.lambda.contract.Contract;
import org.ramure.table.LocalTables;
import org.ramure.webhook.Attempt.Outcome;
import org.ramure.webhook.Attempt.Seen;
import org.ramure.webhook.Delivery;
import org.ramure.webhook.WebhookEvent;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The samples that the contract shows are what an office sends and gets, told as the first minutes
/// of a receiver.
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractSamplesTest {

  private static final String ALL = "/v1/webhook-subscriptions";
  private static final String ONE = ALL + "/{id}";
  private static final String EVENT = "5f0c9a7e3b1d4c62a8e7f4b09d216c53";
  private static final String DELIVERY = "2026-03-14T09:14:58.250000Z~" + EVENT;

  /// Ids and secrets are drawn; the contract shows some.
  private static final Pattern DRAWN =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|whsec_[\\w+/]{43}=");

  private final Office office;
  private final Map<String, String> path = new HashMap<>(Map.of("delivery", DELIVERY));

  ContractSamplesTest(DynamoDbClient client, TableNames names) {
    office = new Office(client, LocalTables.create(client, names.prefix()));
  }

  private record Call(String route, int status, String sample) {

    @Override
    public String toString() {
      return route;
    }
  }

  @TestFactory
  Stream<DynamicTest> a_call_gets_its_answer() {
    return Stream.of(
            new Call("POST " + ALL, 201, "made"),
            new Call("GET " + ALL, 200, "one"),
            new Call("GET " + ONE, 200, "vouchers"),
            new Call("GET " + ONE + "/deliveries", 200, "page"),
            new Call("POST " + ONE + "/deliveries/{delivery}/replay", 202, "onItsWay"),
            new Call("POST " + ONE + "/test", 202, "onItsWay"),
            new Call("POST " + ONE + "/replays", 202, "begun"),
            new Call("GET " + ONE + "/replays/{replay}", 200, "done"),
            new Call("POST " + ONE + "/secret-rotation", 200, "rotated"),
            new Call("PUT " + ONE, 200, "paused"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), () -> assertAnswered(call)));
  }

  private void assertAnswered(Call call) {
    var operation = Contract.published().operation(call.route());
    var answer = office.call(call.route(), path, operation.requestSample());
    assertThat(answer.status()).as(answer.text()).isEqualTo(call.status());
    office.passes(Duration.ofMinutes(1));
    switch (call.sample()) {
      case "made" -> {
        path.put("id", answer.id());
        isNotTaken(answer.id());
      }
      case "begun" -> {
        path.put("replay", answer.id());
        office.queue.removeIf(message -> message.contains("#DELIVERY#"));
        office.workOff();
      }
      default -> {}
    }
    assertThat(named(answer.body()))
        .isEqualTo(named(operation.answerSample(call.status(), call.sample())));
  }

  /// Two attempts that failed.
  private void isNotTaken(String subscription) {
    var event =
        new WebhookEvent(
            EVENT,
            "org.ramure.voucher.redeemed.v1",
            Instant.parse("2026-03-14T09:14:58.250Z"),
            office.event(EVENT));
    var again = Office.NOW.plusSeconds(6);
    var refused = Seen.answered(Office.NOW, 84, 503, Optional.empty());
    var first =
        Delivery.of(office.held(subscription), event, Office.NOW).after(refused, Office.NOW);
    var second = first.after(Seen.failed(again, 15_000, Outcome.TIMED_OUT), again);
    assertThat(office.deliveries.write(first)).isTrue();
    assertThat(office.deliveries.write(second)).isTrue();
  }

  /// What was drawn is told apart by the order in which it appears.
  private static JsonNode named(JsonNode body) {
    Map<String, String> names = new HashMap<>();
    return Json.tree(
        DRAWN
            .matcher(body.toString())
            .replaceAll(drawn -> names.computeIfAbsent(drawn.group(), _ -> "#" + names.size())));
  }
}
