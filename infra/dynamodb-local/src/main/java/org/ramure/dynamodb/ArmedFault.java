// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.util.Random;

/// A fault in wait for its calls.
public final class ArmedFault implements AutoCloseable {

  private final Fault fault;
  private final Random random;
  private final Faults faults;
  private long hits;

  ArmedFault(Fault fault, Faults faults) {
    this.fault = fault;
    this.faults = faults;
    this.random =
        fault.occurrence() instanceof Fault.Occurrence.Chance chance
            ? new Random(chance.seed())
            : new Random(0);
  }

  Fault fault() {
    return fault;
  }

  synchronized boolean strikes(Call call) {
    boolean strikes =
        fault.pattern().matches(call)
            && switch (fault.occurrence()) {
              case Fault.Occurrence.Times times -> hits < times.n();
              case Fault.Occurrence.Chance chance -> random.nextDouble() < chance.probability();
            };
    hits += strikes ? 1 : 0;
    return strikes;
  }

  /// How many calls it has happened to.
  public synchronized long hits() {
    return hits;
  }

  /// It happens no more.
  @Override
  public void close() {
    faults.disarm(this);
  }
}
