// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.ramure.local.http.Json;
import org.ramure.local.http.Reply;
import org.ramure.local.http.Request;

/// Payload format 2.0 of Lambda proxy integrations: request to event, result to answer.
final class ProxyEvent {
  /// The only content types whose body reaches a function as text; everything else is base64, also
  /// forms, other JSON types, and bodies without a type. AWS does not document the list: it was
  /// measured against the real gateway by the authors of other emulators.
  private static final Pattern TEXT =
      Pattern.compile(
          "(text/.*|application/(json|xml|javascript))\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ProxyEvent() {}

  static ObjectNode of(
      Request request, Route route, Map<String, String> pathParameters, String id, Instant now) {
    String query = request.uri().getRawQuery() == null ? "" : request.uri().getRawQuery();
    String path = decodedPath(request);
    var event = Json.object().put("version", "2.0").put("routeKey", route.key());
    event.put("rawPath", path).put("rawQueryString", query);
    cookies(event, request);
    event.set("headers", headers(request, id));
    put(event, "queryStringParameters", query(query));
    event.set("requestContext", context(request, route, path, id, now));
    put(event, "pathParameters", pathParameters);
    body(event, request);
    return event;
  }

  /// The gateway decodes the path before anything else.
  static String decodedPath(Request request) {
    return URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static void put(ObjectNode event, String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      var object = event.putObject(name);
      values.forEach(object::put);
    }
  }

  private static void cookies(ObjectNode event, Request request) {
    List<String> cookies = request.headers().getOrDefault("Cookie", List.of());
    if (!cookies.isEmpty()) {
      var array = event.putArray("cookies");
      cookies.forEach(line -> List.of(line.split("; ?")).forEach(array::add));
    }
  }

  private static ObjectNode headers(Request request, String id) {
    var headers = Json.object();
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Cookie")) {
                headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values));
              }
            });
    return headers
        .put("x-amzn-trace-id", "Root=" + id)
        .put("x-forwarded-for", "127.0.0.1")
        .put("x-forwarded-port", Integer.toString(Math.max(request.uri().getPort(), 0)))
        .put("x-forwarded-proto", "http");
  }

  private static Map<String, String> query(String rawQuery) {
    var values = new LinkedHashMap<String, List<String>>();
    for (String pair : rawQuery.isEmpty() ? new String[0] : rawQuery.split("&")) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }
    var joined = new LinkedHashMap<String, String>();
    values.forEach((name, all) -> joined.put(name, String.join(",", all)));
    return joined;
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  private static ObjectNode context(
      Request request, Route route, String path, String id, Instant now) {
    String host = orEmpty(request.header("Host"));
    var context = Json.object().put("accountId", "000000000000").put("apiId", "local");
    context.put("domainName", host).put("domainPrefix", host.replaceFirst("[.:].*", ""));
    context
        .putObject("http")
        .put("method", request.method())
        .put("path", path)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "127.0.0.1")
        .put("userAgent", orEmpty(request.header("User-Agent")));
    return context
        .put("requestId", id)
        .put("routeKey", route.key())
        .put("stage", "$default")
        .put("time", TIME.format(now))
        .put("timeEpoch", now.toEpochMilli());
  }

  private static String orEmpty(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "" : value;
  }

  private static void body(ObjectNode event, Request request) {
    boolean text = TEXT.matcher(orEmpty(request.header("Content-Type"))).matches();
    if (request.body().length > 0) {
      event.put(
          "body",
          text
              ? new String(request.body(), StandardCharsets.UTF_8)
              : Base64.getEncoder().encodeToString(request.body()));
    }
    event.put("isBase64Encoded", !text && request.body().length > 0);
  }

  /// A result without a status code is the body of a 200, as the gateway infers it.
  static Reply reply(JsonNode result) {
    if (!result.has("statusCode")) {
      byte[] body = result.isTextual() ? bytes(result.asText()) : Json.bytes(result);
      return Reply.of(200, "application/json", body);
    }
    var headers = new LinkedHashMap<String, List<String>>();
    headers.put("content-type", List.of("text/plain;charset=UTF-8"));
    for (var header : result.path("headers").properties()) {
      headers.put(header.getKey().toLowerCase(Locale.ROOT), List.of(header.getValue().asText()));
    }
    var cookies = new ArrayList<String>();
    result.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
    headers.put("set-cookie", cookies);
    String body = result.path("body").asText("");
    return new Reply(
        result.path("statusCode").asInt(500),
        headers,
        result.path("isBase64Encoded").asBoolean()
            ? Base64.getDecoder().decode(body)
            : bytes(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
