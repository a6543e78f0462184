// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP server that only this machine can reach. Each request has a thread of its own, so
/// handlers may block: the runtime API holds a request until there is work.
public final class LoopbackServer implements AutoCloseable {
  /// API Gateway's limit. The services behind the other ports have lower ones of their own.
  private static final int LARGEST_BODY = 10 * 1024 * 1024;

  static {
    // Read once, by the first server of the process. Without the first, an answer waits for the
    // client's delayed acknowledgement; with the second a pooled connection outlives a pause.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "300");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private LoopbackServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /// @param port 0 for any free one
  public static LoopbackServer start(int port, Handler handler) throws IOException {
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    var server = HttpServer.create(address, 0);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, handler));
    server.start();
    return new LoopbackServer(server, threads);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void serve(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
      send(exchange, body.length > LARGEST_BODY ? tooLarge() : answer(exchange, body, handler));
    }
  }

  private static Reply tooLarge() {
    return Reply.message(413, "Request Entity Too Large");
  }

  private static Reply answer(HttpExchange exchange, byte[] body, Handler handler) {
    try {
      return handler.handle(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              exchange.getRequestHeaders(),
              body));
    } catch (InterruptedException e) {
      return Reply.message(503, "Service Unavailable");
    } catch (IOException | RuntimeException e) {
      System.err.println(exchange.getRequestMethod() + " " + exchange.getRequestURI() + ": " + e);
      return Reply.message(500, "Internal Server Error");
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply
        .headers()
        .forEach(
            (name, values) ->
                values.forEach(value -> exchange.getResponseHeaders().add(name, value)));
    boolean bodyless = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), bodyless ? -1 : reply.body().length);
    if (!bodyless) {
      exchange.getResponseBody().write(reply.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
