// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.ramure.local.LocalStack;
import org.ramure.local.http.Json;
import org.ramure.local.http.Reply;
import org.ramure.local.http.Request;
import org.ramure.local.queue.LocalQueue;

/// The developers' page: what the stack holds and does, and a few levers.
public final class Page {
  public static final String PATH = "/_local";
  private static final int ROWS = 50;
  private static final int LOG_BYTES = 64 * 1024;

  private final LocalStack stack;

  public Page(LocalStack stack) {
    this.stack = stack;
  }

  public Reply handle(Request request) throws IOException, InterruptedException {
    List<String> path = segments(request);
    try {
      return request.method().equals("POST") ? act(path, request) : show(path, request);
    } catch (IllegalArgumentException e) {
      return Reply.message(404, String.valueOf(e.getMessage()));
    }
  }

  private static List<String> segments(Request request) {
    return Arrays.stream(request.path().substring(PATH.length()).split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
        .toList();
  }

  private Reply show(List<String> path, Request request) throws IOException, InterruptedException {
    if (path.isEmpty()) {
      return Reply.of(200, "text/html; charset=utf-8", html());
    }
    if (path.getFirst().equals("events")) {
      return Reply.json(200, stack.buses().latest());
    }
    String what = path.size() > 1 ? path.get(1) : "";
    String which = path.size() > 2 ? path.get(2) : "";
    return switch (what) {
      case "overview" -> Reply.json(200, Overview.of(stack));
      case "log" -> Reply.of(200, "text/plain; charset=utf-8", log(which));
      case "table" -> Reply.json(200, items(which, parameter(request, "after")));
      case "queue" -> Reply.json(200, messages(stack.queues().get(which)));
      case "bucket" -> Reply.json(200, objects(which));
      default -> Reply.message(404, "Not Found");
    };
  }

  private static byte[] html() throws IOException {
    try (InputStream page = Page.class.getResourceAsStream("page.html")) {
      if (page == null) {
        throw new IllegalStateException("page.html is not on the class path");
      }
      return page.readAllBytes();
    }
  }

  /// The value of a query parameter, or nothing.
  private static String parameter(Request request, String name) {
    String query = request.uri().getRawQuery() == null ? "" : request.uri().getRawQuery();
    return Arrays.stream(query.split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  private byte[] log(String function) throws IOException {
    Path log = stack.functions().log(stack.functions().get(function));
    if (Files.notExists(log)) {
      return new byte[0];
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - LOG_BYTES));
      byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(tail);
      return tail;
    }
  }

  private JsonNode items(String table, String after) throws IOException, InterruptedException {
    ObjectNode input = Json.object().put("TableName", table).put("Limit", ROWS);
    if (!after.isEmpty()) {
      input.set("ExclusiveStartKey", Json.read(after));
    }
    return stack.dynamoDbCalls().call("Scan", input);
  }

  private static JsonNode messages(LocalQueue queue) {
    var messages = Json.array();
    queue.peek(ROWS).forEach(message -> messages.add(message.json()));
    return messages;
  }

  private JsonNode objects(String bucket) {
    var objects = Json.array();
    stack
        .buckets()
        .list(bucket, ROWS)
        .forEach(
            object ->
                objects
                    .addObject()
                    .put("key", object.key())
                    .put("size", object.size())
                    .put("modified", String.valueOf(object.lastModified())));
    return objects;
  }

  /// {@code POST /_local/<what>/<which>/<action>}.
  private Reply act(List<String> path, Request request) {
    if (path.size() != 3) {
      return Reply.message(404, "Not Found");
    }
    String which = path.get(1);
    switch (path.getFirst() + "/" + path.get(2)) {
      case "schedules/fire" -> stack.schedules().fire(which, time(parameter(request, "at")));
      case "queues/redrive" -> stack.queues().redrive(stack.queues().get(which));
      case "queues/purge" -> stack.queues().get(which).purge();
      case "functions/kill" -> stack.functions().get(which).kill();
      default -> throw new IllegalArgumentException("No such action: " + path);
    }
    return Reply.json(202, Json.object().put("done", String.join(" ", path)));
  }

  private static Instant time(String at) {
    try {
      return at.isEmpty() ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : Instant.parse(at);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("Not an instant, as 2026-03-29T00:30:00Z is: " + at, e);
    }
  }
}
