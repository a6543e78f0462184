// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// When an event that was not taken is sent again: soon at first, then ever more seldom, over three
/// days. A receiver may ask for more time, and never shortens a pause.
public final class Retries {

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /// The first attempt counts.
  public static final int MOST_TRIES = PAUSES.size() + 1;

  /// However long a receiver asks for, or however many others go before it.
  public static final Duration MOST_AGE = Duration.ofDays(4);

  private static final Duration LONGEST_WISH = Duration.ofHours(24);

  /// A tenth of the pause at most, so that what failed together does not come back together.
  private static final int JITTER = 10;

  private Retries() {}

  /// @param tries so far, at least one
  /// @param since when the event was first sent
  /// @param name of the delivery: the same one always gets the same jitter
  /// @return empty where it is not sent again
  public static Optional<Instant> next(
      int tries, Instant since, Instant now, Optional<Duration> wish, String name) {
    if (tries >= MOST_TRIES || !now.isBefore(since.plus(MOST_AGE))) {
      return Optional.empty();
    }
    var pause = PAUSES.get(tries - 1);
    var wanted = pause.plus(jitter(pause, name + tries));
    return Optional.of(now.plus(wish.map(w -> longer(wanted, w)).orElse(wanted)));
  }

  private static Duration jitter(Duration pause, String name) {
    return pause
        .dividedBy(JITTER)
        .multipliedBy(Math.floorMod(name.hashCode(), 1000))
        .dividedBy(999);
  }

  private static Duration longer(Duration pause, Duration wish) {
    var granted = wish.compareTo(LONGEST_WISH) < 0 ? wish : LONGEST_WISH;
    return granted.compareTo(pause) > 0 ? granted : pause;
  }
}
