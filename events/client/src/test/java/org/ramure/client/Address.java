// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A deployment's address with nothing behind it but the answers that a test put there.
final class Address implements AutoCloseable {

  /// A request as it came over the wire.
  record Got(String method, String target, Map<String, List<String>> headers, String body) {

    Optional<String> header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst();
    }
  }

  /// @param status 0: the connection is cut
  record Given(int status, String type, String body, Map<String, String> headers) {

    static Given json(int status, String body) {
      return new Given(status, "application/json", body, Map.of());
    }

    static Given problem(int status, String body) {
      return new Given(status, "application/problem+json", body, Map.of());
    }

    static Given cut() {
      return new Given(0, "", "", Map.of());
    }

    Given with(String header, String value) {
      return new Given(status, type, body, Map.of(header, value));
    }
  }

  private final HttpServer server;
  private final Deque<Given> next = new ArrayDeque<>();
  private final List<Got> got = new CopyOnWriteArrayList<>();

  Address() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String text() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized Address gives(Given... answers) {
    next.clear();
    next.addAll(List.of(answers));
    got.clear();
    return this;
  }

  List<Got> got() {
    return List.copyOf(got);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    got.add(
        new Got(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            body));
    var given = take();
    if (given.status() == 0) {
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("content-type", given.type());
    given.headers().forEach(exchange.getResponseHeaders()::set);
    var bytes = given.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(given.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /// The last answer is given again and again.
  private synchronized Given take() {
    return next.size() > 1 ? next.removeFirst() : next.getFirst();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
