// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/// All tables with all their indexes, as {@link TableShape} says, on a DynamoDB for tests.
///
/// @param prefix keeps the tables of one test class apart from those of another
public record LocalTables(String prefix) {

  /// Creates every table.
  public static LocalTables create(DynamoDbClient client, String prefix) {
    var tables = new LocalTables(prefix);
    TableShape.all().forEach(shape -> client.createTable(tables.request(shape)));
    return tables;
  }

  public String name(TableShape shape) {
    return prefix + shape.name();
  }

  /// The variables by which functions find the tables.
  public Map<String, String> environment() {
    var variables = new HashMap<String, String>();
    TableShape.all().forEach(shape -> variables.put(shape.environment(), name(shape)));
    return variables;
  }

  private CreateTableRequest request(TableShape shape) {
    var request =
        CreateTableRequest.builder()
            .tableName(name(shape))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(schema(TableShape.PK, TableShape.SK))
            .attributeDefinitions(attributes(shape));
    if (!shape.indexes().isEmpty()) {
      request.globalSecondaryIndexes(shape.indexes().stream().map(LocalTables::index).toList());
    }
    if (shape.streams()) {
      request.streamSpecification(
          s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES));
    }
    return request.build();
  }

  private static List<AttributeDefinition> attributes(TableShape shape) {
    var indexed = shape.indexes().stream().flatMap(i -> Stream.of(i.pk(), i.sk()));
    return Stream.concat(Stream.of(TableShape.PK, TableShape.SK), indexed)
        .map(
            name ->
                AttributeDefinition.builder()
                    .attributeName(name)
                    .attributeType(ScalarAttributeType.S)
                    .build())
        .toList();
  }

  private static GlobalSecondaryIndex index(TableShape.Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(schema(index.pk(), index.sk()))
        .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
        .build();
  }

  private static List<KeySchemaElement> schema(String pk, String sk) {
    return List.of(
        KeySchemaElement.builder().attributeName(pk).keyType(KeyType.HASH).build(),
        KeySchemaElement.builder().attributeName(sk).keyType(KeyType.RANGE).build());
  }
}
