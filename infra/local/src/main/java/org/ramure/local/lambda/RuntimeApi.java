// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.lambda;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ramure.local.http.Reply;
import org.ramure.local.http.Request;

/// The server side of the Lambda runtime API, for all processes: the first part of the path says
/// which one is asking.
final class RuntimeApi {
  private static final Pattern PATH =
      Pattern.compile(
          "/runtimes/([^/]+)/2018-06-01/runtime/(?:invocation/([^/]+)|init)(?:/(\\w+))?");

  private final Map<String, ExecutionEnvironment> environments = new ConcurrentHashMap<>();

  /// What a process needs as AWS_LAMBDA_RUNTIME_API.
  static String address(String authority, String id) {
    return authority + "/runtimes/" + id;
  }

  void register(String id, ExecutionEnvironment environment) {
    environments.put(id, environment);
    environment.process().onExit().thenRun(() -> environments.remove(id));
  }

  Reply handle(Request request) throws InterruptedException {
    Matcher path = PATH.matcher(request.path());
    ExecutionEnvironment environment = path.matches() ? environments.get(path.group(1)) : null;
    if (environment == null) {
      return Reply.message(404, "No such runtime");
    }
    String invocation = path.group(2);
    if (request.method().equals("GET")) {
      return next(environment);
    }
    if (invocation == null) {
      environment.startFailed(new Outcome.Failed(request.body()));
    } else if ("response".equals(path.group(3))) {
      environment.end(invocation, new Outcome.Answered(request.body()));
    } else {
      environment.end(invocation, new Outcome.Failed(request.body()));
    }
    return Reply.message(202, "OK");
  }

  private static Reply next(ExecutionEnvironment environment) throws InterruptedException {
    var invocation = environment.next();
    Instant deadline = Instant.now().plus(environment.function().timeout());
    return Reply.of(200, "application/json", invocation.event())
        .with("Lambda-Runtime-Aws-Request-Id", invocation.id())
        .with("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()))
        .with("Lambda-Runtime-Invoked-Function-Arn", environment.function().arn())
        .with("Lambda-Runtime-Trace-Id", "Root=" + invocation.id());
  }
}
