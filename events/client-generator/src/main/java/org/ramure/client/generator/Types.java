// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client.generator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a schema becomes in Java. Objects become records, values that may grow become records of
/// their text with a constant for each of today, values that may not become enums; everything else
/// is one of the JDK's types.
record Types(Contract contract) {

  /// What a schema may hold that allows any value.
  private static final Set<String> SAYS_NOTHING = Set.of("description");

  private static Set<String> names(JsonNode schema) {
    var names = new TreeSet<String>();
    schema.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// A type to be written.
  sealed interface Declared {

    String name();

    String description();

    /// @param nested types of its own components
    record Structure(
        String name, String description, List<Component> components, List<Declared> nested)
        implements Declared {

      public Structure {
        components = List.copyOf(components);
        nested = List.copyOf(nested);
      }

      List<Component> required() {
        return components.stream().filter(c -> !c.isOptional()).toList();
      }

      List<Component> optional() {
        return components.stream().filter(Component::isOptional).toList();
      }
    }

    /// @param open whether other values have to be expected
    /// @param values with what each means
    record Values(String name, String description, boolean open, Map<String, String> values)
        implements Declared {}
  }

  /// A component of a record.
  ///
  /// @param type as it is written where it is there
  record Component(String name, String type, boolean isOptional, String description) {

    boolean isCollection() {
      return type.startsWith("List<") || type.startsWith("Map<");
    }

    /// An empty collection says as much as none.
    String declaredType() {
      return isOptional && !isCollection() ? "Optional<" + boxed(type) + ">" : type;
    }

    String nothing() {
      if (!isCollection()) {
        return "Optional.empty()";
      }
      return type.startsWith("List<") ? "List.of()" : "Map.of()";
    }
  }

  static String boxed(String type) {
    return switch (type) {
      case "int" -> "Integer";
      case "long" -> "Long";
      case "boolean" -> "Boolean";
      default -> type;
    };
  }

  /// The named schemas that need a type of their own.
  List<Declared> named() {
    var declared = new ArrayList<Declared>();
    for (var schema : contract.schemas()) {
      if (isDeclared(schema.getValue())) {
        declared.add(declare(schema.getKey(), schema.getValue()));
      }
    }
    return declared;
  }

  private static boolean isDeclared(JsonNode schema) {
    return schema.has("properties") || schema.has("enum") || schema.has("x-enumDescriptions");
  }

  Declared declare(String name, JsonNode schema) {
    return schema.has("properties") ? structure(name, schema) : values(name, schema);
  }

  private Declared.Structure structure(String name, JsonNode schema) {
    var required = Contract.required(schema);
    var components = new ArrayList<Component>();
    var nested = new ArrayList<Declared>();
    for (var property : schema.path("properties").properties()) {
      var own = property.getValue();
      var type = type(own, capital(property.getKey()), nested);
      components.add(
          new Component(
              property.getKey(), type, !required.contains(property.getKey()), description(own)));
    }
    return new Declared.Structure(name, description(schema), components, nested);
  }

  private static Declared.Values values(String name, JsonNode schema) {
    var values = new LinkedHashMap<String, String>();
    schema.path("enum").forEach(value -> values.put(value.asText(), ""));
    schema
        .path("x-enumDescriptions")
        .properties()
        .forEach(value -> values.put(value.getKey(), value.getValue().asText()));
    return new Declared.Values(name, description(schema), !schema.has("enum"), values);
  }

  /// The type of a value; what has no name yet is declared beside it.
  ///
  /// @param name for a type of its own
  String type(JsonNode schema, String name, List<Declared> nested) {
    var component = Contract.component(schema);
    var target = contract.follow(schema);
    if (isDeclared(target)) {
      if (!component.isEmpty()) {
        return component;
      }
      nested.add(declare(name, target));
      return name;
    }
    if (target.has("oneOf")) {
      return oneOf(target);
    }
    if (SAYS_NOTHING.containsAll(names(target))) {
      return "JsonNode";
    }
    return switch (target.path("type").asText()) {
      case "string" -> text(target);
      case "integer" -> target.path("format").asText().equals("int64") ? "long" : "int";
      case "boolean" -> "boolean";
      case "array" -> "List<" + boxed(type(target.path("items"), singular(name), nested)) + ">";
      case "object" -> map(target, name, nested);
      default -> throw new IllegalArgumentException(name + " is of no form known here: " + target);
    };
  }

  /// An object of which nothing is said, such as a programme's document, is JSON and stays it.
  private String map(JsonNode schema, String name, List<Declared> nested) {
    var values = schema.path("additionalProperties");
    if (!values.isObject()) {
      return "JsonNode";
    }
    return "Map<String, " + boxed(type(values, singular(name), nested)) + ">";
  }

  /// Numbers that may also be sent as text are sent as text.
  private String oneOf(JsonNode schema) {
    return Contract.items(schema.path("oneOf")).stream()
        .map(contract::follow)
        .filter(choice -> choice.path("type").asText().equals("string"))
        .map(Types::text)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no text among " + schema));
  }

  private static String text(JsonNode schema) {
    return switch (schema.path("format").asText()) {
      case "date-time" -> "Instant";
      case "date" -> "LocalDate";
      default -> "String";
    };
  }

  private static String description(JsonNode schema) {
    return schema.path("description").asText().strip();
  }

  static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static String singular(String name) {
    if (name.endsWith("ies")) {
      return name.substring(0, name.length() - 3) + "y";
    }
    return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
  }
}
