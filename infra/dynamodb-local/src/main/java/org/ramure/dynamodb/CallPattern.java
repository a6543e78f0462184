// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.time.Duration;
import java.util.function.Predicate;

/// Which calls a fault or a hook is for, and the start of a sentence that says which fault:
/// `Fault.on("PutItem").table(name).key("MEMBER#1").throttle().times(2)`.
///
/// @param operation `PutItem` and so on
/// @param touches the items it is about; a call with any of them matches
public record CallPattern(String operation, Predicate<Touch> touches) {

  public static CallPattern of(String operation) {
    return new CallPattern(operation, touch -> true);
  }

  public CallPattern table(String name) {
    return and(touch -> touch.table().equals(name));
  }

  /// @param text any part of any value of an item's key
  public CallPattern key(String text) {
    return and(touch -> touch.keyValues().anyMatch(value -> value.contains(text)));
  }

  public CallPattern and(Predicate<Touch> touch) {
    return new CallPattern(operation, touches.and(touch));
  }

  boolean matches(Call call) {
    return call.operation().equals(operation) && call.touches().stream().anyMatch(touches);
  }

  /// Refused for lack of capacity: a transaction with the reason at the items of the pattern (which
  /// the SDK does not repeat), anything else as a whole (which it does).
  public Fault throttle() {
    return new Fault(this, new Fault.Effect.Throttle());
  }

  /// Refused for a transaction under way on the items of the pattern.
  public Fault conflict() {
    return new Fault(this, new Fault.Effect.Conflict());
  }

  /// Refused with a 500 before anything is done.
  public Fault unavailable() {
    return new Fault(this, new Fault.Effect.Unavailable());
  }

  /// Done, but the connection is closed instead of an answer.
  public Fault dropAnswerAfterSuccess() {
    return new Fault(this, new Fault.Effect.DropAnswer());
  }

  /// Done, but answered with a 500.
  public Fault failAfterSuccess() {
    return new Fault(this, new Fault.Effect.FailAfterSuccess());
  }

  /// Done, but answered so late that a client with less patience has given up.
  public Fault answerLate(Duration duration) {
    return new Fault(this, new Fault.Effect.AnswerLate(duration));
  }

  /// Done later.
  public Fault delay(Duration duration) {
    return new Fault(this, new Fault.Effect.Delay(duration));
  }

  /// A batch of which only the first half is done; the rest comes back as unprocessed.
  public Fault leaveUnprocessed() {
    return new Fault(this, new Fault.Effect.LeaveUnprocessed());
  }
}
