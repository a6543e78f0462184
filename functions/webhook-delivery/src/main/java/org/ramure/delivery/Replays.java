// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.ramure.lambda.Log;
import org.ramure.lambda.batch.WebhookQueue;
import org.ramure.table.WebhookDeliveryTable;
import org.ramure.webhook.Delivery;
import org.ramure.webhook.Replay;
import org.ramure.webhook.Replay.Counts;

/// Makes what a replay is about due, batch by batch; sending it is the next run's work, at the pace
/// of its receiver. A step done twice makes the same deliveries due once more and counts once.
record Replays(WebhookDeliveryTable table, WebhookQueue queue) {

  static final int AT_ONCE = 100;

  /// Does the next batch, and asks for the one after.
  ///
  /// @param name as the queue names it
  void advance(String name, Instant now) {
    table.replay(name).filter(replay -> !replay.isDone()).ifPresent(replay -> step(replay, now));
  }

  private void step(Replay replay, Instant now) {
    var batch = table.next(replay, AT_ONCE);
    long queued = batch.stream().filter(delivery -> isQueued(replay, delivery, now)).count();
    Optional<String> rest =
        batch.size() < AT_ONCE
            ? Optional.empty()
            : Optional.of(WebhookDeliveryTable.place(batch.getLast()));
    var next = replay.after(new Counts(batch.size(), queued), rest);
    if (table.advance(next)) {
      told(next);
      if (!next.isDone()) {
        queue.send(next);
      }
    }
  }

  /// One that changes at this moment is tried once more.
  private boolean isQueued(Replay replay, Delivery delivery, Instant now) {
    return replay.wanted().includes(delivery) && table.write(delivery.again(now));
  }

  private static void told(Replay replay) {
    Log.info(
        "webhooks.replaying",
        Map.of(
            Log.Field.PROGRAMME, replay.programme(),
            Log.Field.ITEM, replay.id(),
            Log.Field.COUNT, replay.counts().looked(),
            Log.Field.OUTCOME, replay.stage()));
  }
}
