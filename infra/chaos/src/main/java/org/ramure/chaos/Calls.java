// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.ramure.local.tour.Api.Answer;

/// Callers as the contract wants them: whoever gets no answer says the very same again, later and
/// later, until there is one.
final class Calls {
  private static final Set<Integer> NO_ANSWER = Set.of(429, 500, 502, 503, 504);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Town town;
  private final Tally tally;
  private final Semaphore atOnce;

  Calls(Town town, Tally tally, int callers) {
    this.town = town;
    this.tally = tally;
    this.atOnce = new Semaphore(callers);
  }

  /// An operation of the plan.
  Answer make(String kind, Function<Town.Open, Answer> call) {
    var answer = ask(call);
    tally.operation(kind);
    return answer;
  }

  /// Somebody came to use a voucher and has none yet.
  void nothingToUse() {
    tally.operation("no voucher yet");
  }

  /// Whatever else is asked.
  Answer ask(Function<Town.Open, Answer> call) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long pause = FIRST_PAUSE.toNanos();
    while (true) {
      var last = attempt(call);
      if (last instanceof Attempt.Answered(var answer)) {
        return answer;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("no answer for " + PATIENCE + ", the last: " + last);
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
    }
  }

  private sealed interface Attempt {
    record Answered(Answer answer) implements Attempt {}

    record Failed(String how) implements Attempt {}
  }

  private Attempt attempt(Function<Town.Open, Answer> call) {
    atOnce.acquireUninterruptibly();
    try {
      var answer = call.apply(town.open());
      tally.answer(String.valueOf(answer.status()));
      return NO_ANSWER.contains(answer.status())
          ? new Attempt.Failed(answer.toString())
          : new Attempt.Answered(answer);
    } catch (CompletionException noAnswer) {
      tally.answer("none");
      return new Attempt.Failed(String.valueOf(noAnswer.getCause()));
    } finally {
      atOnce.release();
    }
  }

  /// All at once; as many as may call at a time, in any order.
  static <T> List<T> atOnce(List<? extends Callable<T>> calls) throws InterruptedException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<T>();
      for (var answer : executor.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
