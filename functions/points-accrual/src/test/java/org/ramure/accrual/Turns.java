// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.PurchaseKeys;

/// The queue in which purchases wait for others of the same member: as much of it as keeps groups
/// apart.
final class Turns {

  /// A batch of Lambda is no larger.
  private static final int BATCH = 10;

  private final List<Letter> waiting = new ArrayList<>();
  private int sent;

  record Letter(String group, String body) {

    PurchaseKey key() {
      return PurchaseKeys.parse(AccrualQueue.parse(body));
    }
  }

  synchronized void send(String group, String body) {
    waiting.add(new Letter(group, body));
    sent++;
    notifyAll();
  }

  synchronized int sent() {
    return sent;
  }

  /// Takes the letter of a purchase out again, as if it had never been sent.
  ///
  /// @return whether there was one
  synchronized boolean withdraw(PurchaseKey key) {
    var letters = waiting.stream().filter(letter -> letter.key().equals(key)).toList();
    sent -= letters.size();
    return waiting.removeAll(letters);
  }

  synchronized int length() {
    return waiting.size();
  }

  synchronized List<Letter> letters() {
    return List.copyOf(waiting);
  }

  /// The same, waiting a little for the first.
  synchronized List<PurchaseKey> awaitNext(Duration patience) throws InterruptedException {
    if (waiting.isEmpty()) {
      wait(patience.toMillis());
    }
    return next();
  }

  /// Those of one member who waited longest; empty when nobody waits.
  synchronized List<PurchaseKey> next() {
    var batch =
        waiting.stream()
            .filter(letter -> letter.group().equals(waiting.getFirst().group()))
            .limit(BATCH)
            .toList();
    batch.forEach(waiting::remove);
    return batch.stream().map(Letter::key).toList();
  }
}
