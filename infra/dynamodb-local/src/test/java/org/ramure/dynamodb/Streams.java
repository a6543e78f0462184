// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// What a table's stream holds.
final class Streams {

  private Streams() {}

  /// The partition key of every change so far, in order.
  static List<String> partitionKeys(URI endpoint, String table) {
    try (DynamoDbStreamsClient client = client(endpoint)) {
      String arn =
          client.listStreams(list -> list.tableName(table)).streams().getFirst().streamArn();
      String shard =
          client
              .describeStream(describe -> describe.streamArn(arn))
              .streamDescription()
              .shards()
              .getFirst()
              .shardId();
      String iterator =
          client
              .getShardIterator(
                  get ->
                      get.streamArn(arn)
                          .shardId(shard)
                          .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator();
      return client.getRecords(get -> get.shardIterator(iterator)).records().stream()
          .flatMap(change -> Stream.ofNullable(change.dynamodb().keys().get("pk")))
          .map(AttributeValue::s)
          .toList();
    }
  }

  private static DynamoDbStreamsClient client(URI endpoint) {
    var anyone = StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    return DynamoDbStreamsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_3)
        .credentialsProvider(anyone)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
