// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ramure.lambda.Json;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/// As much of EventBridge as takes events, or does not: the SDK's own client talks to it over HTTP.
final class BusStandIn implements AutoCloseable {

  private final HttpServer server;
  private final Deque<Function<JsonNode, Answer>> next = new ArrayDeque<>();

  /// Every call that arrived, as a list of entries.
  final List<JsonNode> calls = Collections.synchronizedList(new ArrayList<>());

  /// Entries that were taken.
  final List<JsonNode> taken = Collections.synchronizedList(new ArrayList<>());

  private record Answer(int status, Object body) {}

  BusStandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  EventBridgeClient client() {
    return EventBridgeClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .region(Region.EU_WEST_3)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /// The next call finds these entries refused, by their place in it.
  BusStandIn refusing(String code, Integer... places) {
    next.add(entries -> some(entries, code, List.of(places)));
    return this;
  }

  /// The next call is refused as a whole.
  BusStandIn failing(int status, String type) {
    next.add(_ -> new Answer(status, Map.of("__type", type, "message", "not now")));
    return this;
  }

  private Answer some(JsonNode entries, String code, List<Integer> refused) {
    var answers = new ArrayList<Map<String, String>>();
    for (int i = 0; i < entries.size(); i++) {
      if (refused.contains(i)) {
        answers.add(Map.of("ErrorCode", code, "ErrorMessage", "not this one"));
      } else {
        taken.add(entries.get(i));
        answers.add(Map.of("EventId", "event-" + taken.size()));
      }
    }
    return new Answer(200, Map.of("FailedEntryCount", refused.size(), "Entries", answers));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var entries = Json.tree(exchange.getRequestBody().readAllBytes()).path("Entries");
      calls.add(entries);
      var decide = next.isEmpty() ? null : next.remove();
      var answer = decide == null ? some(entries, "", List.of()) : decide.apply(entries);
      var body = Json.bytes(answer.body());
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /// The events that were taken, as a subscriber gets them.
  List<JsonNode> events() {
    return taken.stream().map(entry -> Json.tree(entry.path("Detail").asText())).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
