// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.batch;

import org.ramure.lambda.Environment;
import org.ramure.lambda.MessageQueue;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.PurchaseKeys;

/// Purchases to be rated, beside those that the stream tells of: {@code {"purchase":
/// "<partition>"}}.
public record AccrualQueue(MessageQueue queue) {

  private static final String PURCHASE = "purchase";

  public static AccrualQueue of(Environment environment) {
    return new AccrualQueue(environment.queue("ACCRUAL_QUEUE_URL"));
  }

  public void send(PurchaseKey key) {
    queue.send(body(key));
  }

  static String body(PurchaseKey key) {
    return KeyMessage.text(PURCHASE, PurchaseKeys.partition(key));
  }

  /// @return the purchase's partition
  public static String parse(String body) {
    return KeyMessage.key(PURCHASE, body);
  }
}
