// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.adjustment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ramure.points.Adjustment;

/// An adjustment as staff reads it.
///
/// @param state `WAITING` for a second person, `POSTED` or `REJECTED`
record AdjustmentView(
    String id,
    long points,
    String reason,
    String by,
    Instant requestedAt,
    String state,
    Optional<String> decidedBy,
    Optional<Instant> decidedAt) {

  record All(List<AdjustmentView> adjustments) {}

  static AdjustmentView of(Adjustment a) {
    return switch (a.state()) {
      case Adjustment.Waiting _ -> of(a, "WAITING", Optional.empty(), Optional.empty());
      case Adjustment.Posted(String by, Instant at) ->
          of(a, "POSTED", Optional.of(by), Optional.of(at));
      case Adjustment.Rejected(String by, Instant at) ->
          of(a, "REJECTED", Optional.of(by), Optional.of(at));
    };
  }

  private static AdjustmentView of(
      Adjustment a, String state, Optional<String> decidedBy, Optional<Instant> decidedAt) {
    return new AdjustmentView(
        a.id(), a.points(), a.reason(), a.by(), a.requestedAt(), state, decidedBy, decidedAt);
  }
}
