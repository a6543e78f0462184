// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ramure.lambda.Json;

/// What goes back.
///
/// @param headers in addition to the content type; answers are never cached on the way
/// @param body JSON text, or empty
public record HttpAnswer(int status, Map<String, String> headers, String contentType, String body) {

  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  public static HttpAnswer ok(Object value) {
    return json(200, value);
  }

  public static HttpAnswer created(Object value) {
    return json(201, value);
  }

  public static HttpAnswer accepted(Object value) {
    return json(202, value);
  }

  public static HttpAnswer noContent() {
    return new HttpAnswer(204, Map.of(), "application/json", "");
  }

  public static HttpAnswer json(int status, Object value) {
    return new HttpAnswer(status, Map.of(), "application/json", Json.text(value));
  }

  public HttpAnswer with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpAnswer(status, more, contentType, body);
  }

  /// The gateway's form (payload format 2.0).
  Map<String, Object> payload() {
    var all = new LinkedHashMap<>(headers);
    all.put("content-type", contentType);
    all.put("cache-control", "no-store");
    return Map.of("statusCode", status, "headers", all, "body", body, "isBase64Encoded", false);
  }
}
