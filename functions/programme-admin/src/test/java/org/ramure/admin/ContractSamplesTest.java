// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.lambda.Json;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The samples that the contract shows are what an office sends and gets, told as the first days of
/// a brand.
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractSamplesTest {

  private static final String PROGRAMME = "/v1/programmes/tradition-des-vosges";
  private static final String KEYS = "/v1/api-keys";

  /// Ids, revisions and keys are drawn; the contract shows some.
  private static final Pattern DRAWN = Pattern.compile("\\b[0-9a-f]{12}\\b|ramure_[\\w-]{43}");

  /// What stands in a sample's request for what was drawn here.
  private static final String REVISION = "4be1c09a77d2";

  private String revision = "";
  private String key = "";

  private record Call(String route, int status, String sample) {

    String method() {
      return route.split(" ")[0];
    }

    String path() {
      return route.split(" ")[1];
    }

    @Override
    public String toString() {
      return route;
    }
  }

  @TestFactory
  Stream<DynamicTest> a_call_gets_its_answer(DynamoDbClient client) {
    var desk = Desk.open(client);
    return Stream.of(
            new Call("GET /v1/programmes", 200, "answer"),
            new Call("PUT " + PROGRAMME + "/draft", 200, "answer"),
            new Call("GET " + PROGRAMME + "/draft", 200, "answer"),
            new Call("GET " + PROGRAMME, 200, "answer"),
            new Call("GET " + PROGRAMME + "/comparison", 200, "answer"),
            new Call("POST " + PROGRAMME + "/validation", 200, "answer"),
            new Call("POST " + PROGRAMME + "/versions", 201, "answer"),
            new Call("GET " + PROGRAMME + "/versions", 200, "answer"),
            new Call("GET " + PROGRAMME + "/versions/2", 200, "answer"),
            new Call("PUT /v1/zones/grand-est", 200, "zone"),
            new Call("GET /v1/zones/grand-est", 200, "zone"),
            new Call("GET /v1/zones", 200, "answer"),
            new Call("PUT /v1/stores/epinal", 200, "store"),
            new Call("GET /v1/stores/epinal", 200, "store"),
            new Call("GET /v1/stores", 200, "answer"),
            new Call("PUT /v1/sources/vosges-web", 200, "source"),
            new Call("GET /v1/sources/vosges-web", 200, "source"),
            new Call("GET /v1/sources", 200, "answer"),
            new Call("POST /v1/zones/import", 200, "answer"),
            new Call("POST /v1/stores/import", 200, "answer"),
            new Call("POST " + KEYS, 201, "answer"),
            new Call("POST " + KEYS + "/{key}/rotation", 201, "answer"),
            new Call("POST " + KEYS + "/{key}/revocation", 200, "answer"),
            new Call("GET " + KEYS, 200, "answer"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), () -> assertAnswered(desk, call)));
  }

  private void assertAnswered(Desk desk, Call call) {
    desk.pass(Duration.ofMinutes(1));
    var event = Desk.event(call.method(), call.path().replace("{key}", key), desk.adminKey(), "");
    var operation = Contract.published().operation(event.path("routeKey").asText());
    event.put("body", operation.requestSample().replace(REVISION, revision));
    if (call.path().endsWith("/import")) {
      GatewayEvent.headers(event).put("content-type", "text/csv");
    }
    GatewayEvent.headers(event).put("Idempotency-Key", "sample-" + call.path().length());
    var answer = desk.handle(event);
    assertThat(answer.status()).as(answer.text()).isEqualTo(call.status());
    assertThat(named(answer.body()))
        .isEqualTo(named(operation.answerSample(call.status(), call.sample())));
    remember(call, answer);
  }

  private void remember(Call call, Exchange answer) {
    if (call.path().endsWith("/draft")) {
      revision = answer.text("revision");
    }
    if (call.route().equals("POST " + KEYS)) {
      key = answer.body().at("/apiKey/id").asText();
    }
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
