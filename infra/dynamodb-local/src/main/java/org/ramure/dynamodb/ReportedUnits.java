// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The units of reads and of single writes, which DynamoDB Local reports rightly, indexes included,
/// but for what it does not report at all: a refused condition costs as much as the item that
/// refused it (or the larger one that was to be put), an item that is not there in a batch and a
/// query without a result cost one unit.
final class ReportedUnits {

  private static final ObjectNode REPORT = Json.object().put("ReturnConsumedCapacity", "INDEXES");
  private static final ObjectNode REPORT_AND_REFUSING_ITEM =
      REPORT.deepCopy().put("ReturnValuesOnConditionCheckFailure", "ALL_OLD");

  private final Target target;

  ReportedUnits(Target target) {
    this.target = target;
  }

  Outcome read(Call call, Request request) {
    return send(call, request, REPORT, answer -> read(call, answer));
  }

  Outcome write(Call call, Request request) {
    return send(call, request, REPORT_AND_REFUSING_ITEM, answer -> written(call, answer));
  }

  private Outcome send(
      Call call,
      Request request,
      ObjectNode options,
      Function<ObjectNode, Map<String, Cost>> costs) {
    Answer answer = target.send(request.withBody(Json.with(call.request(), options)));
    ObjectNode body = answer.json();
    Usage usage = Usage.ofCall(call, costs.apply(body));
    return Outcome.answered(Answer.of(answer.status(), asAskedFor(call, body)), usage);
  }

  /// Without what only the proxy wanted to know.
  private static ObjectNode asAskedFor(Call call, ObjectNode answer) {
    if (isNotWanted(call, "ReturnConsumedCapacity")) {
      answer.remove("ConsumedCapacity");
    }
    if (answer.has("__type") && isNotWanted(call, "ReturnValuesOnConditionCheckFailure")) {
      answer.remove("Item");
    }
    return answer;
  }

  private static boolean isNotWanted(Call call, String option) {
    return call.request().path(option).asText("NONE").equals("NONE");
  }

  private static Map<String, Cost> read(Call call, ObjectNode answer) {
    return reported(answer, (table, units) -> Cost.read(corrected(units, table, call, answer)));
  }

  private static double corrected(double units, String table, Call call, ObjectNode answer) {
    return switch (call.operation()) {
      case "Query", "Scan" -> Math.max(units, unit(call.request()));
      case "BatchGetItem" -> units + missing(table, call, answer);
      default -> units;
    };
  }

  private static double missing(String table, Call call, ObjectNode answer) {
    JsonNode asked = call.request().path("RequestItems").path(table);
    int unprocessed = answer.path("UnprocessedKeys").path(table).path("Keys").size();
    int found = answer.path("Responses").path(table).size();
    return unit(asked) * (asked.path("Keys").size() - unprocessed - found);
  }

  private static double unit(JsonNode read) {
    return read.path("ConsistentRead").asBoolean() ? 1 : 0.5;
  }

  private static Map<String, Cost> written(Call call, ObjectNode answer) {
    return Answer.error(answer).equals("ConditionalCheckFailedException")
        ? refused(call.touches().getFirst(), answer)
        : reported(answer, (table, units) -> Cost.written(units));
  }

  private static Map<String, Cost> refused(Touch touch, ObjectNode answer) {
    ObjectNode old = Json.object(answer, "Item");
    ObjectNode wanted = touch instanceof Touch.Put put ? put.item() : old;
    return Map.of(touch.table(), Cost.written(Tariff.written(old, wanted)));
  }

  private interface Costs {
    Cost of(String table, double units);
  }

  private static Map<String, Cost> reported(ObjectNode answer, Costs costs) {
    JsonNode capacity = answer.path("ConsumedCapacity");
    Stream<JsonNode> tables = capacity.isArray() ? capacity.valueStream() : Stream.of(capacity);
    return tables
        .filter(JsonNode::isObject)
        .collect(Collectors.toMap(ReportedUnits::table, table -> cost(table, costs)));
  }

  private static String table(JsonNode capacity) {
    return capacity.path("TableName").asText();
  }

  private static Cost cost(JsonNode capacity, Costs costs) {
    return costs.of(table(capacity), capacity.path("CapacityUnits").asDouble());
  }
}
