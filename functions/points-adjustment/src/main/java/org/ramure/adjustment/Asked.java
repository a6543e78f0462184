// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.adjustment;

import com.fasterxml.jackson.databind.ObjectReader;
import org.ramure.lambda.Json;
import org.ramure.lambda.Limits;

/// What a person asks for.
///
/// @param points to give, or to take where negative
/// @param reason as the member will read it
/// @param by who asks, as the brand's own console knows them; not an address
record Asked(long points, String reason, String by) {

  static final ObjectReader READER = Json.reader(Asked.class);

  /// More is a campaign, not a gesture.
  static final long MOST = 1_000_000;

  private static final int LONGEST_REASON = 200;
  private static final int LONGEST_NAME = 64;

  Asked {
    Limits.range("points", points, -MOST, MOST);
    if (points == 0) {
      throw new Json.Malformed("points", "must not be 0");
    }
    Limits.text("reason", reason, LONGEST_REASON);
    Limits.text("by", by, LONGEST_NAME);
  }

  /// What a second person says to it.
  record Decision(Verdict decision, String by) {

    static final ObjectReader READER = Json.reader(Decision.class);

    Decision {
      Limits.text("by", by, LONGEST_NAME);
    }
  }

  enum Verdict {
    APPROVE,
    REJECT
  }
}
