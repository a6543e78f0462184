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

/// CPU time of a process, on Linux.
public final class Cpu {

  private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
  private static final long SECOND = 1_000_000_000;

  private final int process;
  private final MethodHandle clock;
  private final MemorySegment time = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 2);

  private Cpu(int process) {
    this.process = process;
    Linker linker = Linker.nativeLinker();
    clock =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("clock_gettime"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  /// Of this process, to the nanosecond, which the JDK itself does not tell. To be made after a
  /// cold start is measured, because it would be a part of it.
  public static Cpu ofThisProcess() {
    return new Cpu(CLOCK_PROCESS_CPUTIME_ID);
  }

  /// Of any process: its clock's number is made from its own, as the kernel does it.
  static Cpu of(ProcessHandle process) {
    return new Cpu((~(int) process.pid() << 3) | CLOCK_PROCESS_CPUTIME_ID);
  }

  /// Of this process since the JVM was started, in steps of 10 ms.
  public static long coarse() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElseThrow();
  }

  public long nanos() {
    int failed;
    try {
      failed = (int) clock.invokeExact(process, time);
    } catch (Throwable e) {
      throw new IllegalStateException("No CPU clock", e);
    }
    if (failed != 0) {
      throw new IllegalStateException("The process has ended");
    }
    return time.getAtIndex(ValueLayout.JAVA_LONG, 0) * SECOND
        + time.getAtIndex(ValueLayout.JAVA_LONG, 1);
  }
}
