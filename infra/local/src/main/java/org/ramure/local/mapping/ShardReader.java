// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.ramure.local.dynamodb.DynamoDbCalls;
import org.ramure.local.http.Json;
import org.ramure.local.template.Resource;

/// Reads one shard to its end, from its checkpoint on.
final class ShardReader {
  /// A look at the meter, not at DynamoDB.
  private static final long GLANCE_MS = 10;

  /// Whatever the meter says: a write may pass it by, and DynamoDB itself deletes what has expired.
  private static final int GLANCES_BETWEEN_POLLS = 100;

  private final Resource mapping;
  private final String stream;
  private final String shard;
  private final DynamoDbCalls dynamoDb;
  private final StreamBatches batches;
  private final Checkpoints checkpoints;
  private final EventFilter filter;
  private final DoubleSupplier writes;
  private volatile long nothingMoreAt = Long.MIN_VALUE;
  private volatile boolean isAwaited;

  /// @param writes grows with every write to DynamoDB
  ShardReader(
      Resource mapping,
      String stream,
      String shard,
      DynamoDbCalls dynamoDb,
      StreamBatches batches,
      Checkpoints checkpoints,
      DoubleSupplier writes) {
    this.writes = writes;
    this.mapping = mapping;
    this.stream = stream;
    this.shard = shard;
    this.dynamoDb = dynamoDb;
    this.batches = batches;
    this.checkpoints = checkpoints;
    this.filter = EventFilter.of(mapping);
  }

  boolean hasSeenAllSince(long nanoTime) {
    isAwaited = nothingMoreAt <= nanoTime;
    return !isAwaited;
  }

  void run(Threads threads) throws IOException, InterruptedException {
    String iterator = iterator();
    while (iterator != null && !threads.isStopped()) {
      long asked = System.nanoTime();
      double written = writes.getAsDouble();
      JsonNode page = page(iterator);
      List<JsonNode> records = new ArrayList<>();
      page.path("Records").forEach(record -> records.add(event(record)));
      if (records.isEmpty()) {
        nothingMoreAt = asked;
        awaitWrites(written, threads);
      } else {
        batches.deliver(shard, records.stream().filter(filter::accepts).toList(), threads);
        checkpoints.advance(shard, StreamBatches.sequenceNumber(records.getLast()));
      }
      iterator = page.path("NextShardIterator").asText(null);
    }
    if (!threads.isStopped()) {
      checkpoints.finish(shard);
    }
  }

  private void awaitWrites(double written, Threads threads) throws InterruptedException {
    int glances = 0;
    do {
      threads.pause(GLANCE_MS);
    } while (writes.getAsDouble() == written && !isAwaited && ++glances < GLANCES_BETWEEN_POLLS);
  }

  private @Nullable String iterator() throws IOException, InterruptedException {
    ObjectNode input = Json.object().put("StreamArn", stream).put("ShardId", shard);
    String position = checkpoints.position(shard);
    try {
      return iterator(
          position.isEmpty()
              ? input.put("ShardIteratorType", "TRIM_HORIZON")
              : input
                  .put("ShardIteratorType", "AFTER_SEQUENCE_NUMBER")
                  .put("SequenceNumber", position));
    } catch (DynamoDbCalls.Refused refused) {
      if (!refused.is("TrimmedDataAccessException")) {
        throw refused;
      }
      input.remove("SequenceNumber");
      return iterator(input.put("ShardIteratorType", "TRIM_HORIZON"));
    }
  }

  private String iterator(ObjectNode input) throws IOException, InterruptedException {
    return dynamoDb.streams("GetShardIterator", input).path("ShardIterator").asText();
  }

  private JsonNode page(String iterator) throws IOException, InterruptedException {
    var input = Json.object().put("Limit", 1000);
    try {
      return dynamoDb.streams("GetRecords", input.put("ShardIterator", iterator));
    } catch (DynamoDbCalls.Refused refused) {
      if (!refused.is("ExpiredIteratorException") && !refused.is("TrimmedDataAccessException")) {
        throw refused;
      }
      return dynamoDb.streams("GetRecords", input.put("ShardIterator", iterator()));
    }
  }

  /// As the function gets it: the stream's own record, and where it is from.
  private ObjectNode event(JsonNode record) {
    String arn = mapping.text("EventSourceArn");
    ObjectNode event = ((ObjectNode) record).deepCopy();
    return event
        .put("eventSource", "aws:dynamodb")
        .put("awsRegion", arn.split(":")[3])
        .put("eventSourceARN", arn);
  }
}
