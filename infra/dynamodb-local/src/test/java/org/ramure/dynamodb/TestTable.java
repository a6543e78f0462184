// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/// A table like those of the engine: keys `pk` and `sk`, a sparse index `due` that holds keys only,
/// a stream.
final class TestTable {

  private TestTable() {}

  static void create(DynamoDbClient client, String name) {
    client.createTable(
        table ->
            table
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    Stream.of("pk", "sk", "duePk", "dueSk").map(TestTable::string).toList())
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                .globalSecondaryIndexes(
                    index ->
                        index
                            .indexName("due")
                            .keySchema(key("duePk", KeyType.HASH), key("dueSk", KeyType.RANGE))
                            .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY)))
                .streamSpecification(
                    stream ->
                        stream
                            .streamEnabled(true)
                            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
  }

  private static AttributeDefinition string(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  static Map<String, AttributeValue> key(String pk) {
    return Map.of("pk", s(pk), "sk", s("ITEM"));
  }

  static Map<String, AttributeValue> item(String pk) {
    return new HashMap<>(key(pk));
  }

  /// An item of a little more than so many bytes.
  static Map<String, AttributeValue> item(String pk, int bytes) {
    Map<String, AttributeValue> item = item(pk);
    item.put("note", s("x".repeat(bytes)));
    return item;
  }

  static Map<String, AttributeValue> due(String pk, String day) {
    Map<String, AttributeValue> item = item(pk);
    item.put("duePk", s("DUE"));
    item.put("dueSk", s(day));
    return item;
  }

  static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }
}
