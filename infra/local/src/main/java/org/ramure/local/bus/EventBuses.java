// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.ramure.local.Credentials;
import org.ramure.local.http.Json;
import org.ramure.local.http.Reply;
import org.ramure.local.http.Request;
import org.ramure.local.queue.Queues;
import org.ramure.local.template.Kind;
import org.ramure.local.template.Places;
import org.ramure.local.template.Resource;
import org.ramure.local.template.Resources;

/// The event buses of the template, behind {@code PutEvents} as the SDKs speak it. What arrives
/// goes to the targets of the template's rules and is kept in a file, one event a line; the latest
/// are shown. Signatures are not checked.
public final class EventBuses {
  private static final int KEPT = 500;
  private static final int MOST_ENTRIES = 10;
  private static final int MOST_BYTES = 256 * 1024;
  private static final int TIME_BYTES = 14;

  private final List<Resource> buses;
  private final Rules rules;
  private final Path file;
  private final Deque<JsonNode> latest = new ArrayDeque<>();

  /// @param file to which every event is appended
  public EventBuses(Resources resources, Queues queues, Path file) {
    this.buses = resources.of(Kind.EVENT_BUS).toList();
    this.rules = new Rules(resources, queues);
    this.file = file;
  }

  public Reply handle(Request request) throws IOException {
    JsonNode entries = request.json().path("Entries");
    if (!request.operation().equals("PutEvents")) {
      return Reply.awsError(
          400, "UnsupportedOperationException", request.operation() + " is not played");
    }
    if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
      return Reply.awsError(400, "ValidationException", entries.size() + " entries");
    }
    if (bytes(entries) > MOST_BYTES) {
      return Reply.awsError(400, "ValidationException", "Total size of the entries exceeds 256 KB");
    }
    return Reply.json(200, put(entries));
  }

  /// As EventBridge counts them.
  private static int bytes(JsonNode entries) {
    int bytes = 0;
    for (JsonNode entry : entries) {
      bytes += entry.has("Time") ? TIME_BYTES : 0;
      for (String counted : List.of("Source", "DetailType", "Detail")) {
        bytes += entry.path(counted).asText().getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return bytes;
  }

  private ObjectNode put(JsonNode entries) throws IOException {
    var output = Json.object();
    var answers = output.putArray("Entries");
    int failed = 0;
    for (JsonNode entry : entries) {
      ObjectNode answer = put(entry.path("EventBusName").asText(), entry);
      failed += answer.has("ErrorCode") ? 1 : 0;
      answers.add(answer);
    }
    return output.put("FailedEntryCount", failed);
  }

  private ObjectNode put(String called, JsonNode entry) throws IOException {
    if (buses.stream().noneMatch(bus -> bus.isCalled(called) || bus.arn().equals(called))) {
      return refused("ResourceNotFoundException", "There is no bus " + called);
    }
    if (entry.path("Source").asText().isEmpty() || entry.path("DetailType").asText().isEmpty()) {
      return refused("InvalidArgument", "Source and DetailType are needed");
    }
    JsonNode detail = detail(entry.path("Detail").asText());
    if (!detail.isObject()) {
      return refused("MalformedDetail", "Detail is malformed.");
    }
    var id = UUID.randomUUID().toString();
    keep(called, entry, detail);
    rules.send(called, event(id, entry, detail));
    return Json.object().put("EventId", id);
  }

  /// As rules judge it and targets get it.
  private static ObjectNode event(String id, JsonNode entry, JsonNode detail) {
    var event = Json.object().put("version", "0").put("id", id);
    event.put("detail-type", entry.path("DetailType").asText());
    event.put("source", entry.path("Source").asText()).put("account", Places.ACCOUNT);
    event.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", Credentials.REGION).putArray("resources");
    return event.set("detail", detail);
  }

  private static ObjectNode refused(String code, String message) {
    return Json.object().put("ErrorCode", code).put("ErrorMessage", message);
  }

  private static JsonNode detail(String text) {
    try {
      return Json.read(text);
    } catch (IllegalArgumentException notJson) {
      return Json.array();
    }
  }

  private synchronized void keep(String bus, JsonNode entry, JsonNode detail) throws IOException {
    var event =
        Json.object()
            .put("bus", bus)
            .put("source", entry.path("Source").asText())
            .put("detail-type", entry.path("DetailType").asText())
            .set("detail", detail);
    Files.writeString(file, event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    latest.addLast(event);
    if (latest.size() > KEPT) {
      latest.removeFirst();
    }
  }

  /// The latest events, the oldest of them first.
  public synchronized ArrayNode latest() {
    return Json.array().addAll(latest);
  }
}
