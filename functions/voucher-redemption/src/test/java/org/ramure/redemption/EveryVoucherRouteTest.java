// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
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
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.contract.Operation;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.table.LocalTables;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What every voucher route answers alike, whatever it is asked.
@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryVoucherRouteTest {

  /// A use that its programme has heard nothing of.
  private static final Map<String, String> ID = Map.of("id", "AQ");

  private static final String TOTAL = "{'basket':{'eligibleTotalMinor':5000,'currency':'%s'}}";
  private static final String USE =
      "{'code':'%s','source':'vosges-web','basket':{'id':'cart','eligibleTotalMinor':5000,'currency':'%s'}}";

  private final DynamoDbProxy proxy;
  private final DynamoDbClient impatient;
  private final Counter counter;
  private final Map<String, String> held;
  private final String code;

  EveryVoucherRouteTest(DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    impatient = askingOnce(proxy);
    counter = new Counter(impatient, LocalTables.create(impatient, names.prefix()));
    code = counter.voucher(1).typed();
    held = Map.of("id", counter.as("rk_admin").reserve(USE.formatted(code, "EUR")).id());
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

  static Stream<String> routes() {
    return Contract.published().operations().stream()
        .map(Operation::routeKey)
        .filter(route -> route.contains("/v1/vouchers/"));
  }

  static Stream<String> routesWithBody() {
    return routes().filter(route -> !route.startsWith("DELETE"));
  }

  static Stream<String> routesWithBasket() {
    return routesWithBody().filter(route -> !route.endsWith("reversal"));
  }

  static Stream<String> routesOfUses() {
    return routes().filter(route -> route.contains("{id}"));
  }

  private static ObjectNode event(String route, String body) {
    return GatewayEvent.of(route, route.contains("{id}") ? ID : Map.of(), "rk_admin", body);
  }

  @ParameterizedTest
  @MethodSource("routesWithBody")
  void takes_no_more_than_5_MB(String route) {
    var event = event(route, " ".repeat(HttpRequest.MAX_BODY + 1));
    assertThat(counter.handle(event).problem()).isEqualTo("413 too-large");
  }

  @ParameterizedTest
  @MethodSource("routesWithBody")
  void takes_JSON_only(String route) {
    var event = event(route, "code=X");
    GatewayEvent.headers(event).put("content-type", "application/x-www-form-urlencoded");
    assertThat(counter.handle(event).problem()).isEqualTo("415 unsupported-media-type");
  }

  @ParameterizedTest
  @MethodSource("routesWithBody")
  void names_a_field_it_does_not_know(String route) {
    var misspelt = body(route, "EUR").replaceFirst("}$", ",'curency':'EUR'}");
    var answer = counter.as("rk_admin").call(route, path(route), misspelt);
    assertThat(answer.problem()).isEqualTo("400 bad-request");
    assertThat(answer.text("field")).isEqualTo("curency");
  }

  @ParameterizedTest
  @MethodSource("routesWithBasket")
  void compares_no_other_currency(String route) {
    var answer = counter.as("rk_admin").call(route, path(route), body(route, "CHF"));
    assertThat(answer.problem()).isEqualTo("422 other-currency");
    assertThat(answer.text("field")).isEqualTo("basket.currency");
  }

  private String body(String route, String currency) {
    if (route.endsWith("reversal")) {
      return "{'force':false}";
    }
    return route.contains("{id}") ? TOTAL.formatted(currency) : USE.formatted(code, currency);
  }

  private Map<String, String> path(String route) {
    return route.contains("{id}") ? held : Map.of();
  }

  @ParameterizedTest
  @MethodSource("routesOfUses")
  void knows_no_use_of_another_making(String route) {
    assertThat(counter.handle(event(route, "{}")).problem()).isEqualTo("404 not-found");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void says_when_to_come_back_where_the_table_has_too_much_to_do(String route) {
    proxy.inject(Fault.on("GetItem").throttle().always());
    var event = event(route, "{}");
    GatewayEvent.headers(event).put("authorization", "Bearer rk_to_be_looked_up");
    var answer = counter.handle(event);
    assertThat(answer.problem()).isEqualTo("503 busy");
    assertThat(answer.headers()).containsEntry("retry-after", "1");
  }
}
