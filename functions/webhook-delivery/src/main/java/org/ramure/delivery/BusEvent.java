// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.regex.Pattern;
import org.ramure.lambda.Json;
import org.ramure.programme.ProgrammeId;
import org.ramure.webhook.WebhookEvent;

/// An event of a programme as the bus hands it over: the CloudEvent, without the bus's envelope.
record BusEvent(ProgrammeId programme, WebhookEvent event) {

  /// What can be part of a key.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /// @throws RuntimeException where it is no event of ours
  static BusEvent of(JsonNode event) {
    var id = event.path("id").asText();
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("no id of an event");
    }
    return new BusEvent(
        new ProgrammeId(event.path("programme").asText()),
        new WebhookEvent(
            id,
            event.path("type").asText(),
            Instant.parse(event.path("time").asText()),
            Json.text(event)));
  }
}
