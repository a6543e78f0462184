// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.util.Optional;
import org.ramure.programme.ProgrammeId;

/// A group of stores; zones form a tree.
public record Zone(ProgrammeId programme, String id, String name, Optional<String> parent) {

  public Zone {
    ProgrammeKeys.requireId(id);
  }
}
