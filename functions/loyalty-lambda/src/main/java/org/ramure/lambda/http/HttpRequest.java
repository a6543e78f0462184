// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ramure.lambda.Json;

/// A request as the HTTP API hands it over (payload format 2.0).
///
/// @param routeKey the gateway's own name of the route, {@code "GET /v1/members/{member}"}
/// @param headers by lower-cased name
/// @param body the very bytes that were sent, however the gateway wrapped them: signatures are over
///     bytes
/// @param requestId the gateway's
public record HttpRequest(
    String routeKey,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body,
    String requestId,
    String sourceIp) {

  /// The largest body we take; Lambda itself stops at 6 MB.
  public static final int MAX_BODY = 5 * 1024 * 1024;

  private static final int USUAL_PAGE = 20;
  private static final int LONGEST_PAGE = 100;

  private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern IDEMPOTENCY = Pattern.compile("[!#-~]{1,255}");

  public HttpRequest {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  static HttpRequest of(JsonNode event) {
    var context = event.path("requestContext");
    return new HttpRequest(
        event.path("routeKey").asText(),
        texts(event.path("pathParameters")),
        texts(event.path("queryStringParameters")),
        lowerCased(texts(event.path("headers"))),
        body(event),
        context.path("requestId").asText(),
        context.path("http").path("sourceIp").asText());
  }

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name)).filter(v -> !v.isBlank());
  }

  /// How many items of a list are wanted at once, where nothing speaks against the usual bounds.
  ///
  /// @throws Json.Malformed where it is no number, or out of bounds
  public int limit() {
    return limit(USUAL_PAGE, LONGEST_PAGE);
  }

  /// @param usual where the caller does not say
  /// @param most at once
  /// @throws Json.Malformed where it is no number, or out of bounds
  public int limit(int usual, int most) {
    var given = query("limit").orElse(String.valueOf(usual));
    int digits = String.valueOf(most).length();
    int limit = given.matches("[0-9]{1," + digits + "}") ? Integer.parseInt(given) : 0;
    if (limit < 1 || limit > most) {
      throw new Json.Malformed("limit", "must be a number from 1 to " + most);
    }
    return limit;
  }

  /// A parameter that the route's own key names.
  public String path(String name) {
    var value = path.get(name);
    if (value == null) {
      throw new IllegalStateException(routeKey + " has no parameter " + name);
    }
    return value;
  }

  /// The body as one of our own records.
  ///
  /// @throws Json.Malformed naming the field
  public <T> T read(ObjectReader reader) {
    return Json.read(reader, body);
  }

  /// What the caller, or else the gateway, calls this request. Only the plain form is taken from
  /// outside: it ends up in logs.
  public String correlationId() {
    return header("x-correlation-id")
        .filter(id -> CORRELATION.matcher(id).matches())
        .orElse(requestId);
  }

  /// The {@code Idempotency-Key}, quoted or bare.
  ///
  /// @throws Json.Malformed where it is there and cannot be one
  public Optional<String> idempotencyKey() {
    return header("idempotency-key")
        .map(String::strip)
        .map(k -> k.length() > 1 && k.startsWith("\"") && k.endsWith("\"") ? unquoted(k) : k)
        .map(HttpRequest::checkedKey);
  }

  private static String unquoted(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String checkedKey(String key) {
    if (!IDEMPOTENCY.matcher(key).matches()) {
      throw new Json.Malformed("Idempotency-Key", "must be 1 to 255 visible ASCII characters");
    }
    return key;
  }

  private static Map<String, String> texts(JsonNode object) {
    var texts = new HashMap<String, String>();
    object.properties().forEach(f -> texts.put(f.getKey(), f.getValue().asText()));
    return texts;
  }

  private static Map<String, String> lowerCased(Map<String, String> headers) {
    var lower = new HashMap<String, String>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return lower;
  }

  private static byte[] body(JsonNode event) {
    var body = event.path("body").asText("");
    return event.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }
}
