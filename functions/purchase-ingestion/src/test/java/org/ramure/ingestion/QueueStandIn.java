// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.ramure.lambda.Json;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/// As much of SQS as shows letters, hides them and takes others: the SDK's own client talks to it
/// over HTTP. Time does not pass in it: what is hidden stays so until somebody shows it again.
final class QueueStandIn implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, List<Letter>> letters = new ConcurrentHashMap<>();
  private volatile Optional<String> refused = Optional.empty();
  private volatile int calls;
  private int sent;

  private static final class Letter {
    private final String id;
    private final String group;
    private final String body;
    private final Instant sentAt;
    private volatile boolean hidden;

    Letter(String id, String group, String body, Instant sentAt) {
      this.id = id;
      this.group = group;
      this.body = body;
      this.sentAt = sentAt;
    }
  }

  QueueStandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  SqsClient client() {
    return SqsClient.builder()
        .endpointOverride(URI.create(address()))
        .region(Region.EU_WEST_3)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  DeadLetterQueue queue(String name, UnaryOperator<String> keyOf) {
    return queue(name, name, keyOf);
  }

  DeadLetterQueue queue(String name, String work, UnaryOperator<String> keyOf) {
    return new DeadLetterQueue(
        this::client, name, address() + "/0/" + work, address() + "/0/dead-" + name, keyOf);
  }

  synchronized void send(String queue, String body, Instant sentAt) {
    sendInGroup(queue, "m-" + (sent + 1), body, sentAt);
  }

  /// To a FIFO queue: while one of the group is hidden, so are the others.
  synchronized void sendInGroup(String queue, String group, String body, Instant sentAt) {
    all(queue).add(new Letter("m-" + ++sent, group, body, sentAt));
  }

  /// The bodies of a queue, in the order in which they were sent.
  List<String> in(String queue) {
    return all(queue).stream().map(letter -> letter.body).toList();
  }

  boolean anyHiddenIn(String queue) {
    return all(queue).stream().anyMatch(letter -> letter.hidden);
  }

  int calls() {
    return calls;
  }

  void clear() {
    letters.clear();
    refused = Optional.empty();
    calls = 0;
  }

  /// From now on no queue takes this letter.
  void refuse(String body) {
    refused = Optional.of(body);
  }

  private List<Letter> all(String queue) {
    return letters.computeIfAbsent(queue, _ -> new CopyOnWriteArrayList<>());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      calls++;
      var request = Json.tree(exchange.getRequestBody().readAllBytes());
      var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      var body = Json.bytes(output(target.substring(target.indexOf('.') + 1), request));
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Map<String, ?> output(String operation, JsonNode request) {
    var url = request.path("QueueUrl").asText();
    var queue = url.substring(url.lastIndexOf('/') + 1);
    return switch (operation) {
      case "GetQueueAttributes" ->
          Map.of(
              "Attributes",
              Map.of(
                  "ApproximateNumberOfMessages",
                  String.valueOf(all(queue).stream().filter(letter -> !letter.hidden).count())));
      case "ReceiveMessage" -> Map.of("Messages", received(queue, request));
      case "SendMessageBatch" -> sent(queue, request);
      case "DeleteMessageBatch" -> {
        request.path("Entries").forEach(entry -> all(queue).remove(letter(queue, entry)));
        yield Map.of("Successful", List.of(), "Failed", List.of());
      }
      case "ChangeMessageVisibilityBatch" -> {
        request
            .path("Entries")
            .forEach(
                entry ->
                    letter(queue, entry).hidden = entry.path("VisibilityTimeout").asInt(-1) != 0);
        yield Map.of("Successful", List.of(), "Failed", List.of());
      }
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private List<Letter> visible(String queue, int most) {
    var held = all(queue).stream().filter(l -> l.hidden).map(l -> l.group).toList();
    return all(queue).stream().filter(l -> !held.contains(l.group)).limit(most).toList();
  }

  private Letter letter(String queue, JsonNode entry) {
    return all(queue).stream()
        .filter(letter -> letter.id.equals(entry.path("ReceiptHandle").asText()))
        .findFirst()
        .orElseThrow();
  }

  private List<Map<String, ?>> received(String queue, JsonNode request) {
    var found = visible(queue, request.path("MaxNumberOfMessages").asInt(1));
    found.forEach(letter -> letter.hidden = request.path("VisibilityTimeout").asInt(30) > 0);
    return found.stream().<Map<String, ?>>map(QueueStandIn::shown).toList();
  }

  private static Map<String, ?> shown(Letter letter) {
    return Map.of(
        "MessageId",
        letter.id,
        "ReceiptHandle",
        letter.id,
        "Body",
        letter.body,
        "MD5OfBody",
        md5(letter.body),
        "Attributes",
        Map.of("SentTimestamp", String.valueOf(letter.sentAt.toEpochMilli())));
  }

  private Map<String, ?> sent(String queue, JsonNode request) {
    var successful = new ArrayList<Map<String, ?>>();
    var failed = new ArrayList<Map<String, ?>>();
    for (var entry : request.path("Entries")) {
      var id = entry.path("Id").asText();
      var body = entry.path("MessageBody").asText();
      if (refused.filter(body::equals).isPresent()) {
        failed.add(Map.of("Id", id, "Code", "InternalError", "SenderFault", false));
      } else {
        send(queue, body, Instant.EPOCH);
        successful.add(Map.of("Id", id, "MessageId", id, "MD5OfMessageBody", md5(body)));
      }
    }
    return Map.of("Successful", successful, "Failed", failed);
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
