// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import org.ramure.lambda.Environment;
import org.ramure.lambda.MessageQueue;
import org.ramure.lambda.batch.KeyMessage;
import org.ramure.table.QuarantineKeys;
import org.ramure.table.QuarantineReplay;

/// Replays of many that have a batch to do: {@code {"replay": "<partition>"}}.
record ReplayQueue(MessageQueue queue) {

  private static final String REPLAY = "replay";

  static ReplayQueue of(Environment environment) {
    return new ReplayQueue(environment.queue("REPLAY_QUEUE_URL"));
  }

  void send(QuarantineReplay replay) {
    var partition = QuarantineKeys.replayPartition(replay.programme(), replay.id());
    queue.send(KeyMessage.text(REPLAY, partition));
  }

  /// @return the replay's partition
  static String parse(String body) {
    return KeyMessage.key(REPLAY, body);
  }
}
