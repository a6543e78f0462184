// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client.generator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramure.client.generator.Contract.Operation;
import org.ramure.client.generator.Types.Component;
import org.ramure.client.generator.Types.Declared;

/// The calls as Java source: one method each.
final class ClientSource {

  private static final String JSON = "application/json";

  private static final String HEAD =
      """
      package org.ramure.client;

      import java.time.LocalDate;
      import java.util.Optional;
      import org.ramure.client.model.*;

      /// Every call of the API, as one caller. Safe for any number of threads. What is refused is a
      /// {@link ProblemException}; what goes on without an answer, after all tries, a {@link
      /// NoAnswerException}.
      public final class RamureClient {

        private final Transport transport;

        RamureClient(Transport transport) {
          this.transport = transport;
        }
      """;

  private final Contract contract;
  private final Types types;

  /// Bodies and queries that have no name in the contract.
  private final List<Declared> unnamed = new ArrayList<>();

  ClientSource(Contract contract) {
    this.contract = contract;
    this.types = new Types(contract);
  }

  String file() {
    var source = new Source().lines(HEAD).line("");
    contract.operations().forEach(operation -> source.indented(body -> call(body, operation)));
    return source.line("}").toString();
  }

  List<Declared> unnamed() {
    return List.copyOf(unnamed);
  }

  /// What a method takes.
  ///
  /// @param build how it goes into the call
  private record Argument(String type, String name, String description, String build) {}

  private void call(Source source, Operation operation) {
    var arguments = arguments(operation);
    var answer = answer(operation);
    var body = contract.follow(operation.node().path("requestBody"));
    if (body.isObject() && !body.path("required").asBoolean()) {
      method(source, operation, answer, arguments);
    }
    body(operation, body).ifPresent(arguments::add);
    var query = query(operation);
    if (!query.isEmpty()) {
      method(source, operation, answer, arguments);
      arguments.add(queryArgument(operation, query));
    }
    Stream.of(idempotent(operation), seen(operation))
        .flatMap(Optional::stream)
        .forEach(
            header -> {
              method(source, operation, answer, arguments);
              arguments.add(header);
            });
    method(source, operation, answer, arguments);
  }

  private void method(Source source, Operation operation, Answer answer, List<Argument> arguments) {
    var node = operation.node();
    source.doc(sentence(node.path("summary").asText()) + paragraph(node.path("description")));
    arguments.forEach(argument -> source.param(argument.name(), argument.description()));
    source.line(
        "public %s %s(%s) {",
        answer.type(),
        operation.id(),
        arguments.stream().map(a -> a.type() + " " + a.name()).collect(Collectors.joining(", ")));
    source.line(
        "  var call = new Call(\"%s\", %s)%s;",
        method(operation), path(operation), traits(operation, arguments));
    source.line("  " + answer.statement());
    source.line("}").line("");
  }

  private static String sentence(String summary) {
    return summary.endsWith("?") ? summary : summary + ".";
  }

  private static String paragraph(JsonNode description) {
    return description.isMissingNode() ? "" : "\n\n" + description.asText().strip();
  }

  private static String method(Operation operation) {
    return operation.method().toUpperCase(Locale.ROOT);
  }

  /// Parameters of the path go in escaped.
  private static String path(Operation operation) {
    var expression =
        "\"" + operation.path().replaceAll("\\{([A-Za-z]+)}", "\" + Call.segment($1) + \"") + "\"";
    return expression.replace(" + \"\"", "");
  }

  private String traits(Operation operation, List<Argument> arguments) {
    var stated = new ArrayList<String>();
    arguments.stream().map(Argument::build).filter(b -> !b.isEmpty()).forEach(stated::add);
    if (idempotent(operation).isPresent()
        && arguments.stream().noneMatch(a -> a.name().equals("idempotencyKey"))) {
      stated.add(".header(\"Idempotency-Key\", Call.newKey())");
    }
    if (operation.node().path("tags").path(0).asText().equals("vouchers")) {
      stated.add(".whileSomebodyWaits()");
    }
    if (isSigned(operation)) {
      stated.add(".withoutCredentials()");
    }
    return stated.stream().map(trait -> "\n          " + trait).collect(Collectors.joining());
  }

  private static boolean isSigned(Operation operation) {
    return operation.node().path("security").findValue("shopifySignature") != null;
  }

  private List<JsonNode> parameters(Operation operation, String in) {
    return Stream.concat(
            Contract.items(operation.shared()).stream(),
            Contract.items(operation.node().path("parameters")).stream())
        .map(contract::follow)
        .filter(parameter -> parameter.path("in").asText().equals(in))
        .toList();
  }

