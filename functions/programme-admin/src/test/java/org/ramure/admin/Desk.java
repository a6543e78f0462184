// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.ramure.lambda.Json;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.Sealing;
import org.ramure.lambda.programme.Programmes;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.LocalTables;
import org.ramure.table.TableShape;
import org.ramure.table.programmes.ProgrammeTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The office of a brand whose programme has begun, on a table of its own; and another brand's.
final class Desk {

  static final String ID = "tradition-des-vosges";
  static final ProgrammeId TRADITION = new ProgrammeId(ID);
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant NOW = Instant.parse("2026-05-11T12:00:00Z");

  final ProgrammeTable table;
  final Sealing sealing;

  /// As the other functions read it.
  final Programmes programmes;

  private final ProgrammeAdminHandler handler;
  private Instant now = NOW;
  private String adminKey = "";

  private Desk(DynamoDbClient client, LocalTables tables) {
    var name = tables.name(TableShape.PROGRAMMES);
    table = new ProgrammeTable(client, name);
    sealing = new Sealing(KeyRing.of(() -> "{\"current\":\"A\",\"A\":\"k\"}", this::now));
    programmes = new Programmes(table, this::now);
    handler = new ProgrammeAdminHandler(Office.of(client, name, sealing, this::now));
  }

  /// Where nothing has begun.
  static Desk empty(DynamoDbClient client) {
    return new Desk(client, LocalTables.create(client, UUID.randomUUID() + "-"));
  }

  static Desk open(DynamoDbClient client) {
    var desk = empty(client);
    desk.adminKey = desk.begin(ID);
    return desk;
  }

  /// @return the first key of the programme
  String begin(String programme) {
    var answer =
        operator(
            """
            {"command": "createProgramme", "programme": "%s", "effectiveFrom": "%s", "by": "ann",
             "document": %s}
            """
                .formatted(programme, START, document().put("programme", programme)));
    assertThat(answer.path("errors")).isEmpty();
    return answer.path("key").asText();
  }

  static ObjectNode document() {
    try {
      var file = Path.of("..", "..", "test-fixtures", "programmes", ID + ".json");
      return (ObjectNode) Json.tree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Of another threshold than the first version's.
  static ObjectNode document(int threshold) {
    var document = document();
    document.withObject("/reward").put("threshold", threshold);
    return document;
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  String adminKey() {
    return adminKey;
  }

  ProgrammeAdminHandler handler() {
    return handler;
  }

  /// What comes by invoking the function.
  JsonNode operator(String command) {
    var out = new ByteArrayOutputStream();
    try {
      var in = new ByteArrayInputStream(command.getBytes(StandardCharsets.UTF_8));
      handler.handleRequest(in, out, Exchange.CONTEXT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Json.tree(out.toByteArray());
  }

  /// What comes through the gateway.
  Exchange handle(JsonNode event) {
    return Contract.published().check(Exchange.with(handler, event));
  }

  Exchange get(String path) {
    return handle(event("GET", path, adminKey, ""));
  }

  Exchange put(String path, String body) {
    return handle(event("PUT", path, adminKey, body));
  }

  Exchange post(String path, String body) {
    return handle(event("POST", path, adminKey, body));
  }

  Exchange as(String key, String method, String path, String body) {
    return handle(event(method, path, key, body));
  }

  /// @param path as it is called, with a query where there is one
  static ObjectNode event(String method, String path, String key, String body) {
    var parts = path.split("[?]", 2);
    var template = template(method, parts[0]);
    var event = GatewayEvent.of(method + " " + template, parameters(template, parts[0]), key, body);
    if (parts.length == 2) {
      for (var pair : parts[1].split("&")) {
        GatewayEvent.query(event).put(pair.split("=")[0], pair.split("=")[1]);
      }
    }
    return event;
  }

  /// The gateway prefers the route with fewer variables.
  private static String template(String method, String path) {
    return Contract.published().operations().stream()
        .map(operation -> operation.routeKey().split(" "))
        .filter(route -> route[0].equals(method) && path.matches(pattern(route[1])))
        .map(route -> route[1])
        .min(Comparator.comparingLong(route -> route.chars().filter(c -> c == '{').count()))
        .orElseThrow();
  }

  private static String pattern(String template) {
    return template.replaceAll("[{]\\w+}", "[^/]+");
  }

  private static Map<String, String> parameters(String template, String path) {
    var names = template.split("/");
    var values = path.split("/");
    var parameters = new HashMap<String, String>();
    for (int i = 0; i < names.length; i++) {
      if (names[i].startsWith("{")) {
        parameters.put(names[i].replaceAll("[{}]", ""), values[i]);
      }
    }
    return parameters;
  }

  /// A command without a key of its own.
  Exchange command(String path, String idempotencyKey, String body) {
    var event = event("POST", path, adminKey, body);
    GatewayEvent.headers(event).put("Idempotency-Key", idempotencyKey);
    return handle(event);
  }

  Exchange createKey(String body) {
    var answer = command("/v1/api-keys", UUID.randomUUID().toString(), body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer;
  }

  static String programme(String rest) {
    return "/v1/programmes/" + ID + rest;
  }

  Exchange publish(JsonNode document, Instant effectiveFrom) {
    return post(programme("/versions"), publication("document", document, effectiveFrom));
  }

  static String publication(String field, JsonNode value, Instant effectiveFrom) {
    return """
    {"%s": %s, "effectiveFrom": "%s", "by": "ann"}
    """
        .formatted(field, value, effectiveFrom);
  }
}
