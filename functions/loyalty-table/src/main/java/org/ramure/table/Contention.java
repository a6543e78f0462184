// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/// Repeats a write that met another one on its way. DynamoDB refuses instead of waiting, so a
/// little patience with jitter is ours: at most {@value #TRIES} tries within some 200 ms.
/// Throttling is the SDK's own to repeat; what is left over after that goes to the caller.
public final class Contention {

  static final int TRIES = 6;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(6);

  private Contention() {}

  public static <T> T retry(Supplier<T> write) {
    for (int tries = 1; ; tries++) {
      try {
        return write.get();
      } catch (TransactionConflictException | TransactionCanceledException e) {
        if (tries == TRIES) {
          throw e;
        }
        pause(tries);
      }
    }
  }

  private static void pause(int tries) {
    long most = FIRST_PAUSE.toNanos() << tries;
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 4, most / 2));
  }
}
