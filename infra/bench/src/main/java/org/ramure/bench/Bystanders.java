// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What others on this machine do while we measure. All that the processors did, less what this
/// process and its children did, was done by somebody else; above {@value #MOST} of the machine a
/// figure says more about them than about us.
final class Bystanders {

  static final double MOST = 0.05;

  private static final int PATIENCE_SECONDS = 10;
  private static final Path ALL = Path.of("/proc/stat");
  private static final int USER = 0;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  private final List<Double> shares = new ArrayList<>();
  private Sample last;

  /// A moment, in ticks of the kernel's clock.
  ///
  /// @param all of every processor, doing nothing included
  /// @param busy of every processor; what a hypervisor took away was taken by others, too
  /// @param ours of this process and its children, dead or alive
  record Sample(long all, long busy, long ours) {

    /// @param stat the first line of /proc/stat
    /// @param own the lines /proc/PID/stat of this process and its living children
    static Sample of(String stat, Stream<String> own) {
      long[] ticks =
          Stream.of(stat.split("\\s+"))
              .skip(1)
              .limit(STEAL + 1)
              .mapToLong(Long::parseLong)
              .toArray();
      long all = Arrays.stream(ticks, USER, STEAL + 1).sum();
      return new Sample(
          all, all - ticks[IDLE] - ticks[IO_WAIT], own.mapToLong(Sample::ofProcess).sum());
    }

    /// User and system time, its own and that of children it has waited for. The name in the line
    /// may hold anything, so fields are counted from its end.
    private static long ofProcess(String line) {
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return LongStream.of(11, 12, 13, 14).map(i -> Long.parseLong(fields[(int) i])).sum();
    }

    /// The share of the machine that others took from then to now.
    double othersSince(Sample then) {
      long others = busy - then.busy - (ours - then.ours);
      return Math.max(0, others) / (double) Math.max(1, all - then.all);
    }
  }

  private Bystanders(Sample first) {
    last = first;
  }

  /// Looks at the machine for a second in which we do nothing ourselves, and for some more where
  /// whoever started us is still coming to rest.
  static Bystanders watch() throws IOException, InterruptedException {
    var bystanders = new Bystanders(now());
    for (int second = 0; second < PATIENCE_SECONDS && bystanders.isDisturbed(); second++) {
      bystanders.shares.clear();
      var _ = new CountDownLatch(1).await(1, TimeUnit.SECONDS);
      bystanders.look();
    }
    return bystanders;
  }

  private boolean isDisturbed() {
    return tooMuch(share());
  }

  static Sample now() throws IOException {
    try (Stream<String> lines = Files.lines(ALL)) {
      return Sample.of(lines.findFirst().orElseThrow(), own());
    }
  }

  private static Stream<String> own() {
    var self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
        .map(process -> Path.of("/proc", Long.toString(process.pid()), "stat"))
        .flatMap(file -> line(file).stream());
  }

  /// Empty where the process has ended in between.
  private static Optional<String> line(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /// Notes what others did since the last look.
  void look() throws IOException {
    Sample now = now();
    shares.add(now.othersSince(last));
    last = now;
  }

  /// The worst stretch between two looks.
  double share() {
    return worst(shares);
  }

  static double worst(List<Double> shares) {
    return shares.stream().mapToDouble(Double::doubleValue).max().orElse(1);
  }

  static boolean tooMuch(double share) {
    return share > MOST;
  }
}
