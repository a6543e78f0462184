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

/// What others do while we measure. All that the processors did, less what this process and its
/// children did, was done by somebody else; above {@value #MOST} of the machine a figure says more
/// about them than about us.
///
/// What a hypervisor kept from the processors is apart from that: Linux takes it off the CPU clocks
/// of processes, and a processor that wakes up late counts as kept, too. Above {@value
// #MOST_STOLEN}
/// it is no longer a quiet machine.
final class Bystanders {

  static final double MOST = 0.05;
  static final double MOST_STOLEN = 0.2;

  private static final int PATIENCE_SECONDS = 10;
  private static final Path ALL = Path.of("/proc/stat");
  private static final int USER = 0;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  private final List<Shares> stretches = new ArrayList<>();
  private Sample last;

  /// Shares of the machine.
  ///
  /// @param others what other processes took
  /// @param stolen what the hypervisor kept
  record Shares(double others, double stolen) {

    static final Shares NOTHING = new Shares(0, 0);
    static final Shares ALL = new Shares(1, 1);

    boolean areTooMuch() {
      return others > MOST || stolen > MOST_STOLEN;
    }

    private Shares worse(Shares other) {
      return new Shares(Math.max(others, other.others), Math.max(stolen, other.stolen));
    }
  }

  /// A moment, in ticks of the kernel's clock.
  ///
  /// @param all of every processor, doing nothing included
  /// @param busy of every processor
  /// @param stolen what the hypervisor kept from every processor
  /// @param ours of this process and its children, dead or alive
  record Sample(long all, long busy, long stolen, long ours) {

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
          all,
          all - ticks[IDLE] - ticks[IO_WAIT] - ticks[STEAL],
          ticks[STEAL],
          own.mapToLong(Sample::ofProcess).sum());
    }

    /// User and system time, its own and that of children it has waited for. The name in the line
    /// may hold anything, so fields are counted from its end.
    private static long ofProcess(String line) {
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return LongStream.of(11, 12, 13, 14).map(i -> Long.parseLong(fields[(int) i])).sum();
    }

    /// From then to now.
    Shares since(Sample then) {
      long others = busy - then.busy - (ours - then.ours);
      double ticks = Math.max(1, all - then.all);
      return new Shares(Math.max(0, others) / ticks, (stolen - then.stolen) / ticks);
    }
  }

  private Bystanders(Sample first) {
    last = first;
  }

  /// Looks at the machine for a second in which we do nothing ourselves, and for some more where
  /// whoever started us is still coming to rest.
  static Bystanders watch() throws IOException, InterruptedException {
    var bystanders = new Bystanders(now());
    for (int second = 0; second < PATIENCE_SECONDS && bystanders.worst().areTooMuch(); second++) {
      bystanders.stretches.clear();
      var _ = new CountDownLatch(1).await(1, TimeUnit.SECONDS);
      bystanders.look();
    }
    return bystanders;
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
    stretches.add(now.since(last));
    last = now;
  }

  /// Where others took too much since the last look, that stretch is forgotten.
  ///
  /// @return whether it was
  boolean forgetIfBusy() throws IOException {
    Sample now = now();
    boolean busy = now.since(last).areTooMuch();
    if (busy) {
      last = now;
    }
    return busy;
  }

  /// Of every stretch between two looks.
  Shares worst() {
    return worst(stretches);
  }

  static Shares worst(List<Shares> stretches) {
    return stretches.stream().reduce(Shares::worse).orElse(Shares.ALL);
  }
}
