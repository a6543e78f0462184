// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/// What to do where writers meet. A write that met another one on its way is repeated: DynamoDB
/// refuses instead of waiting, so a little patience with jitter is ours, at most {@value #TRIES}
/// tries within some 200 ms. A decision that somebody else overtook is made again. Throttling is
/// the SDK's own to repeat; what is left over after that goes to the caller.
public final class Contention {

  static final int TRIES = 6;

  /// So often a decision is made again: each meeting has one winner, so that many may meet.
  private static final int DECISIONS = 12;

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

  /// Sends a transaction, judged reason by reason where it is cancelled: any failed condition means
  /// that somebody else was first, only conflict or throttle means the same once more.
  ///
  /// @return whether it was written; false when a condition failed and nothing was
  public static boolean written(Runnable transaction) {
    return written(transaction, Contention::isFailedCondition);
  }

  /// The same for whoever has something better to do than to meet the other once more. Throttling
  /// alone is still repeated.
  ///
  /// @return false also where another write was under way: whatever it writes, the conditions of
  ///     this one will not hold any more
  static boolean writtenUnlessMet(Runnable transaction) {
    return written(transaction, reason -> isFailedCondition(reason) || isConflict(reason));
  }

  private static boolean written(Runnable transaction, Predicate<CancellationReason> overtaken) {
    return retry(
        () -> {
          try {
            transaction.run();
            return true;
          } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().anyMatch(overtaken)) {
              return false;
            }
            throw e;
          }
        });
  }

  private static boolean isFailedCondition(CancellationReason reason) {
    return "ConditionalCheckFailed".equals(reason.code());
  }

  private static boolean isConflict(CancellationReason reason) {
    return "TransactionConflict".equals(reason.code());
  }

  /// Reads, decides and writes, and again while others win.
  ///
  /// @param attempt empty when something changed since it was read
  /// @return empty when others kept winning
  public static <T> Optional<T> decided(Supplier<Optional<T>> attempt) {
    for (int tries = 0; tries < DECISIONS; tries++) {
      var outcome = attempt.get();
      if (outcome.isPresent()) {
        return outcome;
      }
    }
    return Optional.empty();
  }

  /// The same for work that answers nothing.
  ///
  /// @param attempt false when something changed since it was read
  /// @throws IllegalStateException when others kept winning: the platform delivers the work again
  public static void done(BooleanSupplier attempt) {
    var outcome = decided(() -> attempt.getAsBoolean() ? Optional.of(true) : Optional.empty());
    if (outcome.isEmpty()) {
      throw new IllegalStateException("others kept writing; to be delivered again");
    }
  }

  private static void pause(int tries) {
    long most = FIRST_PAUSE.toNanos() << tries;
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 4, most / 2));
  }
}
