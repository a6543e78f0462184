// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.http;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.caller.Access;
import org.ramure.lambda.caller.Caller;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.caller.Caller.MemberCaller;
import org.ramure.lambda.caller.Callers;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/// What a function answers to, keyed by the gateway's own route keys. Refusals common to all routes
/// come in this order: 404, 413, 401, 403, 415, 400; then those of the use case.
public final class Routes {

  /// Answers a caller who may take the route.
  @FunctionalInterface
  public interface Handler {
    HttpAnswer answer(HttpRequest request, Caller caller);
  }

  /// Answers a shop, till or script who may take the route.
  @FunctionalInterface
  public interface KeyHandler {
    HttpAnswer answer(HttpRequest request, ApiKeyCaller caller);
  }

  /// Answers whoever comes, and checks for itself (a webhook's signature).
  @FunctionalInterface
  public interface OpenHandler {
    HttpAnswer answer(HttpRequest request);
  }

  private sealed interface Route {
    /// @param takes the content type of its bodies
    record Guarded(Access access, Handler handler, String takes) implements Route {}

    record Open(OpenHandler handler) implements Route {}
  }

  /// Why a transaction may be cancelled without anything being wrong with it.
  private static final Set<String> PASSING =
      Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  private final Callers callers;
  private final Map<String, Route> byKey = new LinkedHashMap<>();

  public Routes(Callers callers) {
    this.callers = callers;
  }

  /// @param key for example {@code "POST /v1/members"}
  public Routes on(String key, Access access, Handler handler) {
    if (access.member() && !key.contains("{member}")) {
      throw new IllegalArgumentException("no {member} that could be their own: " + key);
    }
    return add(key, new Route.Guarded(access, handler, "application/json"));
  }

  /// A route that no member takes.
  public Routes onKeys(String key, Access access, KeyHandler handler) {
    return on(key, access, ofKeys(key, access, handler));
  }

  /// A route that no member takes, and that takes a file.
  public Routes onCsv(String key, Access access, KeyHandler handler) {
    return add(key, new Route.Guarded(access, ofKeys(key, access, handler), "text/csv"));
  }

  private static Handler ofKeys(String key, Access access, KeyHandler handler) {
    if (access.member()) {
      throw new IllegalArgumentException("members may take it: " + key);
    }
    return (request, caller) -> handler.answer(request, (ApiKeyCaller) caller);
  }

  public Routes open(String key, OpenHandler handler) {
    return add(key, new Route.Open(handler));
  }

  private Routes add(String key, Route route) {
    if (byKey.putIfAbsent(key, route) != null) {
      throw new IllegalArgumentException("route twice: " + key);
    }
    return this;
  }

  /// Every route with who may take it; empty for an open one.
  public Map<String, Optional<Access>> matrix() {
    var matrix = new LinkedHashMap<String, Optional<Access>>();
    byKey.forEach(
        (key, route) ->
            matrix.put(
                key,
                switch (route) {
                  case Route.Guarded g -> Optional.of(g.access());
                  case Route.Open _ -> Optional.empty();
                }));
    return matrix;
  }

  /// The whole of a handler: decode, answer, encode, log one line.
  public void serve(InputStream in, OutputStream out, Context context) throws IOException {
    var request = HttpRequest.of(Json.tree(in.readAllBytes()));
    out.write(Json.bytes(answerLogged(request, context.getAwsRequestId()).payload()));
  }

  /// @param invocation as the platform's own lines name it
  HttpAnswer answerLogged(HttpRequest request, String invocation) {
    return Log.correlated(
        request.correlationId(),
        () -> {
          long start = System.nanoTime();
          var fields = new EnumMap<Log.Field, Object>(Log.Field.class);
          fields.put(Log.Field.ROUTE, request.routeKey());
          fields.put(Log.Field.INVOCATION, invocation);
          var answer = answer(request, caller -> fields.put(Log.Field.CALLER, nameInLogs(caller)));
          fields.put(Log.Field.STATUS, answer.status());
          fields.put(Log.Field.MILLIS, (System.nanoTime() - start) / 1_000_000);
          Log.info("request", fields);
          return answer.with("x-correlation-id", Log.correlationId());
        });
  }

  /// The answer, refusals included. A broken dependency throws; one that only has too much to do
  /// is worth another try, and the caller is told so.
  public HttpAnswer answer(HttpRequest request) {
    return answer(request, _ -> {});
  }

  private HttpAnswer answer(HttpRequest request, Consumer<Caller> seen) {
    try {
      return dispatch(request, seen);
    } catch (Json.Malformed e) {
      return Problem.badRequest(e).answer();
    } catch (Problem.Refused e) {
      return e.problem().answer();
    } catch (AwsServiceException e) {
      if (!isBusy(e)) {
        throw e;
      }
      Log.error("request.busy", Map.of(Log.Field.ROUTE, request.routeKey()), e);
      return Problem.busy();
    }
  }

  private static boolean isBusy(AwsServiceException e) {
    return e.isThrottlingException()
        || e instanceof TransactionConflictException
        || (e instanceof TransactionCanceledException cancelled
            && cancelled.cancellationReasons().stream()
                .allMatch(reason -> PASSING.contains(reason.code())));
  }

  private HttpAnswer dispatch(HttpRequest request, Consumer<Caller> seen) {
    var route = byKey.get(request.routeKey());
    if (route == null) {
      return Problem.notFound("No such route").answer();
    }
    if (request.body().length > HttpRequest.MAX_BODY) {
      return Problem.tooLarge().answer();
    }
    return switch (route) {
      case Route.Open open -> open.handler().answer(request);
      case Route.Guarded guarded -> guarded(request, guarded, seen);
    };
  }

  private HttpAnswer guarded(HttpRequest request, Route.Guarded route, Consumer<Caller> seen) {
    var caller =
        callers.find(request.header("authorization")).filter(found -> route.access().isFor(found));
    if (caller.isEmpty()) {
      return Problem.unauthorized().answer().with("www-authenticate", "Bearer");
    }
    seen.accept(caller.get());
    if (!route.access().allows(caller.get(), request.path())) {
      return Problem.forbidden("These credentials do not allow this").answer();
    }
    if (request.body().length > 0 && !(isSaidToBe(request, route.takes()) && isPlain(request))) {
      return Problem.unsupportedMediaType(route.takes()).answer();
    }
    return route.handler().answer(request, caller.get());
  }

  /// JSON is UTF-8, and so are our files: another charset would be a contradiction.
  private static boolean isSaidToBe(HttpRequest request, String wanted) {
    return request
        .header("content-type")
        .map(type -> List.of(type.toLowerCase(Locale.ROOT).replace("\"", "").split(";")))
        .filter(type -> type.getFirst().strip().equals(wanted))
        .filter(type -> type.stream().map(String::strip).noneMatch(Routes::isOtherCharset))
        .isPresent();
  }

  private static boolean isOtherCharset(String parameter) {
    return parameter.startsWith("charset=") && !parameter.equals("charset=utf-8");
  }

  /// Nothing is unpacked here: a few bytes could become gigabytes.
  private static boolean isPlain(HttpRequest request) {
    return request.header("content-encoding").map("identity"::equalsIgnoreCase).orElse(true);
  }

  /// Which key, and of members no more than that it was one.
  private static String nameInLogs(Caller caller) {
    return switch (caller) {
      case ApiKeyCaller key -> key.name();
      case MemberCaller _ -> "member";
    };
  }
}
