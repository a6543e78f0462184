// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.Fault;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.http.HttpRequest;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What every route of the office answers alike, whatever it is asked.
@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryRouteTest {

  private final DynamoDbProxy proxy;
  private final DynamoDbClient impatient;
  private final Desk desk;

  EveryRouteTest(DynamoDbProxy proxy) {
    this.proxy = proxy;
    impatient = askingOnce(proxy);
    desk = Desk.open(impatient);
    desk.put("/v1/stores/S1", "{\"name\": \"x\", \"timeZone\": \"Europe/Paris\"}");
  }

  private static DynamoDbClient askingOnce(DynamoDbProxy proxy) {
    return DynamoDbExtension.configured(proxy.endpoint())
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @AfterAll
  void close() {
    impatient.close();
  }

  @AfterEach
  void calm() {
    proxy.calm();
  }

  private List<String> routes() {
    return List.copyOf(desk.handler().routes().matrix().keySet());
  }

  private Stream<String> routesWithBody() {
    return routes().stream().filter(route -> route.startsWith("P"));
  }

  private static ObjectNode event(String route, String key, String body) {
    var path = route.replaceAll("[{]programme}", Desk.ID).replaceAll("[{]\\w+}", "1");
    return Desk.event(path.split(" ")[0], path.split(" ")[1], key, body);
  }

  private Exchange call(String route, String key, String body) {
    return desk.handle(event(route, key, body));
  }

  @ParameterizedTest
  @MethodSource("routesWithBody")
  void takes_no_more_than_5_MB(String route) {
    var answer = call(route, desk.adminKey(), " ".repeat(HttpRequest.MAX_BODY + 1));
    assertThat(answer.problem()).isEqualTo("413 too-large");
  }

  @ParameterizedTest
  @MethodSource("routesWithBody")
  void takes_what_it_says_it_takes_only(String route) {
    var event = event(route, desk.adminKey(), "name=X");
    GatewayEvent.headers(event).put("content-type", "application/x-www-form-urlencoded");
    assertThat(desk.handle(event).problem()).isEqualTo("415 unsupported-media-type");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void opens_to_no_stranger(String route) {
    assertThat(call(route, "", "").problem()).isEqualTo("401 unauthorized");
    assertThat(call(route, "guessed", "").problem()).isEqualTo("401 unauthorized");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void opens_to_no_till_no_shop_and_to_nobody_of_one_store(String route) {
    for (var key :
        List.of(
            "{\"label\": \"x\", \"scope\": \"TILL\"}",
            "{\"label\": \"x\", \"scope\": \"SHOP\"}",
            "{\"label\": \"x\", \"scope\": \"ADMIN\", \"store\": \"S1\"}")) {
      var made = desk.createKey(key).text("key");
      assertThat(call(route, made, "").problem()).as(key).isEqualTo("403 forbidden");
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void says_when_to_come_back_where_the_table_has_too_much_to_do(String route) {
    proxy.inject(Fault.on("GetItem").throttle().always());
    var answer = call(route, "to-be-looked-up", "");
    assertThat(answer.problem()).isEqualTo("503 busy");
    assertThat(answer.headers()).containsEntry("retry-after", "1");
  }

  @ParameterizedTest
  @MethodSource("routesWithBody")
  void names_a_field_it_does_not_know(String route) {
    var body = Contract.published().operation(route).requestSample();
    if (body.startsWith("{")) {
      var misspelt = body.strip().replaceFirst("}$", ", \"misspelt\": 1}");
      var answer = call(route, desk.adminKey(), misspelt);
      assertThat(answer.problem()).isEqualTo("400 bad-request");
      assertThat(answer.text("field")).isEqualTo("misspelt");
    }
  }
}
