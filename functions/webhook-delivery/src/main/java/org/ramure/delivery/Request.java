// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// One request over one connection, to an address that was judged: decision record 0010 says why
/// not with a library. There is nothing here that could follow a redirect, keep a cookie, unpack a
/// body or ask a proxy.
final class Request implements Callable<AnswerHead> {

  private static final int CONNECT_MILLIS = 5_000;

  /// A receiver that was cut off while it still answers may call that a fault.
  private static final int FAREWELL_MILLIS = 250;

  private static final int FAREWELL_BYTES = 64 * 1024;

  private final ReceiverUrl url;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Way way;

  private @Nullable Socket open;
  private boolean ended;

  /// How receivers are reached.
  record Way(Receivers receivers, SSLSocketFactory tls, int patienceMillis) {}

  /// @param headers beside those that every request has
  Request(ReceiverUrl url, Map<String, String> headers, byte[] body, Way way) {
    this.url = url;
    this.headers = headers;
    this.body = body;
    this.way = way;
  }

  @Override
  public AnswerHead call() throws IOException {
    try {
      var plain = connected(way.receivers().addresses(url.host()));
      var socket = url.isEncrypted() ? encrypted(plain) : plain;
      socket.getOutputStream().write(bytes());
      socket.getOutputStream().flush();
      var in = new BufferedInputStream(socket.getInputStream());
      var head = AnswerHead.read(in);
      leave(socket, in);
      return head;
    } finally {
      end();
    }
  }

  /// To the first that takes the connection.
  private Socket connected(List<InetAddress> addresses) throws IOException {
    for (var address : addresses.subList(0, addresses.size() - 1)) {
      try {
        return connected(address);
      } catch (IOException tryTheNext) {
        end();
      }
    }
    return connected(addresses.getLast());
  }

  private Socket connected(InetAddress address) throws IOException {
    var socket = held(new Socket(Proxy.NO_PROXY));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(way.patienceMillis());
    socket.connect(
        new InetSocketAddress(address, url.port()), Math.min(CONNECT_MILLIS, way.patienceMillis()));
    return socket;
  }

  private synchronized Socket held(Socket socket) throws IOException {
    open = socket;
    if (ended) {
      socket.close();
    }
    return socket;
  }

  /// The certificate has to be for the name that was entered.
  private Socket encrypted(Socket plain) throws IOException {
    var socket = (SSLSocket) way.tls().createSocket(plain, url.host(), url.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private byte[] bytes() {
    var head = new StringBuilder("POST ").append(url.target()).append(" HTTP/1.1\r\n");
    head.append("host: ").append(url.authority()).append("\r\n");
    head.append("connection: close\r\n");
    head.append("content-length: ").append(body.length).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("\r\n");
    var all = new ByteArrayOutputStream(head.length() + body.length);
    all.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(body);
    return all.toByteArray();
  }

  /// Lets the receiver finish, for a moment and without looking. The answer is known already.
  private static void leave(Socket socket, InputStream in) {
    try {
      socket.setSoTimeout(FAREWELL_MILLIS);
      in.readNBytes(FAREWELL_BYTES);
    } catch (IOException itsOwnAffair) {
      // nothing depends on it
    }
  }

  /// Gives up, wherever it is. Only the connection below is closed: the encrypted one would wait to
  /// take its leave.
  synchronized void giveUp() {
    ended = true;
    end();
  }

  private synchronized void end() {
    if (open != null) {
      closeQuietly(open);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException closedAnyway) {
      // nothing depends on it
    }
  }
}
