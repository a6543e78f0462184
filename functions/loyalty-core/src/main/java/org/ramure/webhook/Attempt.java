// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One request to a receiver and what came of it. Of the answer, only its status is kept.
///
/// @param millis from looking up the name to the status, or to giving up
/// @param status of HTTP, where there was an answer
public record Attempt(Instant at, long millis, Outcome outcome, Optional<Integer> status) {

  public enum Outcome {
    DELIVERED,
    /// The receiver answered something else than 2xx.
    REFUSED,
    /// A redirect, which is not followed: what was checked is the address that was entered.
    REDIRECTED,
    /// The receiver says that it wants nothing any more.
    GONE,
    TIMED_OUT,
    /// The name leads to no address.
    NAME_UNKNOWN,
    /// The name leads to an address that nothing is sent to.
    ADDRESS_REFUSED,
    /// No connection that is encrypted, and with whom it should be.
    TLS_FAILED,
    /// Not connected, or cut off before there was a status.
    CONNECTION_FAILED,
    /// What came back is not HTTP.
    UNREADABLE
  }

  /// An attempt, and when the receiver asks to come back.
  public record Seen(Attempt attempt, Optional<Duration> retryAfter) {

    public static Seen answered(Instant at, long millis, int status, Optional<Duration> retry) {
      return new Seen(new Attempt(at, millis, outcome(status), Optional.of(status)), retry);
    }

    public static Seen failed(Instant at, long millis, Outcome outcome) {
      return new Seen(new Attempt(at, millis, outcome, Optional.empty()), Optional.empty());
    }
  }

  private static Outcome outcome(int status) {
    if (status >= 200 && status < 300) {
      return Outcome.DELIVERED;
    }
    if (status >= 300 && status < 400) {
      return Outcome.REDIRECTED;
    }
    return status == 410 ? Outcome.GONE : Outcome.REFUSED;
  }

  public boolean isDelivered() {
    return outcome == Outcome.DELIVERED;
  }

  /// Whether nobody answered at all: another request would fare no better just now.
  public boolean isUnanswered() {
    return status.isEmpty();
  }
}
