// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import java.time.Duration;
import java.util.Optional;

/// How a client behaves, whoever calls.
///
/// @param retries other than those published
record Manners(Optional<String> language, Optional<Retries> retries, Pause pause) {

  private static final Duration AT_A_TILL = Duration.ofSeconds(3);
  private static final Duration OTHERWISE = Duration.ofSeconds(10);

  static final Manners USUAL =
      new Manners(Optional.empty(), Optional.empty(), wait -> Thread.sleep(wait));

  Manners speaking(String other) {
    return new Manners(Optional.of(other), retries, pause);
  }

  Manners retrying(Retries other) {
    return new Manners(language, Optional.of(other), pause);
  }

  Manners pausing(Pause other) {
    return new Manners(language, retries, other);
  }

  /// For how long one try waits for its answer.
  static Duration timeout(Call call) {
    return call.someoneWaits() ? AT_A_TILL : OTHERWISE;
  }

  Retries retriesOf(Call call) {
    return retries.orElse(call.someoneWaits() ? Retries.AT_A_TILL : Retries.PUBLISHED);
  }
}
