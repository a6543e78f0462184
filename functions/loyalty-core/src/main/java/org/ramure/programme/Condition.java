// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.programme;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/// A closed set of conditions on the member's frozen context and on the basket. A tree is at most
/// {@value #MAX_DEPTH} deep and has at most {@value #MAX_NODES} nodes, checked when a programme is
/// published; each node can say why it does not hold.
public sealed interface Condition {

  int MAX_DEPTH = 8;
  int MAX_NODES = 200;

  record Always() implements Condition {}

  record All(List<Condition> of) implements Condition {
    public All {
      of = List.copyOf(of);
    }
  }

  record Any(List<Condition> of) implements Condition {
    public Any {
      of = List.copyOf(of);
    }
  }

  record Not(Condition condition) implements Condition {}

  record TierIn(Set<String> tiers) implements Condition {
    public TierIn {
      tiers = Set.copyOf(tiers);
    }
  }

  record InSegment(Set<String> segments) implements Condition {
    public InSegment {
      segments = Set.copyOf(segments);
    }
  }

  /// The first purchase of the member that ever counted.
  record FirstPurchase() implements Condition {}

  /// The kept eligible total of the basket, all products.
  record BasketAtLeast(long amountMinor) implements Condition {}

  /// At least so many pieces, kept, of the products named.
  record BasketContains(EarningRule.ProductScope products, BigDecimal quantity)
      implements Condition {}
}
