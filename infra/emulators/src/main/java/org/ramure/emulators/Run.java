// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What every run does at its beginning and its end.
final class Run {
  private Run() {}

  @FunctionalInterface
  interface Work {
    void in(Workplace place) throws IOException, InterruptedException;
  }

  /// @return for the process to end with: 1 where something was not as it must be, 2 where that
  ///     could not be found out
  static int of(String name, Work work) throws IOException, InterruptedException {
    // Both emulators hang up after five idle seconds: a connection as old is not used again.
    System.setProperty("jdk.httpclient.keepalive.timeout", "2");
    var report = new Report(System.out);
    var place = Workplace.of(name, report);
    try {
      work.in(place);
    } catch (CannotRun missing) {
      System.err.println("The run on the emulator ends here. " + missing.getMessage());
      return 2;
    } catch (RuntimeException broken) {
      broken.printStackTrace();
      report.expect("the run comes to its end", "nothing in its way", broken);
    }
    int exitCode = report.exitCode(name);
    if (exitCode == 0) {
      place.clear();
    } else {
      System.err.println("What it has logged is in " + place.folder());
    }
    return exitCode;
  }

  /// The build tool that started this process may be killed alone.
  static void endWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(
            parent ->
                parent.onExit().thenRunAsync(() -> System.exit(2), Thread.ofPlatform()::start));
  }

  /// Looks until the condition holds, or until patience ends.
  static boolean eventually(Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    return true;
  }
}
