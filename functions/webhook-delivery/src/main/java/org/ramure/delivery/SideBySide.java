// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.ramure.lambda.Log;

/// Work that waits for others, all of it at the same time. There is little of it and all has an
/// end, so each gets a thread of its own.
final class SideBySide {

  private SideBySide() {}

  /// @return in the order of the work, when all of it has ended
  /// @throws RuntimeException what the first of those threw that did
  static <T> List<T> all(List<Supplier<T>> work) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(work.stream().map(Log::carried).toList()).stream()
          .map(
              done -> {
                try {
                  return done.get();
                } catch (ExecutionException e) {
                  throw e.getCause() instanceof RuntimeException ours
                      ? ours
                      : new IllegalStateException(e.getCause());
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  throw new IllegalStateException(e);
                }
              })
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
