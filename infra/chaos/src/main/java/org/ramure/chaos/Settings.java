// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a run is.
///
/// @param seed of the plan and of the disturbances
/// @param operations how many calls the plan has at least; repeats until an answer are not counted
/// @param callers how many call at once
record Settings(long seed, int operations, int callers) {

  static final String HELP =
      """
      Plays lives of members on the local stack, disturbs them, and compares what they have in the end
      with what they must have.

        -Dseed=1            of the plan and of the disturbances
        -Doperations=2000   calls of the plan, 1 to 10000000
        -Dcallers=16        at once, 1 to 256

      Exit code 0: everything counted once. 1: something differs. 2: these options.
      """;

  private static final long DEFAULT_SEED = 1;
  private static final long DEFAULT_OPERATIONS = 2_000;
  private static final long DEFAULT_CALLERS = 16;

  Settings {
    require("operations", operations, 10_000_000);
    require("callers", callers, 256);
  }

  private static void require(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("-D%s is 1 to %d, not %d".formatted(name, most, value));
    }
  }

  /// @param given by name, as the command line has them
  static Settings of(Map<String, String> given) {
    var unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(Set.of("seed", "operations", "callers"));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("There is no option " + unknown.first());
    }
    return new Settings(
        number(given, "seed", DEFAULT_SEED),
        Math.toIntExact(number(given, "operations", DEFAULT_OPERATIONS)),
        Math.toIntExact(number(given, "callers", DEFAULT_CALLERS)));
  }

  private static long number(Map<String, String> given, String name, long usual) {
    var text = given.getOrDefault(name, "");
    try {
      return text.isEmpty() ? usual : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("-D%s is a number, not %s".formatted(name, text), e);
    }
  }

  /// Plays the same again.
  String command() {
    return "./mvnw -Pchaos -Dseed=%d -Doperations=%d -Dcallers=%d"
        .formatted(seed, operations, callers);
  }
}
