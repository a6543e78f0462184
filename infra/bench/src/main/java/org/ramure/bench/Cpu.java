// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/// CPU time of this process, on Linux.
final class Cpu {

  private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
  private static final long SECOND = 1_000_000_000;

  private final MethodHandle clock;
  private final MemorySegment time = Arena.global().allocate(ValueLayout.JAVA_LONG, 2);

  /// To the nanosecond, which the JDK itself does not tell. Made after a cold start is measured,
  /// because it would be a part of it.
  Cpu() {
    Linker linker = Linker.nativeLinker();
    clock =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("clock_gettime"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  /// Since the JVM was started, in steps of 10 ms.
  static long coarse() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElseThrow();
  }

  long nanos() {
    try {
      var _ = (int) clock.invokeExact(CLOCK_PROCESS_CPUTIME_ID, time);
    } catch (Throwable e) {
      throw new IllegalStateException("No CPU clock", e);
    }
    return time.getAtIndex(ValueLayout.JAVA_LONG, 0) * SECOND
        + time.getAtIndex(ValueLayout.JAVA_LONG, 1);
  }
}
