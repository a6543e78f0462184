// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/// Plays one run, and says what came out.
public final class Main {
  private static final int MOST_TOLD = 50;

  private Main() {}

  /// @param arguments as {@code seed=7}; without a value, the usual one
  public static void main(String[] arguments)
      throws IOException, InterruptedException, TimeoutException {
    Settings settings;
    try {
      settings = Settings.of(named(arguments));
    } catch (IllegalArgumentException | ArithmeticException refused) {
      System.err.printf("%s%n%n%s", refused.getMessage(), Settings.HELP);
      System.exit(2);
      return;
    }
    System.exit(play(settings, Path.of("").toAbsolutePath()));
  }

  private static Map<String, String> named(String[] arguments) {
    var named = new TreeMap<String, String>();
    for (var argument : arguments) {
      var parts = argument.split("=", 2);
      named.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return named;
  }

  private static int play(Settings settings, Path root)
      throws IOException, InterruptedException, TimeoutException {
    try (var town = Town.found(root, root.resolve("infra/chaos/target/state"))) {
      System.out.println(settings.command());
      var run = new Run(town, settings, System.out);
      var differences = new ArrayList<>(run.play());
      differences.addAll(run.judge());
      System.out.println(run.tally());
      tell(differences, town.logs());
      System.out.println("The same again: " + settings.command());
      return differences.isEmpty() ? 0 : 1;
    }
  }

  private static void tell(List<String> differences, Path logs) {
    if (differences.isEmpty()) {
      System.out.println("Everything counted once.");
      return;
    }
    differences.stream().limit(MOST_TOLD).forEach(System.out::println);
    System.out.printf("%d differences. The logs: %s%n", differences.size(), logs);
  }
}
