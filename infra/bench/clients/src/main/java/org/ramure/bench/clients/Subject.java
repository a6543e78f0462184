// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench.clients;

import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ramure.bench.Cpu;

/// The measured process: makes a client, reads, and prints milliseconds of CPU and of wall clock.
final class Subject {

  private static final int WARM_UP = 3_000;
  private static final int CALLS = 2_000;
  private static final int PAUSES = 4;
  private static final int PAUSE_SECONDS = 6;

  private Subject() {}

  /// @param arguments `cold`, `warm`, `idle` or `train`, the candidate, the endpoint
  static void main(String[] arguments) throws InterruptedException {
    Reader reader = Reader.of(Candidate.valueOf(arguments[1]), URI.create(arguments[2]));
    Account first = reader.read("M1");
    long cold = Cpu.coarse();
    if (!first.equals(Account.example("M1"))) {
      throw new IllegalStateException("Not what was stored: " + first);
    }
    switch (arguments[0]) {
      case "cold" -> print(cold, 0);
      case "warm" -> warm(reader);
      case "idle" -> idle(reader);
      default -> System.exit(0);
    }
    Runtime.getRuntime().halt(0);
  }

  /// A call among many.
  private static void warm(Reader reader) {
    var cpu = Cpu.ofThisProcess();
    read(reader, WARM_UP);
    long before = cpu.nanos();
    long[] walls = read(reader, CALLS);
    print((cpu.nanos() - before) / CALLS, walls[CALLS / 4]);
  }

  /// A call after a pause that is longer than some clients keep a connection.
  private static void idle(Reader reader) throws InterruptedException {
    var cpu = Cpu.ofThisProcess();
    read(reader, WARM_UP);
    long used = 0;
    long[] walls = new long[PAUSES];
    for (int i = 0; i < PAUSES; i++) {
      var _ = new CountDownLatch(1).await(PAUSE_SECONDS, TimeUnit.SECONDS);
      long before = cpu.nanos();
      walls[i] = read(reader, 1)[0];
      used += cpu.nanos() - before;
    }
    Arrays.sort(walls);
    print(used / PAUSES, walls[PAUSES / 4]);
  }

  /// How long each took, the quickest first.
  private static long[] read(Reader reader, int times) {
    long[] walls = new long[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      reader.read("M1");
      walls[i] = System.nanoTime() - start;
    }
    Arrays.sort(walls);
    return walls;
  }

  private static void print(long cpuNanos, long wallNanos) {
    System.out.println(cpuNanos / 1e6 + " " + wallNanos / 1e6);
  }
}
