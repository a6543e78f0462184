// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import org.ramure.lambda.Environment;
import org.ramure.lambda.MessageQueue;
import org.ramure.lambda.batch.KeyMessage;

/// Walks that have a stretch to go: {@code {"audit": "<place>"}}.
record AuditQueue(MessageQueue queue) {

  private static final String AUDIT = "audit";

  static AuditQueue of(Environment environment) {
    return new AuditQueue(environment.queue("AUDIT_QUEUE_URL"));
  }

  void send(Place place) {
    queue.send(KeyMessage.text(AUDIT, place.toString()));
  }

  /// @return the place as text
  static String parse(String body) {
    return KeyMessage.key(AUDIT, body);
  }
}
