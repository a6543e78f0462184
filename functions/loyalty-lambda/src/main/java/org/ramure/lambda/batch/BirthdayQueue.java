// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.batch;

import java.time.Duration;
import org.ramure.lambda.Environment;
import org.ramure.lambda.LaterQueue;

/// Birthdays whose gifts are to be given: {@code {"birthday": "<key>"}}, the key of one member, or
/// of a place on the list of them.
public record BirthdayQueue(LaterQueue queue) {

  private static final String BIRTHDAY = "birthday";

  public static BirthdayQueue of(Environment environment) {
    return new BirthdayQueue(environment.laterQueue("BIRTHDAY_QUEUE_URL"));
  }

  /// @param key begins with its programme, as all keys do
  public void send(String key, Duration delay) {
    queue.send(KeyMessage.text(BIRTHDAY, key), delay);
  }

  /// @return the key
  public static String parse(String body) {
    return KeyMessage.key(BIRTHDAY, body);
  }
}
