// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

/// Sends a call on and finds out its units. DynamoDB Local is believed where it counts rightly, and
/// what it counts wrongly is counted here; each of its errors has a test.
final class Metering {

  private final Target target;
  private final ReportedUnits reported;
  private final ComparedUnits compared;

  Metering(Target target) {
    this.target = target;
    reported = new ReportedUnits(target);
    compared = new ComparedUnits(target);
  }

  Outcome send(Call call, Request request) {
    return switch (call.operation()) {
      case "GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan" ->
          reported.read(call, request);
      case "PutItem", "UpdateItem", "DeleteItem" -> reported.write(call, request);
      case "BatchWriteItem", "TransactWriteItems" -> compared.write(call, request);
      default -> pass(call, request);
    };
  }

  /// Operations on whole tables, which are not charged by units.
  private Outcome pass(Call call, Request request) {
    Answer answer = target.send(request);
    call.tables().forEach(target::forget);
    return Outcome.free(call, answer);
  }
}
