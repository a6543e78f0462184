// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// What a receiver has to do and no more: verify, drop what it has already, answer.
final class WebhookReceiver implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, JsonNode> events = new ConcurrentHashMap<>();
  private final AtomicInteger repeats = new AtomicInteger();
  private final AtomicInteger forged = new AtomicInteger();
  private final AtomicInteger troubles = new AtomicInteger();
  private volatile String secret = "whsec_bm9uZXlldG5vbmV5ZXRub25leWV0bm9uZXlldA==";

  WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::receive);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer(exchange.getRequestHeaders(), body), -1);
    }
  }

  private int answer(Map<String, List<String>> headers, String body) {
    if (!isSigned(headers, body)) {
      forged.incrementAndGet();
      return 401;
    }
    var event = Api.tree(body);
    if (events.putIfAbsent(event.path("id").asText(), event) != null) {
      repeats.incrementAndGet();
    }
    return troubles.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 503 : 204;
  }

  private boolean isSigned(Map<String, List<String>> headers, String body) {
    try {
      new Webhook(secret).verify(body, headers);
      return true;
    } catch (WebhookVerificationException notByUs) {
      return false;
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/ramure";
  }

  void expects(String sharedSecret) {
    secret = sharedSecret;
  }

  /// So many events are taken and answered with an error all the same, as after a crash.
  void hasTroubleWith(int count) {
    troubles.set(count);
  }

  /// Each once, by its id.
  Map<String, JsonNode> events() {
    return new LinkedHashMap<>(events);
  }

  int repeats() {
    return repeats.get();
  }

  int forged() {
    return forged.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
