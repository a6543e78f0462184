// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.util.Map;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.MessageQueue;
import org.ramure.lambda.batch.BatchItem.StreamRecord;
import org.ramure.table.TableShape;

/// Where a change is noted that cannot be told. Trying again would not help: what is told follows
/// from the change alone. The note says where the change is to be found, not what is in it: that
/// may be personal.
record DeadLetters(MessageQueue queue) {

  static DeadLetters of(Environment environment) {
    return new DeadLetters(environment.queue("EVENTS_DEAD_LETTERS_URL"));
  }

  /// @param reason a type of exception, or a code of EventBridge
  void note(StreamRecord record, String reason) {
    queue.send(
        Json.text(
            Map.of(
                "sequenceNumber", record.identifier(),
                "at", record.at(),
                "pk", text(record, TableShape.PK),
                "sk", text(record, TableShape.SK),
                "reason", reason)));
    Log.warn("events.change-not-told", Map.of(Log.Field.PROBLEM, reason));
  }

  /// The change may be one without a key.
  private static String text(StreamRecord record, String key) {
    var value = record.keys().get(key);
    return value == null || value.s() == null ? "" : value.s();
  }
}
