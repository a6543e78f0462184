// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.CfnRoute;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpRoute;
import software.amazon.awscdk.services.apigatewayv2.HttpRouteKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/// The HTTP API: every route by name, each with its own limit, and nothing for what is not named.
/// Browsers of other origins are not let in; a shop calls from its server.
///
/// There is no authorizer: each function verifies its caller, so that a till does not wait for a
/// second cold start and no cached answer of one route serves another.
///
/// The access log names the route, not the path, which holds member ids, and neither address nor
/// agent of the caller, which are personal data: the function's own log says which API key called,
/// and the request id joins the two.
final class LoyaltyApi extends Construct {

  private static final String ACCESS_LOG =
      """
      {"requestId":"$context.requestId","time":"$context.requestTime",\
      "route":"$context.routeKey","status":"$context.status",\
      "bytes":"$context.responseLength","milliseconds":"$context.responseLatency",\
      "functionMilliseconds":"$context.integrationLatency",\
      "functionStatus":"$context.integrationStatus",\
      "error":"$context.error.responseType"}\
      """;

  private final HttpApi http;

  /// The routes of one function.
  record Served(LoyaltyFunction function, List<Route> routes) {
    Served {
      routes = List.copyOf(routes);
    }
  }

  LoyaltyApi(Construct scope, String id, List<Served> served) {
    super(scope, id);
    http =
        HttpApi.Builder.create(this, "Http")
            .apiName("Ramure")
            .description("Ramure: purchases, members and vouchers")
            .createDefaultStage(false)
            .build();
    List<HttpRoute> routes = served.stream().flatMap(each -> routes(each).stream()).toList();
    CfnStage stage = stage(limits(served));
    routes.forEach(route -> after(route, stage));
    Reasons.accept(
        this,
        "AwsSolutions-APIG4",
        "Callers are verified inside each function: API key by its hash, member token by HMAC,"
            + " webhook by its signature over the raw body.");
  }

  HttpApi http() {
    return http;
  }

  /// The permission to call the function names the route, too.
  private List<HttpRoute> routes(Served served) {
    var function = served.function();
    var integration = new HttpLambdaIntegration(function.name(), function.function());
    List<HttpRoute> routes = new ArrayList<>();
    for (Route route : served.routes()) {
      routes.add(
          HttpRoute.Builder.create(this, route.operation())
              .httpApi(http)
              .routeKey(HttpRouteKey.with(route.path(), route.method()))
              .integration(integration)
              .build());
    }
    return routes;
  }

  /// In the words of CloudFormation: the library passes this map on as it is.
  private static Map<String, Object> limits(List<Served> served) {
    Map<String, Object> limits = new LinkedHashMap<>();
    served.stream()
        .flatMap(each -> each.routes().stream())
        .forEach(route -> limits.put(route.key(), limit(route.throttle())));
    return limits;
  }

  private static Map<String, Object> limit(Throttle throttle) {
    Map<String, Object> limit = new LinkedHashMap<>();
    limit.put("ThrottlingRateLimit", throttle.perSecond());
    limit.put("ThrottlingBurstLimit", throttle.burst());
    return limit;
  }

  private static CfnStage.RouteSettingsProperty otherwise() {
    return CfnStage.RouteSettingsProperty.builder()
        .throttlingRateLimit(Throttle.PAGES.perSecond())
        .throttlingBurstLimit(Throttle.PAGES.burst())
        .build();
  }

  private CfnStage stage(Map<String, Object> limits) {
    return CfnStage.Builder.create(this, "Stage")
        .apiId(http.getApiId())
        .stageName("$default")
        .autoDeploy(true)
        .defaultRouteSettings(otherwise())
        .routeSettings(limits)
        .accessLogSettings(
            CfnStage.AccessLogSettingsProperty.builder()
                .destinationArn(accessLog().getLogGroupArn())
                .format(ACCESS_LOG)
                .build())
        .build();
  }

  /// The stage comes after all routes: the gateway refuses a limit for a route it does not know.
  private static void after(HttpRoute route, CfnStage stage) {
    if (route.getNode().getDefaultChild() instanceof CfnRoute resource) {
      stage.addResourceDependency(resource);
    }
  }

  private LogGroup accessLog() {
    return LogGroup.Builder.create(this, "AccessLog")
        .retention(RetentionDays.THREE_MONTHS)
        .removalPolicy(RemovalPolicy.DESTROY)
        .build();
  }
}
