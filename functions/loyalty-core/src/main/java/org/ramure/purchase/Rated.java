// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.util.List;
import org.ramure.explain.Reason;

/// What a purchase is owed.
///
/// @param points the sum of what the rules granted
/// @param grants by every rule that applies, in the programme's order
/// @param why codes of {@link RatingReason}: first what was earned (or why nothing), then the parts
///     of the basket that do not earn, then the rules that did not apply
public record Rated(long points, List<RuleGrant> grants, List<Reason> why) {

  public Rated {
    grants = List.copyOf(grants);
    why = List.copyOf(why);
  }

  static Rated nothing(Reason reason) {
    return new Rated(0, List.of(), List.of(reason));
  }
}
