// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.ramure.local.http.Json;

/// A message and what happened to it so far.
///
/// @param attributes the sender's message attributes, as sent
/// @param place in a FIFO queue
/// @param sentAt epoch milliseconds, like the other times
/// @param receipt of the latest delivery; empty before the first
/// @param visibleAt until then nobody gets it
public record Message(
    String id,
    String body,
    JsonNode attributes,
    Place place,
    long sentAt,
    int receiveCount,
    long firstReceivedAt,
    String receipt,
    long visibleAt) {

  Message received(String newReceipt, long now, long invisibleUntil) {
    long first = receiveCount == 0 ? now : firstReceivedAt;
    return new Message(
        id, body, attributes, place, sentAt, receiveCount + 1, first, newReceipt, invisibleUntil);
  }

  Message visibleFrom(long time) {
    return new Message(
        id, body, attributes, place, sentAt, receiveCount, firstReceivedAt, receipt, time);
  }

  /// As it starts again in another queue. There its own id tells repeats apart: two messages that
  /// shared one may both be moved.
  Message moved(long now) {
    var moved = place.isInGroup() ? new Place(place.group(), id) : place;
    return new Message(id, body, attributes, moved, sentAt, 0, 0, "", now);
  }

  public ObjectNode json() {
    var json = Json.object().put("id", id).put("body", body).put("sentAt", sentAt);
    json.put("group", place.group()).put("deduplicationId", place.deduplicationId());
    json.put("receiveCount", receiveCount).put("firstReceivedAt", firstReceivedAt);
    return json.put("visibleAt", visibleAt).set("attributes", attributes);
  }

  /// A message read back is visible, unless it is still delayed: whoever held it ended with the
  /// stack that is no more.
  static Message of(JsonNode json) {
    int received = json.path("receiveCount").asInt();
    return new Message(
        json.path("id").asText(),
        json.path("body").asText(),
        json.path("attributes"),
        new Place(json.path("group").asText(), json.path("deduplicationId").asText()),
        json.path("sentAt").asLong(),
        received,
        json.path("firstReceivedAt").asLong(),
        "",
        received == 0 ? json.path("visibleAt").asLong() : 0);
  }

  public String md5() {
    return md5(body);
  }

  static String md5(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
