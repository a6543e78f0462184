// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/// What a stretch of work asked of DynamoDB. Every request that arrived counts as a call, the
/// repeated ones of the SDK too, as they do on the bill.
///
/// @param byOperation the cost of each operation, `PutItem` and so on
/// @param byTable the cost on each table; a transaction over two tables is a call on each
public record Usage(SortedMap<String, Cost> byOperation, SortedMap<String, Cost> byTable) {

  public static final Usage NONE = new Usage(new TreeMap<>(), new TreeMap<>());

  public Usage {
    byOperation = Collections.unmodifiableSortedMap(new TreeMap<>(byOperation));
    byTable = Collections.unmodifiableSortedMap(new TreeMap<>(byTable));
  }

  /// @param units what each of the call's tables was asked for; nothing if it is not there
  static Usage ofCall(Call call, Map<String, Cost> units) {
    SortedMap<String, Cost> tables = new TreeMap<>();
    call.tables()
        .forEach(table -> tables.put(table, Cost.CALL.plus(units.getOrDefault(table, Cost.NONE))));
    Cost sum = tables.values().stream().reduce(Cost.NONE, Cost::plus);
    Cost once = new Cost(1, sum.readUnits(), sum.writeUnits());
    return new Usage(new TreeMap<>(Map.of(call.operation(), once)), tables);
  }

  public Cost total() {
    return byOperation.values().stream().reduce(Cost.NONE, Cost::plus);
  }

  public long calls() {
    return total().calls();
  }

  public double readUnits() {
    return total().readUnits();
  }

  public double writeUnits() {
    return total().writeUnits();
  }

  /// What one operation cost, `TransactWriteItems` for example.
  public Cost of(String operation) {
    return byOperation.getOrDefault(operation, Cost.NONE);
  }

  /// What was spent on one table and its indexes.
  public Cost on(String table) {
    return byTable.getOrDefault(table, Cost.NONE);
  }

  Usage plus(Usage other) {
    return new Usage(
        merged(byOperation, other.byOperation, Cost::plus),
        merged(byTable, other.byTable, Cost::plus));
  }

  /// What came since an earlier moment.
  public Usage minus(Usage earlier) {
    return new Usage(
        merged(byOperation, earlier.byOperation, Cost::minus),
        merged(byTable, earlier.byTable, Cost::minus));
  }

  private static SortedMap<String, Cost> merged(
      SortedMap<String, Cost> first, SortedMap<String, Cost> second, BinaryOperator<Cost> how) {
    SortedMap<String, Cost> merged = new TreeMap<>(first);
    second.forEach((name, cost) -> merged.merge(name, cost, how));
    merged.values().removeIf(Cost.NONE::equals);
    return merged;
  }

  /// Made for failed assertions: the total, then what it is made of.
  @Override
  public String toString() {
    return total() + " " + byOperation;
  }
}
