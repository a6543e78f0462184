// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A function and its processes. The first call starts one; a call that finds all busy waits a
/// moment and then starts another, up to the function's limit; beyond it calls wait in order.
public final class LocalFunction {
  /// Warm answers take less, a JVM's start takes longer.
  private static final long PATIENCE_MS = 200;

  private final FunctionSpec spec;
  private final FunctionCode code;
  private final FunctionProcesses processes;
  private final Semaphore places;
  private final BlockingDeque<ExecutionEnvironment> idle = new LinkedBlockingDeque<>();
  private final Set<ExecutionEnvironment> alive = ConcurrentHashMap.newKeySet();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();

  LocalFunction(FunctionSpec spec, FunctionProcesses processes) throws IOException {
    this.spec = spec;
    this.code = processes.unpack(spec);
    this.processes = processes;
    this.places = new Semaphore(spec.limit(), true);
  }

  public FunctionSpec spec() {
    return spec;
  }

  public long calls() {
    return calls.get();
  }

  public long errors() {
    return errors.get();
  }

  public int running() {
    return alive.size();
  }

  /// Invocations under way or waiting for a process.
  public boolean isBusy() {
    return places.availablePermits() < spec.limit();
  }

  /// Runs the function on an event; blocks until it has ended.
  public Outcome invoke(byte[] event) throws InterruptedException {
    places.acquire();
    // Counted while busy: whoever waits for quiet misses none between the two.
    calls.incrementAndGet();
    try {
      ExecutionEnvironment environment = environment();
      Outcome outcome = environment.run(event);
      if (environment.isUsable()) {
        idle.addFirst(environment);
      }
      if (outcome instanceof Outcome.Failed) {
        errors.incrementAndGet();
      }
      return outcome;
    } finally {
      places.release();
    }
  }

  private ExecutionEnvironment environment() throws InterruptedException {
    ExecutionEnvironment free = idle.pollFirst();
    if (free == null && !alive.isEmpty()) {
      free = idle.pollFirst(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }
    return free != null && free.isUsable() ? free : start();
  }

  private ExecutionEnvironment start() {
    try {
      ExecutionEnvironment started = processes.start(spec, code);
      alive.add(started);
      started.process().onExit().thenRun(() -> alive.remove(started));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts a process before it is needed.
  void warmUp() throws InterruptedException {
    places.acquire();
    try {
      if (alive.isEmpty()) {
        idle.addLast(start());
      }
    } finally {
      places.release();
    }
  }

  /// Ends the function's processes as `kill -9` would, in the middle of whatever they do.
  public void kill() {
    alive.forEach(ExecutionEnvironment::kill);
  }

  /// The processes that are alive.
  public List<ProcessHandle> processes() {
    return alive.stream().map(one -> one.process().toHandle()).toList();
  }

  /// The first process that is alive.
  public @Nullable ProcessHandle process() {
    return alive.stream().findFirst().map(one -> one.process().toHandle()).orElse(null);
  }
}
