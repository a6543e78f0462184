// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.ramure.local.http.Json;
import org.ramure.local.template.Kind;
import org.ramure.local.template.Resource;
import org.ramure.local.template.Resources;

/// The tables of the template: made at the first start, found again later.
public final class Tables {
  private final List<Resource> tables;

  public Tables(Resources resources) {
    this.tables = Stream.concat(resources.of(Kind.GLOBAL_TABLE), resources.of(Kind.TABLE)).toList();
  }

  public List<Resource> all() {
    return tables;
  }

  /// The table whose stream has this ARN, by the template's naming.
  public Resource ofStream(String streamArn) {
    return tables.stream()
        .filter(table -> streamArn.startsWith(table.arn() + "/stream/"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No table has the stream " + streamArn));
  }

  public void create(DynamoDbCalls dynamoDb) throws IOException, InterruptedException {
    for (Resource table : tables) {
      ObjectNode wanted = description(table);
      try {
        dynamoDb.call("CreateTable", wanted);
      } catch (DynamoDbCalls.Refused refused) {
        if (!refused.is("ResourceInUseException")) {
          throw refused;
        }
        requireSame(wanted, dynamoDb.call("DescribeTable", named(table)).path("Table"));
      }
      expire(dynamoDb, table);
    }
  }

  private static ObjectNode named(Resource table) {
    return Json.object().put("TableName", table.name());
  }

  private static ObjectNode description(Resource table) {
    JsonNode properties = table.properties();
    table.refuse("LocalSecondaryIndexes", "are not played");
    ObjectNode wanted = named(table).put("BillingMode", "PAY_PER_REQUEST");
    wanted.set("AttributeDefinitions", properties.path("AttributeDefinitions"));
    wanted.set("KeySchema", properties.path("KeySchema"));
    if (properties.has("GlobalSecondaryIndexes")) {
      var indexes = wanted.putArray("GlobalSecondaryIndexes");
      properties.path("GlobalSecondaryIndexes").forEach(index -> indexes.add(index(index)));
    }
    if (properties.has("StreamSpecification")) {
      wanted
          .putObject("StreamSpecification")
          .put("StreamEnabled", true)
          .set("StreamViewType", properties.path("StreamSpecification").path("StreamViewType"));
    }
    return wanted;
  }

  private static ObjectNode index(JsonNode index) {
    ObjectNode wanted = Json.object();
    for (String property : List.of("IndexName", "KeySchema", "Projection")) {
      wanted.set(property, index.path(property));
    }
    return wanted;
  }

  private static void expire(DynamoDbCalls dynamoDb, Resource table)
      throws IOException, InterruptedException {
    JsonNode wanted = table.properties().path("TimeToLiveSpecification");
    if (!wanted.path("Enabled").asBoolean()) {
      return;
    }
    JsonNode now = dynamoDb.call("DescribeTimeToLive", named(table)).path("TimeToLiveDescription");
    if (!now.path("TimeToLiveStatus").asText().equals("ENABLED")) {
      var input = named(table);
      input
          .putObject("TimeToLiveSpecification")
          .put("Enabled", true)
          .put("AttributeName", wanted.path("AttributeName").asText());
      dynamoDb.call("UpdateTimeToLive", input);
    }
  }

  /// A kept table of another shape would fail later, in some function, with a message about an
  /// index.
  private static void requireSame(JsonNode wanted, JsonNode found) {
    boolean same =
        wanted.path("KeySchema").equals(found.path("KeySchema"))
            && indexes(wanted).equals(indexes(found))
            && wanted.path("StreamSpecification").equals(found.path("StreamSpecification"));
    if (!same) {
      throw new IllegalStateException(
          "The kept table %s has another shape than the template. Start once with -Dwipe."
              .formatted(wanted.path("TableName").asText()));
    }
  }

  private static List<String> indexes(JsonNode table) {
    return StreamSupport.stream(table.path("GlobalSecondaryIndexes").spliterator(), false)
        .map(index -> index.path("IndexName").asText() + index.path("KeySchema"))
        .sorted()
        .toList();
  }
}