  private List<Argument> arguments(Operation operation) {
    var arguments = new ArrayList<Argument>();
    for (var parameter : parameters(operation, "path")) {
      var name = parameter.path("name").asText();
      arguments.add(new Argument("String", name, parameter.path("description").asText(), ""));
    }
    for (var parameter : parameters(operation, "header")) {
      var name = parameter.path("name").asText();
      if (name.equals("X-Shopify-Topic")) {
        arguments.add(header(name, "topic", parameter.path("description").asText()));
      }
    }
    if (isSigned(operation)) {
      var scheme = contract.root().at("/components/securitySchemes/shopifySignature");
      arguments.add(
          header(scheme.path("name").asText(), "signature", scheme.path("description").asText()));
    }
    return arguments;
  }

  private static Argument header(String header, String name, String description) {
    return new Argument("String", name, description, ".header(\"%s\", %s)".formatted(header, name));
  }

  private Optional<Argument> idempotent(Operation operation) {
    return named(operation, "Idempotency-Key", "idempotencyKey");
  }

  /// The revision that somebody has seen who changes what others change, too.
  private Optional<Argument> seen(Operation operation) {
    return named(operation, "If-Match", "seen");
  }

  private Optional<Argument> named(Operation operation, String header, String argument) {
    return parameters(operation, "header").stream()
        .filter(parameter -> parameter.path("name").asText().equals(header))
        .map(p -> header(header, argument, p.path("description").asText()))
        .findFirst();
  }

  /// A body without a schema is somebody else's, and goes as it is; so does a file.
  private Optional<Argument> body(Operation operation, JsonNode body) {
    if (!body.isObject()) {
      return Optional.empty();
    }
    var schema = body.path("content").path(JSON).path("schema");
    var description = body.path("description").asText();
    return Optional.of(
        schema.isObject()
            ? new Argument(named(operation, schema, "Body"), "body", description, ".body(body)")
            : new Argument("byte[]", "body", description, raw(body.path("content"))));
  }

  private static String raw(JsonNode content) {
    return ".raw(body, \"%s\")".formatted(content.fieldNames().next());
  }

  private List<Component> query(Operation operation) {
    return parameters(operation, "query").stream()
        .map(
            p ->
                new Component(
                    p.path("name").asText(),
                    types.type(p.path("schema"), p.path("name").asText(), new ArrayList<>()),
                    true,
                    p.path("description").asText()))
        .toList();
  }

  private Argument queryArgument(Operation operation, List<Component> query) {
    var name = Types.capital(operation.id()) + "Query";
    unnamed.add(
        new Declared.Structure(
            name, "What is asked of `" + operation.id() + "`.", query, List.of()));
    var build =
        query.stream()
            .map(c -> ".query(\"%1$s\", query.%1$s())".formatted(c.name()))
            .collect(Collectors.joining());
    return new Argument(name, "query", "", build);
  }

  /// The name of a schema's type; one without gets that of its call.
  private String named(Operation operation, JsonNode schema, String suffix) {
    var name = Types.capital(operation.id()) + suffix;
    return types.type(schema, name, unnamed);
  }

  /// What a method gives back.
  private record Answer(String type, String statement) {}

  private Answer answer(Operation operation) {
    var byStatus = new LinkedHashMap<String, String>();
    for (var response : operation.node().path("responses").properties()) {
      if (response.getKey().startsWith("2")) {
        var schema = contract.follow(response.getValue()).path("content").path(JSON).path("schema");
        byStatus.put(
            response.getKey(), schema.isMissingNode() ? "" : named(operation, schema, "Answer"));
      }
    }
    var distinct = List.copyOf(new LinkedHashSet<>(byStatus.values()));
    if (distinct.size() > 1) {
      return either(operation, byStatus);
    }
    var type = distinct.getFirst();
    if (type.isEmpty()) {
      return new Answer("void", "transport.nothing(call);");
    }
    return byStatus.size() == 1
        ? new Answer(type, "return transport.answer(call, %s.class).body();".formatted(type))
        : new Answer(
            "Answered<%s>".formatted(type),
            "return transport.answer(call, %s.class);".formatted(type));
  }

  /// Of two statuses with answers of their own, each may come.
  private static Answer either(Operation operation, Map<String, String> byStatus) {
    if (byStatus.size() != 2) {
      throw new IllegalArgumentException(operation.id() + " answers in " + byStatus);
    }
    var types = List.copyOf(byStatus.values());
    var statuses = List.copyOf(byStatus.keySet());
    return new Answer(
        "Either<%s, %s>".formatted(types.getFirst(), types.getLast()),
        "return transport.either(call, %s, %s.class, %s.class);"
            .formatted(statuses.getFirst(), types.getFirst(), types.getLast()));
  }
}
