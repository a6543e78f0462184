// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

/// Something that a shop, a till or the office says, with an id of its own: twice is as good as
/// once.
sealed interface Message {

  /// As the numbers at the end name it.
  String kind();

  record Enrolment() implements Message {
    @Override
    public String kind() {
      return "enrolment";
    }
  }

  /// The order is not paid yet: the oldest of all its messages.
  record Announced(Sale sale) implements Message {
    @Override
    public String kind() {
      return "order announced";
    }
  }

  /// @param version of the body, from 0
  record Body(Sale sale, int version) implements Message {
    @Override
    public String kind() {
      return version == 0 ? "purchase" : "newer body";
    }
  }

  /// @param number of the refund, from 0
  record Refunded(Sale sale, int number) implements Message {
    @Override
    public String kind() {
      return "refund";
    }
  }

  record CalledOff(Sale sale) implements Message {
    @Override
    public String kind() {
      return "cancellation";
    }
  }

  /// Points by hand.
  record Gesture(String key, int points) implements Message {
    @Override
    public String kind() {
      return "adjustment";
    }
  }
}
