// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import java.util.List;
import org.ramure.local.tour.Programme;

/// A purchase as it will be told: how often its body changes, what goes back, whether it is called
/// off. In whatever order the messages come, its points follow from this alone.
///
/// @param id of the order or ticket, digits
/// @param bodies the price of each line in cents, in each version of the purchase; the last counts
/// @param refunds each with an id of its own: its number in this list
record Sale(
    String id, Place place, List<List<Integer>> bodies, List<Refund> refunds, boolean cancelled) {

  enum Place {
    WEB(Programme.SHOP),
    TILL(Programme.TILL);

    final String source;

    Place(String source) {
      this.source = source;
    }
  }

  /// @param line its number, from 0
  record Refund(int line, int cents) {}

  Sale {
    bodies = bodies.stream().map(List::copyOf).toList();
    refunds = List.copyOf(refunds);
  }

  /// As the entries of a member name it.
  String subject() {
    return place.source + "/" + id;
  }

  /// A point for every whole euro that was kept.
  long owed() {
    long paid = bodies.getLast().stream().mapToLong(Integer::longValue).sum();
    long back = refunds.stream().mapToLong(Refund::cents).sum();
    return cancelled ? 0 : Math.floorDiv(paid - back, 100);
  }
}
