// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.batch;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ramure.lambda.Log;

/// Pieces of work that know nothing of each other, some at once, because each is mostly waiting for
/// its answers.
public final class AtOnce {

  /// Fewer than connections of the client.
  private static final int PIECES = 16;

  private AtOnce() {}

  /// Does the work for each piece, under the correlation id of the caller. One that fails stops no
  /// other.
  ///
  /// @param failed is told what each failure was, in the thread of the caller
  /// @return what came of those that did not fail, in the order of the pieces
  public static <A, T> List<T> each(
      Collection<A> pieces, Function<A, T> work, Consumer<Throwable> failed) {
    var correlation = Log.correlationId();
    try (var threads = Executors.newFixedThreadPool(PIECES)) {
      return pieces.stream()
          .map(
              piece ->
                  CompletableFuture.supplyAsync(
                      () -> Log.correlated(correlation, () -> work.apply(piece)), threads))
          .toList()
          .stream()
          .flatMap(piece -> done(piece, failed).stream())
          .toList();
    }
  }

  private static <T> Optional<T> done(CompletableFuture<T> piece, Consumer<Throwable> failed) {
    try {
      return Optional.of(piece.join());
    } catch (CompletionException e) {
      failed.accept(e);
      return Optional.empty();
    }
  }
}
