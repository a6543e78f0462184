// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.ramure.cdk.Assembly.Resource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiTest {

  private final Assembly assembly = Assembly.built();
  private final List<Resource> routes = assembly.ofType("AWS::ApiGatewayV2::Route");
  private final Resource stage = assembly.named("ApiStage");

  @Test
  void every_operation_is_a_route_to_its_function_with_its_own_limit() {
    Golden.of("routes.txt").mustBe(routes.stream().map(this::line).sorted().toList());
  }

  @Test
  void the_routes_are_the_operations_of_the_published_contract() throws IOException {
    assertThat(routes)
        .extracting(ApiTest::key)
        .containsExactlyInAnyOrderElementsOf(published().keySet());
  }

  @Test
  void the_limits_are_those_of_the_published_contract() throws IOException {
    assertThat(published())
        .allSatisfy(
            (key, operation) -> {
              var limit = stage.property("/RouteSettings").path(key);
              var published = operation.path("x-throttle");
              assertThat(published.path("perSecond")).isEqualTo(limit.path("ThrottlingRateLimit"));
              assertThat(published.path("burst")).isEqualTo(limit.path("ThrottlingBurstLimit"));
            });
  }

  /// The operations by the gateway's name of their route.
  private static Map<String, JsonNode> published() throws IOException {
    var contract = new YAMLMapper().readTree(new File("../../events/openapi.yaml"));
    var operations = new LinkedHashMap<String, JsonNode>();
    for (var path : contract.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        if (method.getValue().has("operationId")) {
          var key = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
          operations.put(key, method.getValue());
        }
      }
    }
    return operations;
  }

  @Test
  void what_is_not_named_is_not_served() {
    assertThat(routes).extracting(ApiTest::key).noneMatch(key -> key.contains("$default"));
    assertThat(routes).extracting(ApiTest::key).noneMatch(key -> key.contains("proxy"));
    assertThat(routes).extracting(ApiTest::key).noneMatch(key -> key.startsWith("ANY"));
  }

  @Test
  void every_limit_is_of_a_route_and_written_as_the_gateway_reads_it() {
    assertThat(stage.property("/RouteSettings").properties())
        .hasSameSizeAs(routes)
        .allSatisfy(
            entry -> {
              assertThat(routes).extracting(ApiTest::key).contains(entry.getKey());
              assertThat(entry.getValue().path("ThrottlingRateLimit").asInt()).isPositive();
              assertThat(entry.getValue().path("ThrottlingBurstLimit").asInt()).isPositive();
            });
    assertThat(stage.property("/DefaultRouteSettings/ThrottlingRateLimit").asInt()).isPositive();
  }

  @Test
  void the_stage_waits_for_its_routes_because_the_gateway_refuses_limits_for_unknown_ones() {
    assertThat(Assembly.list(stage.json().path("DependsOn")).stream().map(JsonNode::asText))
        .containsAll(routes.stream().map(Resource::logicalId).toList());
  }

  @Test
  void the_gateway_may_call_a_function_for_its_routes_only() {
    assertThat(assembly.ofType("AWS::Lambda::Permission"))
        .hasSameSizeAs(routes)
        .extracting(permission -> assembly.words(permission.property("/SourceArn")))
        .allMatch(arn -> arn.contains("ApiHttp/*/*/v1/"));
  }

  @Test
  void functions_are_called_in_format_2() {
    assertThat(assembly.ofType("AWS::ApiGatewayV2::Integration"))
        .hasSize(8)
        .allMatch(
            integration -> integration.property("/PayloadFormatVersion").asText().equals("2.0"));
  }

  @Test
  void no_browser_of_another_origin_is_let_in() {
    assertThat(assembly.named("ApiHttp").property("/CorsConfiguration").isMissingNode()).isTrue();
  }

  @Test
  void the_access_log_forgets_and_holds_nothing_personal() {
    assertThat(assembly.named("ApiAccessLog").property("/RetentionInDays").asInt()).isEqualTo(90);
    var format = stage.property("/AccessLogSettings/Format").asText();
    assertThat(Assembly.parse(format).properties()).isNotEmpty();
    assertThat(format).contains("$context.requestId", "$context.routeKey", "$context.status");
    assertThat(format)
        .doesNotContain("identity", "sourceIp", "userAgent", "path", "query", "authorizer");
  }

  private String line(Resource route) {
    var limit = stage.property("/RouteSettings").path(key(route));
    return "%-78s %-26s %3d/s %3d at once"
        .formatted(
            key(route),
            assembly.target(route),
            limit.path("ThrottlingRateLimit").asInt(),
            limit.path("ThrottlingBurstLimit").asInt());
  }

  private static String key(Resource route) {
    return route.property("/RouteKey").asText();
  }
}
