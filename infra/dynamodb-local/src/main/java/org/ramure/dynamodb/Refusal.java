// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The errors of DynamoDB, in the shape in which AWS sends them.
final class Refusal {

  private static final String DYNAMODB = "com.amazonaws.dynamodb.v20120810#";

  private Refusal() {}

  static Answer throttled(Call call, Predicate<Touch> items) {
    return isTransaction(call)
        ? cancelled(
            call,
            items,
            "ThrottlingError",
            "Throughput exceeds the current capacity of your table or index.")
        : error(
            400,
            DYNAMODB + "ProvisionedThroughputExceededException",
            "The level of configured provisioned throughput for the table was exceeded.");
  }

  static Answer conflicting(Call call, Predicate<Touch> items) {
    return isTransaction(call)
        ? cancelled(call, items, "TransactionConflict", "Transaction is ongoing for the item")
        : error(
            400, DYNAMODB + "TransactionConflictException", "Transaction is ongoing for the item");
  }

  static Answer internal() {
    return error(500, DYNAMODB + "InternalServerError", "Internal server error");
  }

  /// Of a test that went wrong inside the proxy: nothing the SDK would repeat.
  static Answer hookFailed(Throwable failure) {
    return error(400, "com.amazon.coral.validate#ValidationException", "Hook: " + failure);
  }

  private static boolean isTransaction(Call call) {
    return call.operation().startsWith("Transact");
  }

  /// One reason for every item, in the order of the request.
  private static Answer cancelled(Call call, Predicate<Touch> items, String code, String reason) {
    ArrayNode reasons = Json.array();
    for (Touch touch : call.touches()) {
      ObjectNode one = reasons.addObject();
      if (items.test(touch)) {
        one.put("Code", code).put("Message", reason);
      } else {
        one.put("Code", "None");
      }
    }
    String codes =
        reasons
            .valueStream()
            .map(one -> one.path("Code").asText())
            .collect(Collectors.joining(", "));
    ObjectNode body =
        body(
            DYNAMODB + "TransactionCanceledException",
            "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                + codes
                + "]");
    body.set("CancellationReasons", reasons);
    return Answer.of(400, body);
  }

  private static Answer error(int status, String type, String message) {
    return Answer.of(status, body(type, message));
  }

  private static ObjectNode body(String type, String message) {
    return Json.object().put("__type", type).put("Message", message).put("message", message);
  }
}
