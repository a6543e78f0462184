// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A small HTTP server on 127.0.0.1 with a thread for each connection. With the JDK's own server
/// and client a call took 1.2 to 1.9 ms longer than without a proxy, with these 0.3 to 0.6 ms.
final class HttpListener implements AutoCloseable {

  /// Answers requests; none closes the connection instead.
  interface Service {
    Optional<HttpMessage> serve(HttpMessage request) throws IOException;
  }

  private final ServerSocket server;
  private final Service service;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  HttpListener(int port, Service service) throws IOException {
    this.server = new ServerSocket(port, 1024, InetAddress.ofLiteral("127.0.0.1"));
    this.service = service;
    Thread.ofPlatform().daemon().name("dynamodb-proxy").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var connection = new Connection(server.accept());
        open.add(connection);
        Thread.ofPlatform().daemon().name("dynamodb-proxy-call").start(() -> converse(connection));
      } catch (IOException e) {
        // Closed, or a client that was gone before it was greeted.
      }
    }
  }

  private void converse(Connection connection) {
    try (connection) {
      Optional<HttpMessage> answer;
      do {
        Optional<HttpMessage> request = connection.receive();
        answer = request.isEmpty() ? Optional.empty() : service.serve(request.get());
        if (answer.isPresent()) {
          connection.send(answer.get());
        }
      } while (answer.isPresent());
    } catch (IOException e) {
      // The client is gone, or DynamoDB Local is: closing the connection says it.
    } finally {
      open.remove(connection);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The proxy's port stays open", e);
    }
    open.forEach(Connection::close);
  }
}
