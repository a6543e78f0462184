// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Milliseconds of CPU and of wall clock, of several processes.
final class Samples {

  private record Sample(double cpu, double wall) {}

  private final List<Sample> samples = new ArrayList<>();

  /// @param printed by {@link Subject}
  void add(String printed) {
    String[] numbers = printed.split(" ");
    samples.add(new Sample(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])));
  }

  double cpu() {
    return median(Sample::cpu);
  }

  double wall() {
    return median(Sample::wall);
  }

  private double median(ToDoubleFunction<Sample> what) {
    double[] sorted = samples.stream().mapToDouble(what).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  double leastCpu() {
    return samples.stream().mapToDouble(Sample::cpu).min().orElseThrow();
  }
}
