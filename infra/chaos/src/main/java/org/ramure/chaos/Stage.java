// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import java.util.List;

/// A part of a life: what is in one happens at once, one stage follows the other.
sealed interface Stage {

  /// In the order in which they set out; they arrive in any.
  record Deliveries(List<Message> messages) implements Stage {
    public Deliveries {
      messages = List.copyOf(messages);
    }
  }

  /// Somebody has a voucher, if there is one by now.
  ///
  /// @param number of this stage in its life, for ids
  /// @param racers how many baskets want the same voucher
  record AtTheCounter(int number, Deed deed, int racers) implements Stage {}

  /// What becomes of a voucher; first of all there is a race for it.
  enum Deed {
    USE,
    USE_AND_ORDER,
    USE_AND_CALL_OFF,
    USE_AND_GIVE_BACK,
    HOLD_AND_COMMIT,
    HOLD_AND_RELEASE,
    /// A till holds it and never comes back. A minute later there is another race.
    HOLD_AND_FORGET
  }
}
