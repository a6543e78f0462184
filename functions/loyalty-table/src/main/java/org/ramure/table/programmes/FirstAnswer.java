// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.time.Duration;
import java.time.Instant;
import org.ramure.table.Key;
import org.ramure.table.Once;

/// What a command named by an {@code Idempotency-Key} was answered; stays as long as anybody might
/// repeat it.
record FirstAnswer(Key key, String content, Once.Answer answer, Instant at) {

  private static final Duration KEPT = Duration.ofDays(400);

  static FirstAnswer of(Once once, Once.Answer answer, Instant at) {
    return new FirstAnswer(once.itemKey(), once.content(), answer, at);
  }

  long ttl() {
    return at.plus(KEPT).getEpochSecond();
  }
}
