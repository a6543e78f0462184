// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

/// So many points from one pot to another.
///
/// @param points at least 1
public record Move(Pot from, Pot to, long points) {

  public Move {
    if (points < 1) {
      throw new IllegalArgumentException("a move of " + points + " points");
    }
  }
}
