// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.ramure.lambda.caller.Access;
import org.ramure.lambda.gateway.Exchange;

/// {@code events/openapi.yaml}, and what the tests of this process have seen of it.
///
/// A request that the contract does not allow has to be refused, and one refused as malformed must
/// not be allowed by the contract. An answer has to be declared: its status, headers
/// and every field and value.
public final class Contract {

  static final Path FOLDER = Path.of("..", "..", "events");

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final Contract PUBLISHED = new Contract(read());

  private final JsonNode document;
  private final Schemas published;
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final Set<String> seenStatuses = new ConcurrentSkipListSet<>();
  private final Set<String> seenReasons = new ConcurrentSkipListSet<>();

  private Contract(JsonNode document) {
    this.document = document;
    published = Schemas.asPublished(document);
    var closed = Schemas.closed(document);
    var paths = new Place(document, "").at("paths");
    for (var template : paths.names()) {
      var path = paths.at(template);
      for (var method : path.names()) {
        if (METHODS.contains(method)) {
          var key = method.toUpperCase(Locale.ROOT) + " " + template;
          operations.put(key, new Operation(key, path.at(method), path, published, closed));
        }
      }
    }
  }

  public static Contract published() {
    return PUBLISHED;
  }

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(Files.readAllBytes(FOLDER.resolve("openapi.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode document() {
    return document;
  }

  Schemas schemas() {
    return published;
  }

  public Collection<Operation> operations() {
    return List.copyOf(operations.values());
  }

  public Operation operation(String routeKey) {
    return Optional.ofNullable(operations.get(routeKey))
        .orElseThrow(() -> new AssertionError("not in the contract: " + routeKey));
  }

  /// Holds both sides of an exchange against the contract.
  public Exchange check(Exchange exchange) {
    var operation = operation(exchange.event().path("routeKey").asText());
    var faults = new ArrayList<>(operation.answerViolations(exchange));
    var against = operation.requestViolations(exchange.event());
    if (!against.isEmpty() && exchange.status() < 400) {
      faults.add("taken, though the contract does not allow it: " + against);
    }
    if (against.isEmpty() && isUnfounded(operation, exchange)) {
      faults.add("called malformed, though the contract allows it");
    }
    if (!faults.isEmpty()) {
      throw new AssertionError(
          "%s: %s%nrequest: %s%nanswer: %d %s %s"
              .formatted(
                  operation.id(),
                  String.join("; ", faults),
                  exchange.event().path("body").asText(),
                  exchange.status(),
                  exchange.headers(),
                  exchange.text()));
    }
    note(operation, exchange);
    return exchange;
  }

  private static boolean isUnfounded(Operation operation, Exchange exchange) {
    return exchange.status() == 400 && !operation.isJudgedBeyondSchema(exchange.text("field"));
  }

  private void note(Operation operation, Exchange exchange) {
    seenStatuses.add(operation.id() + " " + exchange.status());
    if (!exchange.reason().isEmpty()) {
      seenReasons.add(exchange.reason());
    }
  }

  /// Who may take these routes, as the contract says it: to be compared with a function's own
  /// matrix.
  public Map<String, Optional<Access>> access(Collection<String> routeKeys) {
    var access = new LinkedHashMap<String, Optional<Access>>();
    routeKeys.forEach(routeKey -> access.put(routeKey, operation(routeKey).access()));
    return access;
  }

  /// Declared answers that no test of this process has had so far.
  public Set<String> unseenStatuses(Collection<String> routeKeys) {
    var unseen = new TreeSet<String>();
    for (var routeKey : routeKeys) {
      var operation = operation(routeKey);
      operation.statuses().forEach(status -> unseen.add(operation.id() + " " + status));
    }
    unseen.removeAll(seenStatuses);
    return unseen;
  }

  /// Operations that no test of this process has called so far.
  public Set<String> unseenOperations(Collection<String> routeKeys) {
    var unseen = new TreeSet<String>();
    routeKeys.forEach(routeKey -> unseen.add(operation(routeKey).id()));
    seenStatuses.forEach(seen -> unseen.remove(seen.split(" ")[0]));
    return unseen;
  }

  /// The reasons listed for one type of problem, in the order of the document.
  public List<String> reasons(String type) {
    return listed("reason").entrySet().stream()
        .filter(reason -> reason.getValue().startsWith(type + "."))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Those of them that no test of this process has read so far.
  public Set<String> unseenReasons(String type) {
    var unseen = new TreeSet<>(reasons(type));
    unseen.removeAll(seenReasons);
    return unseen;
  }

  /// The values listed for a field of one of the named schemas.
  public Set<String> values(String schema, String field) {
    return listed(schema, field).keySet();
  }

  /// The values listed for a field of problems, with what each means.
  Map<String, String> listed(String field) {
    return listed("Problem", field);
  }

  private Map<String, String> listed(String schema, String field) {
    var values = new LinkedHashMap<String, String>();
    document
        .at("/components/schemas/" + schema + "/properties/" + field + "/x-enumDescriptions")
        .properties()
        .forEach(value -> values.put(value.getKey(), value.getValue().asText()));
    return values;
  }
}
