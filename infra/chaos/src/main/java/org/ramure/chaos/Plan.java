// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import java.util.Random;

/// What everybody will do. The same seed gives the same lives; which of them meet at which moment
/// is up to the machine.
final class Plan {

  /// Fewer operations are over before a reservation of a minute has lapsed.
  private static final int ENOUGH_TO_WAIT_A_MINUTE = 2_000;

  private final Settings settings;
  private int lives;
  private int calls;

  Plan(Settings settings) {
    this.settings = settings;
  }

  boolean hasNext() {
    return calls < settings.operations();
  }

  Life next() {
    lives++;
    var random = new Random(settings.seed() * 1_000_003 + lives);
    var life = Life.of(lives, random, settings.operations() >= ENOUGH_TO_WAIT_A_MINUTE);
    calls += life.calls();
    return life;
  }
}
