// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import org.ramure.lambda.Environment;
import org.ramure.lambda.MessageQueue;
import org.ramure.lambda.batch.KeyMessage;
import org.ramure.table.QuarantineEntry;
import org.ramure.table.QuarantineKeys;
import org.ramure.table.QuarantineReplay;

/// Work of the replay function: replays of many that have a batch to do, {@code {"replay":
/// "<partition>"}}, and messages whose entry is to be made, {@code {"body": "<name>"}}.
record ReplayQueue(MessageQueue queue) {

  private static final String REPLAY = "replay";
  private static final String BODY = "body";

  static ReplayQueue of(Environment environment) {
    return new ReplayQueue(environment.queue("REPLAY_QUEUE_URL"));
  }

  void send(QuarantineReplay replay) {
    var partition = QuarantineKeys.replayPartition(replay.programme(), replay.id());
    queue.send(KeyMessage.text(REPLAY, partition));
  }

  /// The message's body is kept, but not its entry.
  void enter(QuarantineEntry entry) {
    queue.send(KeyMessage.text(BODY, QuarantineKeys.body(entry)));
  }

  /// @return the replay's partition, or the name of a message
  static String parse(String message) {
    var replay = KeyMessage.key(REPLAY, message);
    return replay.isEmpty() ? KeyMessage.key(BODY, message) : replay;
  }
}
