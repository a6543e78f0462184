// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody else's server, over real HTTP.
final class Receiver implements AutoCloseable {

  /// @param headers by lower-cased name
  record Got(String target, Map<String, String> headers, String body) {

    String id() {
      return headers.getOrDefault("webhook-id", "");
    }

    /// As a receiver verifies it, with the library of Standard Webhooks.
    boolean isSignedWith(String secret) {
      var lists = new HashMap<String, List<String>>();
      headers.forEach((name, value) -> lists.put(name, List.of(value)));
      try {
        new Webhook(secret).verify(body, lists);
        return true;
      } catch (WebhookVerificationException notSoSigned) {
        return false;
      } catch (EmptyWebhookSecretException e) {
        throw new IllegalArgumentException(e);
      }
    }

    int signatures() {
      return headers.getOrDefault("webhook-signature", "").split(" ").length;
    }
  }

  /// @param headers beside those that every answer has
  record Answer(int status, Map<String, String> headers) {

    static Answer of(int status) {
      return new Answer(status, Map.of());
    }
  }

  private final HttpServer server;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile Answer usual = Answer.of(204);
  private volatile CountDownLatch hold = new CountDownLatch(0);

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks?shop=1";
  }

  private void answer(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try (exchange) {
      var headers = new HashMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      got.add(new Got(exchange.getRequestURI().toString(), headers, body));
      hold.await();
      var next = answers.poll();
      var answer = next == null ? usual : next;
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      atOnce.decrementAndGet();
      exchange.sendResponseHeaders(answer.status(), -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What came so far, the first first.
  List<Got> got() {
    return List.copyOf(got);
  }

  int mostAtOnce() {
    return mostAtOnce.get();
  }

  /// The next answers, before the usual one.
  void answerNext(Answer... next) {
    answers.addAll(List.of(next));
  }

  void answerAlways(Answer answer) {
    usual = answer;
  }

  /// Nobody gets an answer until {@link #goOn}.
  void hold() {
    hold = new CountDownLatch(1);
  }

  void goOn() {
    hold.countDown();
  }

  @Override
  public void close() {
    goOn();
    server.stop(0);
  }
}
