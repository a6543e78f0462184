// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Tells what happens, and notes what differs from what was expected.
public final class Story {

  private final PrintStream out;
  private final List<String> differences = new ArrayList<>();
  private int chapter;

  public Story(PrintStream out) {
    this.out = out;
  }

  void chapter(String title) {
    chapter++;
    out.printf("%n%2d. %s%n", chapter, title);
  }

  void tell(String sentence, Object... facts) {
    out.println("    " + sentence.formatted(facts));
  }

  void line(String text) {
    out.println("    " + text);
  }

  /// Compares one fact; what differs is told at once and once more at the end.
  void expect(String what, Object expected, Object actual) {
    if (Objects.equals(expected, actual)) {
      tell("✓ %s: %s", what, actual);
      return;
    }
    differences.add("%d. %s: expected %s, got %s".formatted(chapter, what, expected, actual));
    tell("✗ %s: expected %s, got %s", what, expected, actual);
  }

  List<String> differences() {
    return List.copyOf(differences);
  }
}
