// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client.generator;

import java.util.Locale;
import java.util.stream.Collectors;
import org.ramure.client.generator.Types.Component;
import org.ramure.client.generator.Types.Declared;
import org.ramure.client.generator.Types.Declared.Structure;
import org.ramure.client.generator.Types.Declared.Values;

/// Types as Java source.
final class TypeSource {

  static final String PACKAGE = "org.ramure.client.model";

  private static final String IMPORTS =
      """
      import com.fasterxml.jackson.annotation.JsonCreator;
      import com.fasterxml.jackson.annotation.JsonInclude;
      import com.fasterxml.jackson.annotation.JsonValue;
      import com.fasterxml.jackson.databind.JsonNode;
      import java.time.Instant;
      import java.time.LocalDate;
      import java.util.List;
      import java.util.Map;
      import java.util.Optional;
      """;

  private TypeSource() {}

  /// The whole file of a type.
  static String file(Declared declared) {
    var source = new Source().line("package %s;", PACKAGE).line("").lines(IMPORTS).line("");
    write(source, declared);
    return source.toString();
  }

  private static void write(Source source, Declared declared) {
    switch (declared) {
      case Structure structure -> structure(source, structure);
      case Values values when values.open() -> open(source, values);
      case Values values -> closed(source, values);
    }
  }

  private static void structure(Source source, Structure structure) {
    source.doc(structure.description());
    structure.components().forEach(c -> source.param(c.name(), c.description()));
    source.line("public record %s(%s) {", structure.name(), components(structure));
    source.indented(
        body -> {
          compact(body, structure);
          of(body, structure);
          structure.optional().forEach(c -> with(body, structure, c));
          structure.nested().forEach(nested -> write(body, nested));
        });
    source.line("}").line("");
  }

  private static String components(Structure structure) {
    return structure.components().stream()
        .map(c -> annotation(c) + c.declaredType() + " " + c.name())
        .collect(Collectors.joining(", "));
  }

  /// A collection that is not asked for is left out where it is empty.
  private static String annotation(Component component) {
    return component.isOptional() && component.isCollection()
        ? "@JsonInclude(JsonInclude.Include.NON_EMPTY) "
        : "";
  }

  /// Collections cannot be changed from outside; JSON that is null is none.
  private static void compact(Source source, Structure structure) {
    var settled = structure.components().stream().map(TypeSource::settled).toList();
    if (settled.stream().allMatch(String::isEmpty)) {
      return;
    }
    source.line("public %s {", structure.name());
    settled.stream().filter(line -> !line.isEmpty()).forEach(line -> source.line("  " + line));
    source.line("}").line("");
  }

  private static String settled(Component component) {
    var name = component.name();
    if (component.isCollection()) {
      var copy = component.type().startsWith("List<") ? "List" : "Map";
      return "%s = %s.copyOf(%s);".formatted(name, copy, name);
    }
    return component.isOptional() && component.type().equals("JsonNode")
        ? "%s = %s.filter(json -> !json.isNull());".formatted(name, name)
        : "";
  }

  /// There even where nothing is optional: the next version of the contract may add something, and
  /// whoever used the constructor would not compile any more.
  private static void of(Source source, Structure structure) {
    source.doc("With nothing but what is required.");
    source.line(
        "public static %s of(%s) {",
        structure.name(),
        structure.required().stream()
            .map(c -> c.type() + " " + c.name())
            .collect(Collectors.joining(", ")));
    source.line(
        "  return new %s(%s);",
        structure.name(),
        structure.components().stream()
            .map(c -> c.isOptional() ? c.nothing() : c.name())
            .collect(Collectors.joining(", ")));
    source.line("}").line("");
  }

  private static void with(Source source, Structure structure, Component changed) {
    var value = changed.isCollection() ? changed.name() : "Optional.of(" + changed.name() + ")";
    source.doc(changed.description());
    source.line(
        "public %s with%s(%s %s) {",
        structure.name(), Types.capital(changed.name()), changed.type(), changed.name());
    source.line(
        "  return new %s(%s);",
        structure.name(),
        structure.components().stream()
            .map(c -> c.name().equals(changed.name()) ? value : c.name())
            .collect(Collectors.joining(", ")));
    source.line("}").line("");
  }

  /// Values that may grow: one that came later is kept as its text.
  private static void open(Source source, Values values) {
    source.doc(values.description());
    source.doc("One of the constants, or a value that this client does not know yet.");
    source.line("public record %s(String value) {", values.name());
    source.indented(
        body -> {
          values
              .values()
              .forEach(
                  (value, meaning) ->
                      body.doc(meaning)
                          .line(
                              "public static final %s %s = new %s(\"%s\");",
                              values.name(), constant(value), values.name(), value)
                          .line(""));
          body.line("@JsonCreator(mode = JsonCreator.Mode.DELEGATING)");
          body.line("public static %s of(String value) {", values.name());
          body.line("  return new %s(value);", values.name());
          body.line("}").line("");
          body.line("@Override").line("@JsonValue");
          body.line("public String value() {");
          body.line("  return value;");
          body.line("}").line("");
          body.line("@Override");
          body.line("public String toString() {");
          body.line("  return value;");
          body.line("}");
        });
    source.line("}").line("");
  }

  private static void closed(Source source, Values values) {
    source.doc(values.description());
    source.line(
        "public enum %s { %s }", values.name(), String.join(", ", values.values().keySet()));
    source.line("");
  }

  /// The last part of an address, as a name.
  static String constant(String value) {
    return value
        .substring(value.lastIndexOf('/') + 1)
        .toUpperCase(Locale.ROOT)
        .replaceAll("[^A-Z0-9]", "_");
  }
}
