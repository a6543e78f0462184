// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.UUID;
import java.util.zip.CRC32;

/// An answer of DynamoDB, or one in its shape.
record Answer(int status, byte[] body) {

  static Answer of(int status, ObjectNode json) {
    return new Answer(status, Json.write(json));
  }

  ObjectNode json() {
    return Json.read(body);
  }

  boolean succeeded() {
    return status == 200;
  }

  /// The name of the error without its namespace; empty for a success.
  String error() {
    return succeeded() ? "" : error(json());
  }

  static String error(ObjectNode body) {
    String type = body.path("__type").asText();
    return type.substring(type.indexOf('#') + 1);
  }

  /// The SDK refuses a body whose checksum differs, so it is that of the body as it leaves here.
  void writeTo(HttpExchange exchange) throws IOException {
    var checksum = new CRC32();
    checksum.update(body);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/x-amz-json-1.0");
    headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
    headers.set("x-amz-crc32", Long.toString(checksum.getValue()));
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
