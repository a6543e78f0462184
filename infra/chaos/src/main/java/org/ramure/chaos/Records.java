// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.ramure.local.dynamodb.DynamoDbCalls;
import org.ramure.local.http.Json;

/// What a table's stream brings from a moment on, to be brought once more: streams deliver at least
/// once.
///
/// @param positions in the shards at that moment
/// @param sortKeys of the records that the function gets
record Records(Town.Open open, List<Position> positions, String sortKeys) {
  private static final int BATCH = 7;
  private static final int MOST = 21;

  /// @param shard names the stream and the shard
  private record Position(ObjectNode shard, JsonNode iterator) {}

  static Records fromNowOn(Town.Open open, String table, String sortKeys)
      throws IOException, InterruptedException {
    var dynamoDb = open.stack().dynamoDbCalls();
    var stream =
        dynamoDb
            .call("DescribeTable", Json.object().put("TableName", open.table(table)))
            .at("/Table/LatestStreamArn")
            .asText();
    var shards = dynamoDb.streams("DescribeStream", Json.object().put("StreamArn", stream));
    var positions = new ArrayList<Position>();
    for (var shard : shards.at("/StreamDescription/Shards")) {
      var named =
          Json.object().put("StreamArn", stream).put("ShardId", shard.path("ShardId").asText());
      positions.add(new Position(named, iterator(dynamoDb, named, "LATEST")));
    }
    return new Records(open, positions, sortKeys);
  }

  private static JsonNode iterator(DynamoDbCalls dynamoDb, ObjectNode shard, String from)
      throws IOException, InterruptedException {
    var input = shard.deepCopy().put("ShardIteratorType", from);
    return dynamoDb.streams("GetShardIterator", input).path("ShardIterator");
  }

  /// The latest of them, in no order and each twice.
  void deliverAgain(String function, Random random) throws IOException, InterruptedException {
    var records = new ArrayList<JsonNode>();
    for (var position : positions) {
      for (var record : read(position)) {
        if (record.at("/dynamodb/Keys/sk/S").asText().matches(sortKeys)) {
          records.add(record);
        }
      }
    }
    if (records.size() > MOST) {
      records.subList(0, records.size() - MOST).clear();
    }
    records.addAll(List.copyOf(records));
    Collections.shuffle(records, random);
    for (int from = 0; from < records.size(); from += BATCH) {
      var event = Json.object();
      event
          .putArray("Records")
          .addAll(records.subList(from, Math.min(from + BATCH, records.size())));
      // Whatever it answers: it has had them before.
      var _ = open.stack().functions().get(function).invoke(Json.bytes(event));
    }
  }

  /// One page is enough.
  private JsonNode read(Position position) throws IOException, InterruptedException {
    var dynamoDb = open.stack().dynamoDbCalls();
    try {
      return page(dynamoDb, position.iterator());
    } catch (DynamoDbCalls.Refused refused) {
      if (!refused.is("TrimmedDataAccessException")) {
        throw refused;
      }
      // The latest of a shard with nothing on it was before its beginning.
      return page(dynamoDb, iterator(dynamoDb, position.shard(), "TRIM_HORIZON"));
    }
  }

  private static JsonNode page(DynamoDbCalls dynamoDb, JsonNode iterator)
      throws IOException, InterruptedException {
    return dynamoDb
        .streams("GetRecords", Json.object().set("ShardIterator", iterator))
        .path("Records");
  }
}
