// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One process of a function, as the runtime API sees it: it asks for the next invocation, and
/// gives back an answer or an error. It has at most one invocation at a time.
final class ExecutionEnvironment {
  /// How long a JVM may take until it asks for its first invocation. AWS gives 10 s; a busy laptop
  /// that starts several at once needs more.
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final Process process;
  private final FunctionSpec function;
  private final BlockingQueue<Invocation> inbox = new LinkedBlockingQueue<>();
  private volatile @Nullable Invocation current;

  /// Set before the process ends, so that nobody picks it in between.
  private volatile boolean spent;

  /// @param begun when the process has asked for it: the function's time runs from then
  record Invocation(
      String id, byte[] event, CompletableFuture<Instant> begun, CompletableFuture<Outcome> ended) {
    static Invocation of(byte[] event) {
      return new Invocation(
          UUID.randomUUID().toString(),
          event,
          new CompletableFuture<>(),
          new CompletableFuture<>());
    }
  }

  ExecutionEnvironment(FunctionSpec function, Process process) {
    this.function = function;
    this.process = process;
    process.onExit().thenAccept(this::exited);
  }

  boolean isUsable() {
    return !spent && process.isAlive();
  }

  Process process() {
    return process;
  }

  FunctionSpec function() {
    return function;
  }

  /// Runs one invocation to its end; blocks.
  Outcome run(byte[] event) throws InterruptedException {
    Invocation invocation = Invocation.of(event);
    current = invocation;
    inbox.add(invocation);
    if (!process.isAlive()) {
      exited(process);
    }
    try {
      CompletableFuture.anyOf(invocation.begun, invocation.ended)
          .get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
      return invocation.ended.get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return tooSlow(invocation);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      current = null;
    }
  }

  private Outcome tooSlow(Invocation invocation) {
    kill();
    String limit = "%.2f seconds".formatted(function.timeout().toMillis() / 1000.0);
    return Outcome.Failed.of(
        "Sandbox.Timedout",
        "RequestId: " + invocation.id + " Error: Task timed out after " + limit);
  }

  private void exited(Process ended) {
    Invocation invocation = current;
    if (invocation != null) {
      invocation.ended.complete(
          Outcome.Failed.of(
              "Runtime.ExitError",
              "RequestId: %s Error: Runtime exited with error: exit status %d"
                  .formatted(invocation.id, ended.exitValue())));
    }
  }

  /// What the process's request for work gets; blocks until there is some.
  Invocation next() throws InterruptedException {
    Invocation invocation = inbox.take();
    invocation.begun.complete(Instant.now());
    return invocation;
  }

  /// An answer to an invocation that is no longer waited for is dropped, as on AWS.
  void end(String invocationId, Outcome outcome) {
    Invocation invocation = current;
    if (invocation != null && invocation.id.equals(invocationId)) {
      invocation.ended.complete(outcome);
    }
  }

  /// The handler could not be made: the process says why and ends.
  void startFailed(Outcome outcome) throws InterruptedException {
    spent = true;
    next().ended.complete(outcome);
  }

  void kill() {
    spent = true;
    process.destroyForcibly();
  }
}
