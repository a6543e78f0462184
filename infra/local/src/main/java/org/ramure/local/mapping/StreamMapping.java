// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.ramure.local.dynamodb.DynamoDbCalls;
import org.ramure.local.http.Json;
import org.ramure.local.template.Resource;

/// Follows the stream of a table: every shard after its parent, each from its own checkpoint.
final class StreamMapping implements Mapping {
  private static final long NEW_SHARDS_MS = 2_000;

  private final Resource mapping;
  private final String table;
  private final DynamoDbCalls dynamoDb;
  private final StreamBatches batches;
  private final Checkpoints checkpoints;
  private final DoubleSupplier writes;
  private final Map<String, ShardReader> readers = new ConcurrentHashMap<>();

  StreamMapping(
      Resource mapping,
      String table,
      DynamoDbCalls dynamoDb,
      StreamBatches batches,
      Path checkpointFolder,
      DoubleSupplier writes)
      throws IOException {
    mapping.refuse("TumblingWindowInSeconds", "is not played");
    if (!mapping.text("StartingPosition").equals("TRIM_HORIZON")) {
      mapping.refuse("StartingPosition", "other than TRIM_HORIZON is not played");
    }
    this.mapping = mapping;
    this.writes = writes;
    this.table = table;
    this.dynamoDb = dynamoDb;
    this.batches = batches;
    this.checkpoints = Checkpoints.load(checkpointFolder.resolve(mapping.logicalId() + ".json"));
  }

  @Override
  public void start(Threads threads) {
    threads.start(() -> watchShards(threads));
  }

  /// Known only after every shard has been asked since then and had nothing more.
  @Override
  public boolean hasSeenAllSince(long nanoTime) {
    return !readers.isEmpty()
        && readers.values().stream().allMatch(reader -> reader.hasSeenAllSince(nanoTime));
  }

  private void watchShards(Threads threads) throws IOException, InterruptedException {
    String stream =
        dynamoDb
            .call("DescribeTable", Json.object().put("TableName", table))
            .path("Table")
            .path("LatestStreamArn")
            .asText();
    while (!threads.isStopped()) {
      List<JsonNode> shards = shards(stream);
      List<String> ids = shards.stream().map(StreamMapping::id).toList();
      checkpoints.keepOnly(ids);
      for (JsonNode shard : shards) {
        String parent = shard.path("ParentShardId").asText();
        if (!ids.contains(parent) || checkpoints.isFinished(parent)) {
          read(threads, stream, id(shard));
        }
      }
      threads.pause(NEW_SHARDS_MS);
    }
  }

  private static String id(JsonNode shard) {
    return shard.path("ShardId").asText();
  }

  private List<JsonNode> shards(String stream) throws IOException, InterruptedException {
    var shards = new ArrayList<JsonNode>();
    var input = Json.object().put("StreamArn", stream);
    while (true) {
      JsonNode page = dynamoDb.streams("DescribeStream", input).path("StreamDescription");
      page.path("Shards").forEach(shards::add);
      if (!page.has("LastEvaluatedShardId")) {
        return shards;
      }
      input.set("ExclusiveStartShardId", page.path("LastEvaluatedShardId"));
    }
  }

  private void read(Threads threads, String stream, String shard) {
    if (checkpoints.isFinished(shard)) {
      readers.remove(shard);
    } else if (!readers.containsKey(shard)) {
      var reader = new ShardReader(mapping, stream, shard, dynamoDb, batches, checkpoints, writes);
      readers.put(shard, reader);
      threads.start(() -> run(reader, shard, threads));
    }
  }

  /// A reader that fails is forgotten, so that the next look at the shards starts another from the
  /// checkpoint.
  private void run(ShardReader reader, String shard, Threads threads)
      throws IOException, InterruptedException {
    try {
      reader.run(threads);
    } catch (IOException | RuntimeException e) {
      readers.remove(shard);
      throw e;
    }
  }
}
