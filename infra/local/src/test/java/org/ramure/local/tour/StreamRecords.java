// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ramure.local.dynamodb.DynamoDbCalls;
import org.ramure.local.http.Json;

/// What a table's stream holds, from its beginning.
record StreamRecords(DynamoDbCalls dynamoDb) {

  /// @param keyPart what the partition keys that are meant contain
  List<JsonNode> about(String table, List<String> keyPart)
      throws IOException, InterruptedException {
    var stream =
        dynamoDb
            .call("DescribeTable", Json.object().put("TableName", table))
            .at("/Table/LatestStreamArn")
            .asText();
    var shards = dynamoDb.streams("DescribeStream", Json.object().put("StreamArn", stream));
    var records = new ArrayList<JsonNode>();
    for (var shard : shards.at("/StreamDescription/Shards")) {
      read(stream, shard.path("ShardId").asText(), records);
    }
    return records.stream().filter(record -> isAbout(record, keyPart)).toList();
  }

  private void read(String stream, String shard, List<JsonNode> records)
      throws IOException, InterruptedException {
    var start =
        Json.object()
            .put("StreamArn", stream)
            .put("ShardId", shard)
            .put("ShardIteratorType", "TRIM_HORIZON");
    var iterator = dynamoDb.streams("GetShardIterator", start).path("ShardIterator");
    while (!iterator.isMissingNode()) {
      var page = dynamoDb.streams("GetRecords", Json.object().set("ShardIterator", iterator));
      page.path("Records").forEach(records::add);
      // An open shard has no end, only a page with nothing on it.
      iterator = page.path("Records").isEmpty() ? page.path("") : page.path("NextShardIterator");
    }
  }

  private static boolean isAbout(JsonNode record, List<String> keyParts) {
    var partition = record.at("/dynamodb/Keys/pk/S").asText();
    return keyParts.stream().anyMatch(partition::contains);
  }

  static Stream<JsonNode> ofKind(List<JsonNode> records, String sortKeys) {
    return records.stream()
        .filter(record -> record.at("/dynamodb/Keys/sk/S").asText().matches(sortKeys));
  }
}
