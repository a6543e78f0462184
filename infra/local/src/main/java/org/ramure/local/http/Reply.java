// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An answer with its whole body.
///
/// @param headers name to values
public record Reply(int status, Map<String, List<String>> headers, byte[] body) {

  public static Reply json(int status, JsonNode body) {
    return of(status, "application/json", Json.bytes(body));
  }

  /// What API Gateway answers of its own accord.
  public static Reply message(int status, String message) {
    return json(status, Json.object().put("message", message));
  }

  /// A refusal in the shape that the SDKs' JSON protocols turn into a typed exception.
  public static Reply awsError(int status, String type, String message) {
    return json(status, Json.object().put("__type", type).put("message", message))
        .with("x-amzn-errortype", type);
  }

  public static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, Map.of("content-type", List.of(contentType)), body);
  }

  public static Reply empty(int status) {
    return new Reply(status, Map.of(), new byte[0]);
  }

  public Reply with(String name, String value) {
    var extended = new LinkedHashMap<>(headers);
    extended.put(name, List.of(value));
    return new Reply(status, extended, body);
  }
}
