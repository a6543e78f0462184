// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.ramure.lambda.Json;

/// One event of the gateway and what the function answered.
///
/// @param headers of the answer, by lower-cased name
/// @param text the answer's body; empty where it has none
public record Exchange(JsonNode event, int status, Map<String, String> headers, String text) {

  /// The platform's context of an invocation, which is asked for nothing but its id.
  public static final Context CONTEXT =
      (Context)
          Proxy.newProxyInstance(
              Exchange.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("getAwsRequestId")) {
                  return "invocation-1";
                }
                throw new UnsupportedOperationException(method.getName());
              });

  public Exchange {
    headers = Map.copyOf(headers);
  }

  /// Hands an event over and takes the answer.
  public static Exchange with(RequestStreamHandler handler, JsonNode event) {
    var out = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(Json.bytes(event)), out, CONTEXT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answered(event, Json.tree(out.toString(UTF_8)));
  }

  private static Exchange answered(JsonNode event, JsonNode payload) {
    var headers = new HashMap<String, String>();
    payload
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    return new Exchange(
        event, payload.path("statusCode").asInt(), headers, payload.path("body").asText());
  }

  /// The answer's body; an empty object where it has none.
  public JsonNode body() {
    return Json.tree(text.isEmpty() ? "{}" : text);
  }

  /// A text of the answer's body.
  public String text(String name) {
    return body().path(name).asText();
  }

  public String id() {
    return text("id");
  }

  /// Why a voucher was refused.
  public String reason() {
    return text("reason");
  }

  /// Where it is about evidence: the status and what became of it, as {@code "200 stored"}.
  public String outcome() {
    return status + " " + text("outcome");
  }

  /// Where it is a problem: the status and the last part of its type, as {@code "404 not-found"}.
  public String problem() {
    var type = text("type");
    return status + " " + type.substring(type.lastIndexOf('/') + 1);
  }
}
