// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import java.nio.file.Path;
import java.time.Duration;

/// How to start the stack.
///
/// @param assembly the synthesized cloud assembly
/// @param state everything that is kept: tables, queues, buckets, secrets, checkpoints, logs
/// @param port of the HTTP API and the page; the ports after it go to the services. 0: any free
///     ones
/// @param wipe forget the kept state first
/// @param warmUp start a process per function at once, not at its first call
/// @param throttled whether the gateway keeps the limits of its routes
/// @param follows whether streams, queues and schedules call functions; without, only whoever
///     started the stack does
/// @param retryDelay after which a failed message or event is tried again. AWS waits for minutes
public record Options(
    Path assembly,
    Path state,
    int port,
    boolean wipe,
    boolean warmUp,
    boolean throttled,
    boolean follows,
    Duration retryDelay) {

  public static Options of(Path assembly, Path state) {
    return new Options(assembly, state, 0, false, false, true, true, Duration.ofSeconds(1));
  }

  public Options withPort(int other) {
    return new Options(assembly, state, other, wipe, warmUp, throttled, follows, retryDelay);
  }

  public Options withWipe(boolean other) {
    return new Options(assembly, state, port, other, warmUp, throttled, follows, retryDelay);
  }

  public Options withWarmUp(boolean other) {
    return new Options(assembly, state, port, wipe, other, throttled, follows, retryDelay);
  }

  public Options withThrottles(boolean other) {
    return new Options(assembly, state, port, wipe, warmUp, other, follows, retryDelay);
  }

  public Options withFollowing(boolean other) {
    return new Options(assembly, state, port, wipe, warmUp, throttled, other, retryDelay);
  }

  public Options withRetryDelay(Duration other) {
    return new Options(assembly, state, port, wipe, warmUp, throttled, follows, other);
  }
}
