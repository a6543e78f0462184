// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.ramure.local.Credentials;
import org.ramure.local.http.Handler;
import org.ramure.local.http.LoopbackServer;
import org.ramure.local.lambda.FunctionSpec;
import org.ramure.local.lambda.Functions;
import org.ramure.local.lambda.LocalFunction;
import org.ramure.local.lambda.Outcome;

/// A function in a process of its own under AWS's runtime client, as the local stack runs it, with
/// one caller: us.
final class MeasuredFunction implements AutoCloseable {

  /// Where a function finds the services.
  record Aws(URI dynamoDb, URI others) {

    static Aws at(URI all) {
      return new Aws(all, all);
    }
  }

  private final LoopbackServer runtime;
  private final Functions functions;
  private final LocalFunction function;

  /// @param aws where the services are
  /// @param folder for what is unpacked, and for the log
  /// @param flags of the JVM, beside those that Lambda sets
  MeasuredFunction(FunctionSpec spec, Aws aws, Path folder, List<String> flags) throws IOException {
    var ready = new CompletableFuture<Handler>();
    runtime = LoopbackServer.start(0, request -> ready(ready).handle(request));
    functions =
        new Functions(
            List.of(spec),
            runtime.uri().getAuthority(),
            folder,
            Credentials.environment(aws.dynamoDb(), aws.others(), aws.others()),
            flags);
    function = functions.all().getFirst();
    ready.complete(functions::handle);
  }

  private static Handler ready(CompletableFuture<Handler> handler) throws InterruptedException {
    try {
      return handler.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Starts the process where there is none.
  void call(byte[] event) throws InterruptedException {
    Outcome outcome = function.invoke(event);
    String answer = new String(outcome.payload(), StandardCharsets.UTF_8);
    if (outcome instanceof Outcome.Failed || !isGood(answer)) {
      throw new IllegalStateException(function.spec().module() + " answered " + answer);
    }
  }

  /// A success of the API, or a batch without failures.
  private static boolean isGood(String answer) {
    return answer.contains("\"statusCode\":2") || answer.contains("\"batchItemFailures\":[]");
  }

  ProcessHandle process() {
    return function.processes().getFirst();
  }

  /// CPU of the process from its start to now.
  long cpuNanos() {
    return Cpu.of(process()).nanos();
  }

  /// Asks the process to end, and waits until it has: a JVM writes its AOT cache then.
  void end() {
    ProcessHandle process = process();
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void close() {
    functions.close();
    runtime.close();
  }
}
