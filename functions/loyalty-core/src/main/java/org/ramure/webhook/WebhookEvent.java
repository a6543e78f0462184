// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.webhook;

import java.time.Instant;

/// An event as it is sent.
///
/// @param id the same whenever the same event is sent, to whomever: receivers drop repeats by it
/// @param time when it happened
/// @param body the very text that is signed and sent
public record WebhookEvent(String id, String type, Instant time, String body) {

  /// Of an event that only tries out a subscription.
  public static final String TEST = "org.ramure.webhook.test.v1";

  public boolean isTest() {
    return type.equals(TEST);
  }
}
