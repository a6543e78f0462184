// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A request or an answer of HTTP/1.1, as the SDK and DynamoDB Local speak it to each other: always
/// with the length of its body, never in chunks.
///
/// @param start the request line or the status line
/// @param headers by name, in whatever case
record HttpMessage(String start, Map<String, String> headers, byte[] body) {

  static HttpMessage of(String start, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    all.put("Content-Length", Integer.toString(body.length));
    return new HttpMessage(start, all, body);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /// The next message of a connection; none when the other side has closed it.
  ///
  /// @param out where the other side waits for leave to send its body, if it does
  static Optional<HttpMessage> read(InputStream in, OutputStream out) throws IOException {
    String start = line(in);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    if (headers.containsKey("Expect")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    return Optional.of(new HttpMessage(start, headers, body(headers, in)));
  }

  private static byte[] body(Map<String, String> headers, InputStream in) throws IOException {
    if (headers.containsKey("Transfer-Encoding")) {
      throw new IOException("A body without a length: " + headers);
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("Closed after %d of %d bytes".formatted(body.length, length));
    }
    return body;
  }

  /// Without its end; empty also at the end of the stream.
  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream(128);
    for (int b = in.read(); b != '\n' && b != -1; b = in.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /// In one piece, so that it leaves in one packet if it can.
  void write(OutputStream out) throws IOException {
    var head = new StringBuilder(start).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    var message = new ByteArrayOutputStream(bytes.length + body.length);
    message.write(bytes);
    message.write(body);
    message.writeTo(out);
  }
}
