// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

/// What calls cost: how many there were, and the capacity units AWS would charge for them. Index
/// writes are included. Units are multiples of one half, so the sums are exact.
public record Cost(long calls, double readUnits, double writeUnits) {

  public static final Cost NONE = new Cost(0, 0, 0);

  static final Cost CALL = new Cost(1, 0, 0);

  static Cost read(double units) {
    return new Cost(0, units, 0);
  }

  static Cost written(double units) {
    return new Cost(0, 0, units);
  }

  Cost plus(Cost other) {
    return new Cost(
        calls + other.calls, readUnits + other.readUnits, writeUnits + other.writeUnits);
  }

  Cost minus(Cost other) {
    return new Cost(
        calls - other.calls, readUnits - other.readUnits, writeUnits - other.writeUnits);
  }

  @Override
  public String toString() {
    return "%d %s, %s R, %s W"
        .formatted(calls, calls == 1 ? "call" : "calls", units(readUnits), units(writeUnits));
  }

  private static String units(double units) {
    return units == Math.rint(units) ? Long.toString((long) units) : Double.toString(units);
  }
}
