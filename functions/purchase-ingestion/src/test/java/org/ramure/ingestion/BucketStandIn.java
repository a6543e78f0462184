// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// As much of S3 as takes objects and gives them back: the SDK's own client talks to it over HTTP.
final class BucketStandIn implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Stored> objects = new ConcurrentHashMap<>();
  private volatile boolean broken;

  /// @param headers of the request, lower case
  record Stored(byte[] body, Map<String, String> headers) {
    String text() {
      return new String(body, UTF_8);
    }
  }

  BucketStandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  S3Client client() {
    return S3Client.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .region(Region.EU_WEST_3)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /// @param path bucket and key
  Stored object(String path) {
    return Objects.requireNonNull(objects.get("/" + path), "no object " + path);
  }

  /// @param name the end of the object's key
  void remove(String name) {
    objects.keySet().removeIf(path -> path.endsWith(name));
  }

  int size() {
    return objects.size();
  }

  void breakDown() {
    broken = true;
  }

  void mend() {
    broken = false;
  }

  void empty() {
    broken = false;
    objects.clear();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      if (broken) {
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      if (exchange.getRequestMethod().equals("GET")) {
        give(exchange);
        return;
      }
      if (exchange.getRequestMethod().equals("HEAD")) {
        describe(exchange);
        return;
      }
      var headers = new HashMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
      objects.put(exchange.getRequestURI().getPath(), new Stored(body, headers));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void describe(HttpExchange exchange) throws IOException {
    var stored = objects.get(exchange.getRequestURI().getPath());
    if (stored != null) {
      stored
          .headers()
          .forEach(
              (name, value) -> {
                if (name.startsWith("x-amz-meta-")) {
                  exchange.getResponseHeaders().add(name, value);
                }
              });
    }
    exchange.sendResponseHeaders(stored == null ? 403 : 200, -1);
  }

  /// As S3 answers whoever may not list the bucket: what is not there is forbidden.
  private void give(HttpExchange exchange) throws IOException {
    var stored = objects.get(exchange.getRequestURI().getPath());
    if (stored == null) {
      exchange.sendResponseHeaders(403, -1);
      return;
    }
    exchange.sendResponseHeaders(200, stored.body().length);
    exchange.getResponseBody().write(stored.body());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
