// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import org.ramure.bench.StackMeter.Used;
import org.ramure.dynamodb.Usage;

/// Makes a bill of what was metered. What a local stack cannot tell (how long AWS lets wait, how
/// many calls find no warm process) comes from the assumptions of the mix.
record Tariff(Mix mix) {

  private static final double GIGABYTE = 1e9;

  /// @param apiCalls that came through the gateway
  Bill bill(Used used, int apiCalls) {
    double invocations = used.invocations();
    double logged =
        used.logBytes()
            + invocations * mix.assumed("platformLogBytes")
            + apiCalls * mix.assumed("accessLogBytes");
    double kept = used.storedBytes() / GIGABYTE * mix.assumed("monthsKept");
    return Bill.NOTHING
        .with(Charge.DYNAMODB_WRITE, used.dynamoDb().writeUnits())
        .with(Charge.DYNAMODB_READ, used.dynamoDb().readUnits())
        .with(Charge.DYNAMODB_STORED_GB_MONTH, kept)
        .with(Charge.DYNAMODB_RECOVERY_GB_MONTH, kept)
        .with(Charge.LAMBDA_REQUEST, invocations)
        .with(Charge.LAMBDA_GB_SECOND, seconds(used))
        .with(Charge.API_REQUEST, apiCalls)
        .with(Charge.BUS_EVENT, used.events())
        .with(Charge.LOG_GB, logged / GIGABYTE)
        .with(Charge.LOG_STORED_GB_MONTH, logged / GIGABYTE * mix.assumed("logMonthsKept"))
        .with(Charge.SECRET_REQUEST, coldStarts(invocations) * mix.assumed("secretsPerColdStart"));
  }

  /// Every function has 1 GB: a second of any is a GB-second. CPU takes longer on a part of a
  /// processor, and between two parts of work a function waits.
  private double seconds(Used used) {
    double working = used.cpuMillis() / mix.assumed("processorShare");
    double waiting =
        waiting(used.dynamoDb())
            + used.calls().getOrDefault("event-publisher", 0L) * mix.assumed("busMillis");
    double starting = coldStarts(used.invocations()) * mix.assumed("coldSeconds");
    return (working + waiting) / 1e3 + starting;
  }

  private double coldStarts(double invocations) {
    return invocations * mix.assumed("coldShare");
  }

  private double waiting(Usage usage) {
    double millis = 0;
    for (var operation : usage.byOperation().entrySet()) {
      millis += operation.getValue().calls() * millis(operation.getKey());
    }
    return millis;
  }

  private double millis(String operation) {
    return switch (operation) {
      case "GetItem", "BatchGetItem", "Query", "Scan" -> mix.assumed("readMillis");
      case "TransactWriteItems", "TransactGetItems" -> mix.assumed("transactionMillis");
      default -> mix.assumed("writeMillis");
    };
  }
}
