// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.batch;

import org.ramure.lambda.Environment;
import org.ramure.lambda.MessageQueue;

/// Accounts on which something happens by itself today: {@code {"due": "<key>"}}, the key of one
/// account, or of a place on the list of them.
public record ExpiryQueue(MessageQueue queue) {

  private static final String DUE = "due";

  public static ExpiryQueue of(Environment environment) {
    return new ExpiryQueue(environment.queue("EXPIRY_QUEUE_URL"));
  }

  /// @param key begins with its programme, as all keys do
  public void send(String key) {
    queue.send(KeyMessage.text(DUE, key));
  }

  /// @return the key
  public static String parse(String body) {
    return KeyMessage.key(DUE, body);
  }
}
