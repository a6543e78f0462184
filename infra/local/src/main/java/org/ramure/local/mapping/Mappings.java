// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.StreamSupport;
import org.ramure.local.dynamodb.DynamoDbCalls;
import org.ramure.local.dynamodb.Tables;
import org.ramure.local.http.Json;
import org.ramure.local.lambda.Functions;
import org.ramure.local.lambda.LocalFunction;
import org.ramure.local.queue.LocalQueue;
import org.ramure.local.queue.Queues;
import org.ramure.local.template.Kind;
import org.ramure.local.template.Resource;
import org.ramure.local.template.Resources;

/// Everything that calls functions without being asked over HTTP: streams, queues, schedules.
public final class Mappings implements AutoCloseable {
  private final Threads threads = new Threads();
  private final List<Mapping> mappings = new ArrayList<>();
  private final AsyncInvocations asyncInvocations;
  private final Functions functions;
  private final Tables tables;
  private final Queues queues;
  private final DynamoDbCalls dynamoDb;
  private final DoubleSupplier writes;
  private final Path state;
  private final Duration retryDelay;

  /// @param dynamoDb past the proxy: reading streams is free and not metered
  /// @param writes grows with every write to DynamoDB
  public Mappings(
      Resources resources,
      Functions functions,
      Tables tables,
      Queues queues,
      DynamoDbCalls dynamoDb,
      DoubleSupplier writes,
      Path state,
      Duration retryDelay)
      throws IOException {
    this.functions = functions;
    this.tables = tables;
    this.queues = queues;
    this.dynamoDb = dynamoDb;
    this.writes = writes;
    this.state = state;
    this.retryDelay = retryDelay;
    this.asyncInvocations = new AsyncInvocations(resources, queues, threads, retryDelay);
    for (Resource mapping : resources.of(Kind.EVENT_SOURCE_MAPPING).toList()) {
      mappings.add(mapping(mapping));
    }
  }

  private Mapping mapping(Resource mapping) throws IOException {
    LocalFunction function = functions.get(mapping.text("FunctionName"));
    return mapping.text("EventSourceArn").startsWith("arn:aws:sqs:")
        ? new QueueMapping(mapping, queues, function, retryDelay)
        : stream(mapping, function);
  }

  private StreamMapping stream(Resource mapping, LocalFunction function) throws IOException {
    Resource table = tables.ofStream(mapping.text("EventSourceArn"));
    String failures =
        mapping
            .properties()
            .path("DestinationConfig")
            .path("OnFailure")
            .path("Destination")
            .asText();
    LocalQueue onFailure = failures.isEmpty() ? null : queues.get(failures);
    var batches = new StreamBatches(mapping, partitionKey(table), function, onFailure);
    return new StreamMapping(
        mapping, table.name(), dynamoDb, batches, state.resolve("checkpoints"), writes);
  }

  private static String partitionKey(Resource table) {
    return StreamSupport.stream(table.properties().path("KeySchema").spliterator(), false)
        .filter(key -> key.path("KeyType").asText().equals("HASH"))
        .findFirst()
        .orElseGet(Json::object)
        .path("AttributeName")
        .asText();
  }

  public void start() {
    mappings.forEach(mapping -> mapping.start(threads));
  }

  /// Calls a function without waiting for it.
  public void invokeAsync(LocalFunction function, byte[] event) {
    asyncInvocations.invoke(function, event);
  }

  /// Whether everything written before that moment has been dealt with, and nothing is under way.
  public boolean isQuietSince(long nanoTime) {
    return asyncInvocations.isEmpty()
        && functions.all().stream().noneMatch(LocalFunction::isBusy)
        && mappings.stream().allMatch(mapping -> mapping.hasSeenAllSince(nanoTime));
  }

  @Override
  public void close() {
    threads.close();
  }
}
