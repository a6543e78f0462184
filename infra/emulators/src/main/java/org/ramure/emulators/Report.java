// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import java.io.PrintStream;
import java.util.Objects;

/// Tells what happens with the seconds since the start, and counts what was as it must be and what
/// was not.
final class Report {
  private final PrintStream out;
  private final long began = System.nanoTime();
  private int passed;
  private int failed;

  Report(PrintStream out) {
    this.out = out;
  }

  PrintStream out() {
    return out;
  }

  void tell(String sentence) {
    out.printf("%6.1f s  %s%n", (System.nanoTime() - began) / 1e9, sentence);
  }

  void expect(String what, Object expected, Object actual) {
    if (Objects.equals(expected, actual)) {
      passed++;
      tell("✓ " + what);
    } else {
      failed++;
      tell("✗ %s: expected %s, got %s".formatted(what, expected, actual));
    }
  }

  void holds(String what, boolean is) {
    expect(what, true, is);
  }

  /// Says in the last line how it went, in the form that build servers count.
  ///
  /// @return for the process to end with
  int exitCode(String name) {
    out.printf("%s: %d passed, %d failed%n", name, passed, failed);
    return failed == 0 && passed > 0 ? 0 : 1;
  }
}
