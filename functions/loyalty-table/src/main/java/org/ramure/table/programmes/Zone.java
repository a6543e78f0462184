// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.util.Optional;
import org.ramure.programme.ProgrammeId;

/// A group of stores; zones form a tree.
///
/// @param changed by whom last; nobody where it was not set up through the API
public record Zone(
    ProgrammeId programme,
    String id,
    String name,
    Optional<String> parent,
    Optional<Change> changed) {

  public Zone {
    ProgrammeKeys.requireId(id);
  }

  public Zone(ProgrammeId programme, String id, String name, Optional<String> parent) {
    this(programme, id, name, parent, Optional.empty());
  }

  public Zone changedBy(Change change) {
    return new Zone(programme, id, name, parent, Optional.of(change));
  }

  /// Whether both say the same, whoever said it.
  public boolean isLike(Zone other) {
    return unchanged().equals(other.unchanged());
  }

  private Zone unchanged() {
    return new Zone(programme, id, name, parent);
  }
}
