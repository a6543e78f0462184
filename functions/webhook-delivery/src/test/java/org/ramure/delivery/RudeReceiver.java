// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that does not keep to HTTP.
final class RudeReceiver implements AutoCloseable {

  /// What it does with a connection.
  interface Manner {
    void with(Socket connection) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();

  RudeReceiver(Manner manner) {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(() -> serve(manner));
  }

  private void serve(Manner manner) {
    while (!server.isClosed()) {
      try {
        var connection = server.accept();
        connections.incrementAndGet();
        Thread.startVirtualThread(() -> handle(manner, connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void handle(Manner manner, Socket connection) {
    try (connection) {
      manner.with(connection);
    } catch (IOException gone) {
      // the other side had enough
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Reads the request and answers these very bytes.
  static Manner answering(String bytes) {
    return connection -> {
      readRequest(connection);
      connection.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    };
  }

  /// Takes the request and says nothing, for ever.
  static Manner silent() {
    return connection -> {
      readRequest(connection);
      new CountDownLatch(1).await();
    };
  }

  /// Writes on and on, until the other side ends it.
  static Manner endless(String beginning, String more) {
    return connection -> {
      readRequest(connection);
      OutputStream out = connection.getOutputStream();
      out.write(beginning.getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write(more.getBytes(StandardCharsets.US_ASCII));
      }
    };
  }

  private static void readRequest(Socket connection) throws IOException {
    var in = connection.getInputStream();
    int seen = 0;
    while (seen < 4) {
      int next = in.read();
      seen = next == "\r\n\r\n".charAt(seen) ? seen + 1 : next == '\r' ? 1 : 0;
      if (next < 0) {
        return;
      }
    }
    in.skipNBytes(in.available());
  }

  int connections() {
    return connections.get();
  }

  int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
