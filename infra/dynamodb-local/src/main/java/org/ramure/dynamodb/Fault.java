// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.time.Duration;

/// Something that is to go wrong on the way, as it does at AWS and never in DynamoDB Local.
///
/// @param pattern the calls it may happen to
/// @param effect what happens
/// @param occurrence how often
public record Fault(CallPattern pattern, Effect effect, Occurrence occurrence) {

  /// Once, to the next matching call.
  Fault(CallPattern pattern, Effect effect) {
    this(pattern, effect, new Occurrence.Times(1));
  }

  public static CallPattern on(String operation) {
    return CallPattern.of(operation);
  }

  /// To the next n matching calls; the SDK's own repetitions count.
  public Fault times(int n) {
    return new Fault(pattern, effect, new Occurrence.Times(n));
  }

  public Fault always() {
    return times(Integer.MAX_VALUE);
  }

  /// To each matching call with this probability, drawn in the order of arrival.
  public Fault withProbability(double probability, long seed) {
    return new Fault(pattern, effect, new Occurrence.Chance(probability, seed));
  }

  /// What goes wrong; {@link CallPattern} says what each means.
  public sealed interface Effect {

    record Throttle() implements Effect {}

    record Conflict() implements Effect {}

    record Unavailable() implements Effect {}

    record DropAnswer() implements Effect {}

    record FailAfterSuccess() implements Effect {}

    record AnswerLate(Duration duration) implements Effect {}

    record Delay(Duration duration) implements Effect {}

    record LeaveUnprocessed() implements Effect {}
  }

  /// How often it goes wrong.
  public sealed interface Occurrence {

    record Times(int n) implements Occurrence {
      public Times {
        if (n < 1) {
          throw new IllegalArgumentException("A fault happens at least once, not " + n);
        }
      }
    }

    record Chance(double probability, long seed) implements Occurrence {}
  }
}
