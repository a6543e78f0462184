// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ramure.lambda.Json;

/// What the HTTP API hands to a function (payload format 2.0).
public final class GatewayEvent {

  private GatewayEvent() {}

  /// A call of an API key or member, in JSON.
  ///
  /// @param routeKey as {@code "GET /v1/members/{member}"}
  /// @param path the parameters that the route names
  /// @param bearer key or token; empty where the caller sends none
  public static ObjectNode of(
      String routeKey, Map<String, String> path, String bearer, String body) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("content-type", "application/json");
    if (!bearer.isEmpty()) {
      headers.put("authorization", "Bearer " + bearer);
    }
    var event =
        Map.of(
            "version",
            "2.0",
            "routeKey",
            routeKey,
            "pathParameters",
            path,
            "headers",
            headers,
            "requestContext",
            Map.of("requestId", "req-1", "http", Map.of("sourceIp", "192.0.2.1")),
            "body",
            body,
            "isBase64Encoded",
            false);
    return read(Json.bytes(event));
  }

  /// An event that lies in a file, as recorded.
  public static ObjectNode read(Path file) {
    try {
      return read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode read(byte[] json) {
    return (ObjectNode) Json.tree(json);
  }

  public static ObjectNode headers(ObjectNode event) {
    return event.withObjectProperty("headers");
  }

  public static ObjectNode pathParameters(ObjectNode event) {
    return event.withObjectProperty("pathParameters");
  }

  public static ObjectNode query(ObjectNode event) {
    return event.withObjectProperty("queryStringParameters");
  }
}
