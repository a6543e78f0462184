// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What was done, in numbers.
final class Tally {
  private final Map<String, LongAdder> operations = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> disturbances = new ConcurrentSkipListMap<>();
  private final AtomicLong done = new AtomicLong();

  void operation(String kind) {
    add(operations, kind);
    done.incrementAndGet();
  }

  /// Of every attempt, as the caller saw it.
  void answer(String status) {
    add(answers, status);
  }

  void disturbance(String kind) {
    add(disturbances, kind);
  }

  long done() {
    return done.get();
  }

  long disturbed() {
    return disturbances.values().stream().mapToLong(LongAdder::sum).sum();
  }

  private static void add(Map<String, LongAdder> counts, String name) {
    counts.computeIfAbsent(name, _ -> new LongAdder()).increment();
  }

  @Override
  public String toString() {
    return "operations    %s%nanswers       %s%ndisturbances  %s"
        .formatted(new TreeMap<>(operations), new TreeMap<>(answers), new TreeMap<>(disturbances));
  }
}
