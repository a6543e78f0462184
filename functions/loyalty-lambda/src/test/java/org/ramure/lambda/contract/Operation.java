// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.lambda.Json;
import org.ramure.lambda.caller.Access;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.table.programmes.ApiKey.Scope;

/// One operation of the contract.
///
/// @param routeKey as the gateway names it
/// @param of where it stands in the document
/// @param path the path it belongs to
public record Operation(String routeKey, Place of, Place path, Schemas published, Schemas closed) {

  private static final ObjectReader STRICT = Json.reader(JsonNode.class);
  private static final String JSON = "application/json";

  public String id() {
    return of.text("operationId");
  }

  /// Who may call it, apart from the members themselves: an operation that is signed instead has
  /// none.
  Optional<Access> access() {
    var access = of.at("x-access");
    if (!access.exists()) {
      return Optional.empty();
    }
    var scopes = EnumSet.noneOf(Scope.class);
    access.at("keys").children().forEach(key -> scopes.add(scope(key.node().asText())));
    return Optional.of(new Access(scopes, access.text("member").equals("own")));
  }

  private static Scope scope(String name) {
    return Scope.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /// The security schemes of its own, or else those of the whole document.
  List<String> securitySchemes() {
    var own = of.at("security");
    var stated = own.exists() ? own : new Place(of.document(), "").at("security");
    return stated.children().stream().flatMap(scheme -> scheme.names().stream()).toList();
  }

  /// Where a key that is bound to a source or a store is held to it, as {@code body.store}.
  List<String> bound() {
    return of.at("x-access").at("bound").children().stream()
        .map(where -> where.node().asText())
        .filter(where -> !where.equals("none"))
        .toList();
  }

  /// Whether a request has such a value.
  ///
  /// @param where as {@code path.source} or {@code body.identities.shopCustomer.source}
  boolean takes(String where) {
    var parts = where.split("\\.");
    return parts[0].equals("body") ? bodyTakes(List.of(parts)) : parameterIs(parts[0], parts[1]);
  }

  private boolean bodyTakes(List<String> parts) {
    var schema = of.at("requestBody").at("content").at(JSON).at("schema");
    for (var part : parts.subList(1, parts.size())) {
      schema = schema.at("properties").at(part);
    }
    return schema.exists();
  }

  private boolean parameterIs(String in, String name) {
    return Stream.of(path, of)
        .flatMap(place -> place.at("parameters").children().stream())
        .anyMatch(
            parameter -> parameter.text("in").equals(in) && parameter.text("name").equals(name));
  }

  /// The statuses that a function answers; those of the gateway are not among them.
  public List<Integer> statuses() {
    var responses = of.at("responses");
    return responses.names().stream()
        .filter(status -> !responses.at(status).node().has("x-made-by"))
        .map(Integer::valueOf)
        .toList();
  }

  /// The body of a request as the contract shows it first; empty where there is none to send.
  public String requestSample() {
    return samples(of.at("requestBody")).findFirst().map(Operation::read).orElse("");
  }

  /// The body of an answer as the contract shows it.
  public JsonNode answerSample(int status, String name) {
    return samples(of.at("responses").at(String.valueOf(status)))
        .filter(sample -> sample.pointer().endsWith("/" + name))
        .findFirst()
        .map(Operation::read)
        .map(Json::tree)
        .orElseThrow(() -> new AssertionError(id() + " shows no " + status + " " + name));
  }

  private static Stream<Place> samples(Place message) {
    return message.at("content").children().stream()
        .flatMap(media -> media.at("examples").children().stream());
  }

  private static String read(Place sample) {
    try {
      return Files.readString(Contract.FOLDER.resolve(sample.text("externalValue")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the contract says against a request.
  List<String> requestViolations(JsonNode event) {
    var violations = new ArrayList<String>();
    Stream.of(path, of)
        .flatMap(place -> place.at("parameters").children().stream())
        .forEach(parameter -> violations.addAll(parameterViolations(parameter, event)));
    if (of.at("requestBody").exists()) {
      violations.addAll(bodyViolations(event));
    }
    return violations;
  }

  private List<String> parameterViolations(Place parameter, JsonNode event) {
    var name = parameter.text("name");
    var given =
        switch (parameter.text("in")) {
          case "path" -> event.path("pathParameters").path(name).asText();
          case "query" -> event.path("queryStringParameters").path(name).asText();
          default -> header(event, name.toLowerCase(Locale.ROOT));
        };
    var schema = parameter.at("schema");
    if (given.isEmpty()) {
      return parameter.node().path("required").asBoolean()
          ? List.of(name + " is required")
          : List.of();
    }
    return published.violations(schema.pointer(), typed(given, schema));
  }

  /// On the wire everything is text.
  private static JsonNode typed(String text, Place schema) {
    var type = schema.text("type");
    if (type.equals("integer") && text.matches("-?[0-9]{1,9}")) {
      return IntNode.valueOf(Integer.parseInt(text));
    }
    return type.equals("boolean") && text.matches("true|false")
        ? BooleanNode.valueOf(Boolean.parseBoolean(text))
        : TextNode.valueOf(text);
  }

  private List<String> bodyViolations(JsonNode event) {
    var body = bytes(event);
    if (body.length == 0) {
      return of.at("requestBody").node().path("required").asBoolean()
          ? List.of("a body is required")
          : List.of();
    }
    var said = header(event, "content-type").split(";")[0].strip();
    if (!of.at("requestBody").at("content").at(said).exists()) {
      return List.of("not said to be what is taken here: " + said);
    }
    return said.equals(JSON) ? bodyViolations(body) : List.of();
  }

  /// What the contract says against a request's body.
  public List<String> bodyViolations(byte[] body) {
    var schema = of.at("requestBody").at("content").at(JSON).at("schema");
    if (!schema.exists()) {
      return List.of();
    }
    try {
      JsonNode json = Json.read(STRICT, body);
      dropNulls(json);
      return published.violations(schema.pointer(), json);
    } catch (Json.Malformed notJson) {
      return List.of(String.valueOf(notJson.getMessage()));
    }
  }

  /// The contract says once for all that null is as good as nothing.
  private static void dropNulls(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object.removeIf(JsonNode::isNull);
    }
    json.forEach(Operation::dropNulls);
  }

  private static byte[] bytes(JsonNode event) {
    var body = event.path("body").asText("");
    return event.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  private static String header(JsonNode event, String lowerCaseName) {
    return event.path("headers").properties().stream()
        .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(lowerCaseName))
        .map(header -> header.getValue().asText())
        .findFirst()
        .orElse("");
  }

  /// Whether a 400 about this field follows from more than the request's form.
  public boolean isJudgedBeyondSchema(String field) {
    var plain = field.replaceAll("\\[[0-9]+]", "[]");
    return of.at("x-beyond-schema").children().stream()
        .anyMatch(listed -> listed.node().asText().equals(plain));
  }

  /// What the contract says against an answer.
  List<String> answerViolations(Exchange exchange) {
    if (!statuses().contains(exchange.status())) {
      return List.of("status " + exchange.status() + " is not declared");
    }
    var response = of.at("responses").at(String.valueOf(exchange.status()));
    var violations = new ArrayList<>(headerViolations(response, exchange));
    violations.addAll(contentViolations(response.at("content"), exchange));
    return violations;
  }

  private List<String> contentViolations(Place content, Exchange exchange) {
    if (!content.exists()) {
      return exchange.text().isEmpty() ? List.of() : List.of("no body is declared");
    }
    var media = content.at(exchange.headers().getOrDefault("content-type", ""));
    return media.exists()
        ? closed.violations(media.at("schema").pointer(), exchange.body())
        : List.of("another content type than declared: " + exchange.headers());
  }

  private List<String> headerViolations(Place response, Exchange exchange) {
    var violations = new ArrayList<String>();
    var declared = response.at("headers");
    for (var name : declared.names()) {
      var value = exchange.headers().get(name.toLowerCase(Locale.ROOT));
      var header = declared.at(name);
      if (value == null) {
        if (header.node().path("required").asBoolean()) {
          violations.add("header " + name + " is missing");
        }
      } else {
        var schema = header.at("schema");
        violations.addAll(closed.violations(schema.pointer(), TextNode.valueOf(value)));
      }
    }
    exchange.headers().keySet().stream()
        .filter(sent -> !sent.equals("content-type"))
        .filter(sent -> declared.names().stream().noneMatch(sent::equalsIgnoreCase))
        .forEach(sent -> violations.add("header " + sent + " is not declared"));
    return violations;
  }
}
