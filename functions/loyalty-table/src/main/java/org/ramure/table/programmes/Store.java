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
public record Store(
    ProgrammeId programme,
    String id,
    String name,
    Optional<String> zone,
    ZoneId timeZone,
    String phoneRegion) {

  public Store {
    ProgrammeKeys.requireId(id);
  }
}
