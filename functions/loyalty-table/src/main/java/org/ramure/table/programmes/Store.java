// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.time.ZoneId;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;

/// A point of sale.
///
/// @param zone the smallest zone it lies in
/// @param timeZone whose midnight ends its day
/// @param phoneRegion ISO 3166: 0690… is a mobile in Guadeloupe and nothing in France
/// @param changed by whom last; nobody where it was not set up through the API
public record Store(
    ProgrammeId programme,
    String id,
    String name,
    Optional<String> zone,
    ZoneId timeZone,
    String phoneRegion,
    Optional<Change> changed) {

  public Store {
    ProgrammeKeys.requireId(id);
  }

  public Store(
      ProgrammeId programme,
      String id,
      String name,
      Optional<String> zone,
      ZoneId timeZone,
      String phoneRegion) {
    this(programme, id, name, zone, timeZone, phoneRegion, Optional.empty());
  }

  public Store changedBy(Change change) {
    return new Store(programme, id, name, zone, timeZone, phoneRegion, Optional.of(change));
  }

  /// Whether both say the same, whoever said it.
  public boolean isLike(Store other) {
    return unchanged().equals(other.unchanged());
  }

  private Store unchanged() {
    return new Store(programme, id, name, zone, timeZone, phoneRegion);
  }
}
