// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;

/// An answer of DynamoDB, or one in its shape.
record Answer(int status, byte[] body) {

  static final String JSON = "application/x-amz-json-1.0";

  static Answer of(int status, ObjectNode json) {
    return new Answer(status, Json.write(json));
  }

  static Answer of(HttpMessage message) {
    return new Answer(Integer.parseInt(message.start().split(" ", 3)[1]), message.body());
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
  HttpMessage message() {
    var checksum = new CRC32();
    checksum.update(body);
    return HttpMessage.of(
        "HTTP/1.1 " + status + " -",
        Map.of(
            "Content-Type", JSON,
            "x-amzn-RequestId", UUID.randomUUID().toString(),
            "x-amz-crc32", Long.toString(checksum.getValue())),
        body);
  }
}
