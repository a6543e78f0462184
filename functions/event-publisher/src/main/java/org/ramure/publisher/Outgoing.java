// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.nio.charset.StandardCharsets;
import org.ramure.lambda.Json;
import org.ramure.lambda.batch.BatchItem.StreamRecord;

/// An event on its way to the bus.
///
/// @param record the change it tells of
/// @param detail the event as JSON
record Outgoing(StreamRecord record, CloudEvent event, String detail) {

  /// Under which all of our events are found on a bus.
  static final String SOURCE = "org.ramure";

  /// What EventBridge counts for the time of an entry.
  private static final int TIME_BYTES = 14;

  static Outgoing of(StreamRecord record, CloudEvent event) {
    return new Outgoing(record, event, Json.text(event));
  }

  /// As EventBridge counts it.
  int bytes() {
    return TIME_BYTES + utf8(SOURCE) + utf8(event.type()) + utf8(detail);
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
