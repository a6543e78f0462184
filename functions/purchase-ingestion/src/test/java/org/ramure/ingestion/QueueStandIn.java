// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.ramure.lambda.Json;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/// As much of SQS as shows letters and moves them: the SDK's own client talks to it over HTTP.
final class QueueStandIn implements AutoCloseable {

  private final HttpServer server;

  /// By the queue's name: when each letter was sent.
  private final Map<String, List<Instant>> letters = new ConcurrentHashMap<>();

  private volatile Optional<String> refusal = Optional.empty();

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

  DeadLetters.Queue queue(String name) {
    return new DeadLetters.Queue(name, address() + "/0/" + name, address() + "/0/dead-" + name);
  }

  void send(String queue, Instant sentAt) {
    in(queue).add(sentAt);
  }

  List<Instant> in(String queue) {
    return letters.computeIfAbsent(queue, _ -> new CopyOnWriteArrayList<>());
  }

  void clear() {
    letters.clear();
    refusal = Optional.empty();
  }

  /// From now on nothing is moved.
  void refuseToMove(String error) {
    refusal = Optional.of(error);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = Json.tree(exchange.getRequestBody().readAllBytes());
      var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      boolean refused = target.endsWith("MoveTask") && refusal.isPresent();
      var body = Json.bytes(refused ? Map.of("__type", refusal.get()) : output(target, request));
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(refused ? 400 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Map<String, ?> output(String target, JsonNode request) {
    var queue = last(request.path("QueueUrl").asText(), "/");
    return switch (target) {
      case "AmazonSQS.GetQueueAttributes" ->
          Map.of(
              "Attributes",
              Map.of(
                  "QueueArn",
                  "arn:aws:sqs:eu-west-3:0:" + queue,
                  "ApproximateNumberOfMessages",
                  String.valueOf(in(queue).size())));
      case "AmazonSQS.ReceiveMessage" -> Map.of("Messages", shown(queue, request));
      case "AmazonSQS.StartMessageMoveTask" -> {
        var from = in(last(request.path("SourceArn").asText(), ":"));
        in(last(request.path("DestinationArn").asText(), ":")).addAll(from);
        from.clear();
        yield Map.of("TaskHandle", "task-1");
      }
      default -> throw new IllegalArgumentException(target);
    };
  }

  private List<Map<String, ?>> shown(String queue, JsonNode request) {
    if (request.path("VisibilityTimeout").asInt(30) != 0) {
      throw new IllegalArgumentException("letters must not be hidden: " + request);
    }
    var sent = in(queue);
    int most = Math.min(sent.size(), request.path("MaxNumberOfMessages").asInt(1));
    return IntStream.range(0, most).<Map<String, ?>>mapToObj(i -> letter(i, sent.get(i))).toList();
  }

  private static Map<String, ?> letter(int number, Instant sentAt) {
    return Map.of(
        "MessageId",
        "m-" + number,
        "ReceiptHandle",
        "r-" + number,
        "Body",
        "{}",
        "MD5OfBody",
        "99914b932bd37a50b983c5e7c90ae93b",
        "Attributes",
        Map.of("SentTimestamp", String.valueOf(sentAt.toEpochMilli())));
  }

  private static String last(String text, String separator) {
    return text.substring(text.lastIndexOf(separator) + 1);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
