// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.ramure.dynamodb.Usage;
import org.ramure.local.LocalStack;
import org.ramure.local.http.Json;
import org.ramure.local.lambda.LocalFunction;

/// What a local stack uses while something happens on it, with all that follows.
final class StackMeter {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalStack stack;
  private final Path events;

  /// @param state the stack's folder
  StackMeter(LocalStack stack, Path state) {
    this.stack = stack;
    this.events = state.resolve("events.jsonl");
  }

  /// @param dynamoDb calls and units
  /// @param events put on the bus
  /// @param logBytes that the functions wrote themselves
  /// @param storedBytes that came to the tables and their indexes
  /// @param calls of each function, by its name
  /// @param cpuNanos of each function's processes
  record Used(
      Usage dynamoDb,
      long events,
      long logBytes,
      long storedBytes,
      Map<String, Long> calls,
      Map<String, Long> cpuNanos) {

    long invocations() {
      return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    double cpuMillis() {
      return cpuNanos.values().stream().mapToLong(Long::longValue).sum() / 1e6;
    }
  }

  private record Moment(
      Usage dynamoDb,
      long events,
      long logBytes,
      long storedBytes,
      Map<String, Long> calls,
      Map<String, Long> cpuNanos) {}

  Used during(Scenes.Action action) throws IOException, InterruptedException {
    rest();
    Moment before = now();
    action.run();
    rest();
    Moment after = now();
    return new Used(
        after.dynamoDb.minus(before.dynamoDb),
        after.events - before.events,
        after.logBytes - before.logBytes,
        after.storedBytes - before.storedBytes,
        minus(after.calls, before.calls),
        minus(after.cpuNanos, before.cpuNanos));
  }

  /// Until everything that was set in motion has come to rest.
  void rest() throws InterruptedException {
    try {
      stack.awaitQuiet(PATIENCE);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private Moment now() throws IOException, InterruptedException {
    Map<String, Long> calls = new HashMap<>();
    Map<String, Long> cpu = new HashMap<>();
    long logs = 0;
    for (LocalFunction function : stack.functions().all()) {
      String name = function.spec().module();
      calls.put(name, function.calls());
      cpu.put(name, cpuNanos(function));
      logs += size(stack.functions().log(function));
    }
    return new Moment(stack.proxy().meter().total(), lines(events), logs, stored(), calls, cpu);
  }

  private static long cpuNanos(LocalFunction function) {
    return function.processes().stream().mapToLong(process -> Cpu.of(process).nanos()).sum();
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static long lines(Path file) throws IOException {
    if (Files.notExists(file)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private long stored() throws IOException, InterruptedException {
    long bytes = 0;
    for (var table : stack.tables().all()) {
      var named = Json.object().put("TableName", table.name());
      var described = stack.dynamoDbCalls().call("DescribeTable", named).path("Table");
      bytes += described.path("TableSizeBytes").asLong();
      for (var index : described.path("GlobalSecondaryIndexes")) {
        bytes += index.path("IndexSizeBytes").asLong();
      }
    }
    return bytes;
  }

  private static Map<String, Long> minus(Map<String, Long> after, Map<String, Long> before) {
    Map<String, Long> difference = new HashMap<>();
    after.forEach((name, value) -> difference.put(name, value - before.getOrDefault(name, 0L)));
    return difference;
  }
}
