// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.ramure.local.http.Handler;
import org.ramure.local.http.Json;
import org.ramure.local.http.LoopbackServer;
import org.ramure.local.http.Reply;
import org.ramure.local.http.Request;

/// What AWS answered to a function, to be answered again: first it passes requests on and keeps the
/// answers, then it answers by itself. So a function can do the same work thousands of times,
/// though each time it changes the world, and nothing but the function costs anything.
///
/// A read is answered by what was read before under the same key. A write is answered by what
/// became of the first one on the same table, because times and counters in it differ each time.
final class Tape implements AutoCloseable {

  private static final List<String> COPIED =
      List.of("content-type", "x-amz-target", "authorization", "x-amz-date");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Reply> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final LoopbackServer server;
  private volatile Handler source;

  private Tape(UnaryOperator<URI> live) throws IOException {
    source = request -> pass(request, live);
    server = LoopbackServer.start(0, this::answer);
  }

  /// @param live where a service is, by the first word of its targets
  static Tape recording(UnaryOperator<URI> live) throws IOException {
    return new Tape(live);
  }

  URI endpoint() {
    return server.uri();
  }

  /// From now on nothing is passed on.
  void play() {
    source = Tape::unknown;
  }

  /// What was asked since the last time somebody wanted to know: a request a line, its target, a
  /// tab, its body.
  synchronized List<String> asked() {
    List<String> lines = List.copyOf(asked);
    asked.clear();
    return lines;
  }

  private Reply answer(Request request) throws IOException, InterruptedException {
    String target = String.valueOf(request.header("X-Amz-Target"));
    JsonNode body = request.json();
    note(target + "\t" + body);
    String key = key(target, body);
    Reply known = answers.get(key);
    if (known != null) {
      return known;
    }
    Reply fresh = source.handle(request);
    if (fresh.status() == 200) {
      answers.put(key, fresh);
    }
    return fresh;
  }

  private synchronized void note(String line) {
    asked.add(line);
  }

  private static Reply unknown(Request request) throws IOException {
    System.err.println("Never asked before: " + request.operation() + " " + request.json());
    return Reply.awsError(400, "ValidationException", "This was never asked before");
  }

  private Reply pass(Request request, UnaryOperator<URI> live)
      throws IOException, InterruptedException {
    String target = String.valueOf(request.header("X-Amz-Target"));
    var copy =
        HttpRequest.newBuilder(live.apply(URI.create(target.replaceFirst("\\..*", ""))))
            .POST(BodyPublishers.ofByteArray(request.body()));
    for (String header : COPIED) {
      copy.header(header, String.valueOf(request.header(header)));
    }
    var response = http.send(copy.build(), BodyHandlers.ofByteArray());
    String type = response.headers().firstValue("content-type").orElse("application/json");
    return Reply.of(response.statusCode(), type, response.body());
  }

  /// The same for the same question, however its parts are ordered.
  static String key(String target, JsonNode body) {
    return isWrite(target) ? target + " " + tables(body) : target + " " + sorted(body);
  }

  private static boolean isWrite(String target) {
    return target.matches(".*\\.(Put|Update|Delete|Transact|BatchWrite|Send).*");
  }

  private static List<String> tables(JsonNode body) {
    return body.findValues("TableName").stream().map(JsonNode::asText).distinct().sorted().toList();
  }

  private static JsonNode sorted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        var names = new TreeMap<String, JsonNode>();
        object.properties().forEach(field -> names.put(field.getKey(), sorted(field.getValue())));
        yield Json.of(names);
      }
      case ArrayNode array ->
          Json.of(
              StreamSupport.stream(array.spliterator(), false)
                  .map(Tape::sorted)
                  .collect(
                      Collectors.toMap(
                          JsonNode::toString, one -> one, (one, _) -> one, TreeMap::new))
                  .values());
      default -> node;
    };
  }

  @Override
  public void close() {
    server.close();
    http.shutdownNow();
  }
}
