// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;

/// One HTTP connection, of either side.
final class Connection implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  Connection(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  static Connection to(URI endpoint) throws IOException {
    return new Connection(new Socket(endpoint.getHost(), endpoint.getPort()));
  }

  Optional<HttpMessage> receive() throws IOException {
    return HttpMessage.read(in, out);
  }

  void send(HttpMessage message) throws IOException {
    message.write(out);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }
}
