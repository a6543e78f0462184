// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.ramure.local.http.Json;
import org.ramure.local.http.Reply;
import org.ramure.local.http.Request;
import org.ramure.local.lambda.Outcome;
import org.ramure.local.template.Kind;
import org.ramure.local.template.Resource;
import org.ramure.local.template.Resources;

/// The HTTP API of the template, with the gateway's own limits and error answers.
public final class HttpApi {
  private static final int LONGEST_WAIT_MS = 30_000;

  /// A synchronous invocation takes 6 MB, and the body travels inside of it, at worst as base64.
  private static final int LARGEST_EVENT = 6 * 1024 * 1024;

  private final List<Route> routes;

  private HttpApi(List<Route> routes) {
    this.routes = routes;
  }

  /// @param backends of each function, by its ARN
  public static HttpApi of(Resources resources, Function<String, Backend> backends) {
    return of(resources, backends, Throttle::of);
  }

  /// For those who send more than any brand's customers, and want to know what is answered.
  public static HttpApi withoutThrottles(Resources resources, Function<String, Backend> backends) {
    return of(resources, backends, (stage, key) -> Throttle.none());
  }

  private static HttpApi of(
      Resources resources,
      Function<String, Backend> backends,
      BiFunction<JsonNode, String, Throttle> throttles) {
    List<Resource> stages = resources.of(Kind.STAGE).toList();
    stages.forEach(HttpApi::requireDefaultStage);
    JsonNode stage = stages.isEmpty() ? Json.object() : stages.getFirst().properties();
    resources.of(Kind.API).forEach(api -> api.refuse("CorsConfiguration", "is not played"));
    return new HttpApi(
        resources
            .of(Kind.ROUTE)
            .map(route -> route(route, resources, backends, key -> throttles.apply(stage, key)))
            .sorted(Route.MOST_SPECIFIC_FIRST)
            .toList());
  }

  private static void requireDefaultStage(Resource stage) {
    if (!stage.name().equals("$default")) {
      throw new IllegalArgumentException("Only the stage $default is played: " + stage.name());
    }
  }

  private static Route route(
      Resource route,
      Resources resources,
      Function<String, Backend> backends,
      Function<String, Throttle> throttles) {
    if (!route.properties().path("AuthorizationType").asText("NONE").equals("NONE")) {
      route.refuse("AuthorizationType", "other than NONE is not played");
    }
    String target = route.text("Target").replaceFirst("^integrations/", "");
    Resource integration =
        resources
            .of(Kind.INTEGRATION)
            .filter(one -> one.name().equals(target))
            .findFirst()
            .orElseThrow();
    requireProxy(integration);
    Backend backend = backends.apply(functionArn(integration.text("IntegrationUri")));
    String key = route.text("RouteKey");
    int timeout = integration.properties().path("TimeoutInMillis").asInt(LONGEST_WAIT_MS);
    return Route.of(key, backend, timeout, throttles.apply(key));
  }

  private static void requireProxy(Resource integration) {
    if (!integration.text("PayloadFormatVersion").equals("2.0")) {
      integration.refuse("PayloadFormatVersion", "other than 2.0 is not played");
    }
  }

  /// Either the ARN itself, or the invocation address that holds it.
  private static String functionArn(String uri) {
    return uri.replaceFirst("^.*/functions/", "").replaceFirst("/invocations$", "");
  }

  public Reply handle(Request request) throws IOException, InterruptedException {
    String path = ProxyEvent.decodedPath(request);
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = route.match(request.method(), path);
      if (parameters.isPresent()) {
        return route.throttle().admits(System.nanoTime())
            ? invoke(request, route, parameters.get())
            : Reply.message(429, "Too Many Requests");
      }
    }
    return Reply.message(404, "Not Found");
  }

  private static Reply invoke(Request request, Route route, Map<String, String> parameters)
      throws IOException, InterruptedException {
    String id = requestId();
    byte[] event = Json.bytes(ProxyEvent.of(request, route, parameters, id, Instant.now()));
    if (event.length > LARGEST_EVENT) {
      return Reply.message(413, "Request Entity Too Large");
    }
    var call = new FutureTask<>(() -> route.backend().invoke(event));
    Thread.startVirtualThread(call);
    try {
      Outcome outcome = call.get(route.timeoutMs(), TimeUnit.MILLISECONDS);
      return reply(outcome).with("apigw-requestid", id);
    } catch (TimeoutException e) {
      return Reply.message(503, "Service Unavailable");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /// As the gateway makes them: eleven bytes in base64, with its padding.
  private static String requestId() {
    var bytes = new byte[11];
    ThreadLocalRandom.current().nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /// What a function answers in another shape than the gateway's is an error of the function.
  private static Reply reply(Outcome outcome) throws IOException {
    return switch (outcome) {
      case Outcome.Answered answered -> ProxyEvent.reply(Json.read(answered.payload()));
      case Outcome.Failed failed -> Reply.message(500, "Internal Server Error");
    };
  }
}
