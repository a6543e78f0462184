// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import java.util.List;
import java.util.Map;
import org.ramure.table.TableShape;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// DynamoDB Local has no recovery to a point in time: a copy made at that moment is what a restore
/// would bring.
record Copies(DynamoDbClient client) {

  /// @return the name of the copy, which has the items and neither indexes nor a stream
  String copy(String table, String suffix) {
    var copy = table + suffix;
    client.createTable(
        t ->
            t.tableName(copy)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text(TableShape.PK), text(TableShape.SK))
                .keySchema(key(TableShape.PK, KeyType.HASH), key(TableShape.SK, KeyType.RANGE)));
    items(table).forEach(item -> client.putItem(p -> p.tableName(copy).item(item)));
    return copy;
  }

  List<Map<String, AttributeValue>> items(String table) {
    return client.scanPaginator(s -> s.tableName(table).consistentRead(true)).items().stream()
        .toList();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
