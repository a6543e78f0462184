// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.ramure.local.http.Json;
import org.ramure.local.tour.Operator;
import org.ramure.local.tour.PlayedDay;

/// Starts the stack and keeps it until somebody ends it. Standard output gets one line when all is
/// ready; everything else goes to standard error.
public final class Main {
  private static final String HELP =
      """
      Runs the synthesized template of infra/cdk on this machine.

        -Dport=8400      of the API and of the page /_local; the services take the three ports after
                         it. 0: any free ones
        -Dstate=<folder> what is kept: tables, queues, buckets, secrets, checkpoints, logs
        -Dwipe           forget what is kept first
        -Dwarm           start a process per function at once, not at its first call
        -Dthrottles=false  let everything through, however much it is
        -Dtour=false     do not play the day
        -Drun=<command>  run it when all is ready, with the words between its spaces as they stand; stop
                         with its exit code
        -Donce           stop after the played day; exit code 1 where anything was not as expected
        -Dassembly=<folder>, -Dendpoints=<file>
      """;

  /// Not in the common pool: whoever exits waits for the parts to close, and some of them wait for
  /// that pool, which has one thread on a small machine.
  private static final Executor ENDING = Thread.ofPlatform()::start;

  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.print(HELP);
      return;
    }
    System.exit(run());
  }

  private static int run() throws IOException, InterruptedException {
    long began = System.nanoTime();
    endWithParent();
    LocalStack stack;
    try {
      stack = LocalStack.start(options(), part -> report(began, part));
    } catch (IllegalStateException | IllegalArgumentException refusal) {
      System.err.println("The local stack does not start. " + refusal.getMessage());
      return 2;
    }
    try (stack) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::close));
      Endpoints endpoints = Endpoints.of(stack, path("endpoints", "endpoints.json"));
      endpoints.write();
      report(began, "page " + stack.api() + "/_local");
      System.out.println("READY " + stack.api());
      int exitCode = isSet("tour", true) ? tour(stack, endpoints) : 0;
      if (System.getProperty("run") != null) {
        return run(System.getProperty("run"));
      }
      if (!isSet("once", false)) {
        new CountDownLatch(1).await();
      }
      return exitCode;
    }
  }

  private static Options options() {
    return Options.of(path("assembly", "../../cdk/target/cdk.out"), path("state", "state"))
        .withPort(Integer.getInteger("port", 8400))
        .withWipe(isSet("wipe", false))
        .withWarmUp(isSet("warm", false))
        .withThrottles(isSet("throttles", true))
        .withRetryDelay(Duration.ofMillis(Integer.getInteger("retryDelayMs", 1_000)));
  }

  /// @param usual relative to the build folder of this module
  private static Path path(String property, String usual) {
    String given = System.getProperty(property, "");
    return given.isEmpty()
        ? Path.of("infra/local/target").resolve(usual).normalize()
        : Path.of(given);
  }

  /// {@code -Dwipe} and {@code -Dwipe=true} mean the same.
  private static boolean isSet(String property, boolean usual) {
    String value = System.getProperty(property);
    return value == null ? usual : value.isEmpty() || Boolean.parseBoolean(value);
  }

  private static void report(long began, String part) {
    System.err.printf("%5.1f s  %s%n", (System.nanoTime() - began) / 1e9, part);
  }

  /// Plays the day, and leaves its keys and secrets for whoever wants to go on.
  private static int tour(LocalStack stack, Endpoints endpoints) throws IOException {
    var operator = Operator.of(stack.services());
    var played = PlayedDay.play(endpoints.api(), operator, path("root", "../../.."), System.err);
    endpoints
        .with("apiKeys", Json.of(played.apiKeys()))
        .with("sources", Json.of(played.sources()))
        .with("memberToken", Json.of(played.memberToken()))
        .write();
    return played.differences().isEmpty() ? 0 : 1;
  }

  private static int run(String command) throws InterruptedException {
    try {
      return new ProcessBuilder(command.split(" ")).inheritIO().start().waitFor();
    } catch (IOException e) {
      System.err.println("Cannot be started: " + command + ". " + e.getMessage());
      return 2;
    }
  }

  /// The build tool that started this process may be killed alone.
  private static void endWithParent() {
    if (isSet("endWithParent", false)) {
      ProcessHandle.current()
          .parent()
          .ifPresent(parent -> parent.onExit().thenRunAsync(() -> System.exit(0), ENDING));
    }
  }
}
