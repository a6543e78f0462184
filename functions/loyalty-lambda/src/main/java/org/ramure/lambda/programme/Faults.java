// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.programme;

import java.util.ArrayList;
import java.util.List;

/// Collects everything that is wrong, so that nobody has to correct one mistake to be told the
/// next.
public final class Faults {

  private final List<Fault> found = new ArrayList<>();

  public void add(String path, String message) {
    found.add(new Fault(path, message));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<Fault> list() {
    return List.copyOf(found);
  }
}
