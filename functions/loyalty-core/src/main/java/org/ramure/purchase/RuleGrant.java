// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

/// What one rule gives for a purchase.
///
/// @param uncapped by its brackets
/// @param granted what its cap leaves of that; 0 where another offer of its group won
public record RuleGrant(String rule, long uncapped, long granted) {

  public RuleGrant {
    if (granted < 0 || granted > uncapped) {
      throw new IllegalArgumentException(rule + " grants " + granted + " of " + uncapped);
    }
  }
}
