// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// What is repeated, how often and when. Every call may be: it has its key in its address, in its
/// body or in a header, and a repeat is answered like the first.
///
/// @param most repeats after the first try
/// @param first wait, twice as long each time
/// @param longest wait
public record Retries(int most, Duration first, Duration longest) {

  /// As the page of the API says.
  public static final Retries PUBLISHED =
      new Retries(5, Duration.ofMillis(500), Duration.ofSeconds(30));

  /// Somebody stands there: once more, then on without.
  public static final Retries AT_A_TILL =
      new Retries(1, Duration.ofMillis(500), Duration.ofSeconds(1));

  public static final Retries NONE = new Retries(0, Duration.ZERO, Duration.ZERO);

  private static final Set<Integer> WORTH_IT = Set.of(429, 500, 502, 503, 504);

  static boolean isWorthIt(int status) {
    return WORTH_IT.contains(status);
  }

  /// Between half of the wait and all of it: many who failed together do not come back together.
  ///
  /// @param repeat 0 for the first
  /// @param asked what the answer asked for, which goes first
  Duration wait(int repeat, Optional<Duration> asked, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(repeat, 20);
    long whole = Math.min(doubled, longest.toMillis());
    return asked.orElseGet(
        () -> Duration.ofMillis(whole == 0 ? 0 : whole / 2 + random.nextLong(whole / 2 + 1)));
  }
}
