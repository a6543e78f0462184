// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

/// Everything that goes wrong on purpose.
enum Disturbance {
  /// All processes of a function die, wherever they are.
  KILLED_FUNCTION,

  /// They die when a write has left one of them: not yet done, or done and unheard of.
  KILLED_IN_A_WRITE,

  /// Until the next disturbance, every so many calls of a kind are refused for lack of capacity.
  THROTTLES,

  /// … for a transaction under way.
  CONFLICTS,

  /// … with a 500 before anything is done.
  ERRORS,

  /// … done, and the connection is closed.
  LOST_ANSWERS,

  /// … done, and answered with a 500.
  ERRORS_AFTER_SUCCESS,

  /// Done, and answered after the client has given up.
  LATE_ANSWERS,

  /// Whatever is asked of the tables is refused for a while.
  OUTAGE,

  /// Whatever the streams bring until the next disturbance comes once more, in no order.
  REPEATED_RECORDS,

  /// The whole stack ends and starts again on its state.
  RESTART,

  /// The process with the tables is killed, then the stack ends and starts again.
  POWER_CUT;

  /// How often it is in the deck. After a start of the whole stack little happens for a while.
  int weight() {
    return this == RESTART || this == POWER_CUT ? 1 : 3;
  }
}
