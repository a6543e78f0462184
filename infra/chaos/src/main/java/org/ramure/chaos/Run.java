// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The plan, played.
final class Run {
  private static final int LIVES_BY_CALLER = 3;
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);
  private static final Duration GLANCE = Duration.ofMillis(20);

  private final Town town;
  private final Settings settings;
  private final PrintStream out;
  private final Plan plan;
  private final Tally tally = new Tally();
  private final Calls calls;
  private final Office office;
  private final Deque<Living> waiting = new ConcurrentLinkedDeque<>();
  private final List<Living> all = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger atWork = new AtomicInteger();
  private final Instant began = Instant.now();

  Run(Town town, Settings settings, PrintStream out) {
    this.town = town;
    this.settings = settings;
    this.out = out;
    this.plan = new Plan(settings);
    this.calls = new Calls(town, tally, settings.callers());
    this.office = new Office(town, calls);
  }

  Tally tally() {
    return tally;
  }

  /// Everything happens, and everything that was given up is taken up again.
  ///
  /// @return what still waits
  List<String> play() throws IOException, InterruptedException, TimeoutException {
    for (int i = 0; i < settings.callers() * LIVES_BY_CALLER; i++) {
      begin();
    }
    atWork.set(settings.callers());
    var workers =
        Stream.<Callable<Boolean>>generate(() -> this::work).limit(settings.callers()).toList();
    var disturber = new Disturber(town, tally, settings.seed());
    Calls.atOnce(
        Stream.concat(
                workers.stream(),
                Stream.<Callable<Boolean>>of(
                    () -> {
                      disturber.disturbUntil(() -> atWork.get() == 0);
                      return true;
                    },
                    this::report))
            .toList());
    report("all operations are done");
    var waits = office.settle();
    report("nothing waits any more: " + office);
    return waits;
  }

  /// @return what differs
  List<String> judge() throws IOException, InterruptedException {
    var audit = office.audit();
    report("the auditor: " + audit);
    var verdict = new Verdict(town, calls);
    var differences = new ArrayList<>(audit.members());
    if (audit.inMotion() > 0) {
      differences.add("the auditor: something is still being written");
    }
    differences.addAll(verdict.of(List.copyOf(all)));
    report("looked at: members %d, %s".formatted(all.size(), verdict));
    return differences;
  }

  private synchronized void begin() {
    if (plan.hasNext()) {
      var living = new Living(calls, plan.next(), began);
      all.add(living);
      waiting.add(living);
    }
  }

  /// Each goes on with whoever has been waiting longest; so stages of a life lie apart.
  private boolean work() throws InterruptedException {
    try {
      while (true) {
        var next = waiting.pollFirst();
        if (next == null) {
          return true;
        }
        if (next.isReady()) {
          next.goOn();
        } else {
          LockSupport.parkNanos(GLANCE.toNanos());
        }
        if (next.isOver()) {
          begin();
        } else {
          waiting.addLast(next);
        }
      }
    } finally {
      atWork.decrementAndGet();
    }
  }

  private boolean report() {
    long next = System.nanoTime() + BETWEEN_REPORTS.toNanos();
    while (atWork.get() > 0) {
      LockSupport.parkNanos(GLANCE.toNanos());
      if (System.nanoTime() > next) {
        next += BETWEEN_REPORTS.toNanos();
        report("…");
      }
    }
    return true;
  }

  private void report(String what) {
    double seconds = Duration.between(began, Instant.now()).toMillis() / 1e3;
    out.printf(
        "%6.0f s  operations %d, %.0f a second, disturbances %d  %s%n",
        seconds, tally.done(), tally.done() / seconds, tally.disturbed(), what);
  }
}
