// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The faults in wait. One call suffers one of them: the first that strikes, in the order they were
/// armed.
final class Faults {

  private final List<ArmedFault> armed = new CopyOnWriteArrayList<>();

  ArmedFault arm(Fault fault) {
    var one = new ArmedFault(fault, this);
    armed.add(one);
    return one;
  }

  void disarm(ArmedFault one) {
    armed.remove(one);
  }

  void disarmAll() {
    armed.clear();
  }

  Optional<Fault> next(Call call) {
    return armed.stream().filter(one -> one.strikes(call)).findFirst().map(ArmedFault::fault);
  }
}
