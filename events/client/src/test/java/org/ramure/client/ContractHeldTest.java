// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ramure.client.Published.Operation;
import org.ramure.client.model.Problem;

/// The client and the contract, held against each other both ways: every call, field and value.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractHeldTest {

  private static final Published CONTRACT = Published.contract();

  @Test
  void there_is_a_method_for_every_operation_and_no_other() {
    var methods =
        Arrays.stream(RamureClient.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getName)
            .collect(Collectors.toSet());
    assertThat(methods)
        .containsExactlyInAnyOrderElementsOf(
            CONTRACT.operations().stream().map(Operation::id).toList());
  }

  @TestFactory
  Stream<DynamicTest> a_named_schema_is_a_type_with_the_same_fields_and_values() {
    return CONTRACT.schemas().entrySet().stream()
        .filter(schema -> isOwnType(schema.getValue()))
        .map(
            schema ->
                DynamicTest.dynamicTest(
                    schema.getKey(),
                    () -> assertSame(schema.getKey(), model(schema.getKey()), schema.getValue())));
  }

  private static boolean isOwnType(JsonNode schema) {
    return schema.has("properties") || schema.has("enum") || schema.has("x-enumDescriptions");
  }

  private static Class<?> model(String name) {
    try {
      return Class.forName(Problem.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("no type for the schema " + name, e);
    }
  }

  private static void assertSame(String place, Type type, JsonNode stated) {
    var schema = CONTRACT.follow(stated);
    if (schema.has("properties")) {
      assertFields(place, raw(type), schema);
    } else if (schema.has("enum")) {
      assertThat(Arrays.stream(raw(type).getEnumConstants()).map(Object::toString))
          .as(place)
          .containsExactlyInAnyOrderElementsOf(texts(schema.path("enum")));
    } else if (schema.has("x-enumDescriptions")) {
      var values = new TreeSet<String>();
      schema.path("x-enumDescriptions").fieldNames().forEachRemaining(values::add);
      assertThat(constants(raw(type))).as(place).isEqualTo(values);
    } else {
      assertPlain(place, type, schema);
    }
  }

  private static Set<String> texts(JsonNode array) {
    var texts = new TreeSet<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static void assertFields(String place, Class<?> type, JsonNode schema) {
    var components =
        Arrays.stream(type.getRecordComponents())
            .collect(Collectors.toMap(RecordComponent::getName, RecordComponent::getGenericType));
    var names = new TreeSet<String>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    assertThat(components.keySet()).as(place).containsExactlyInAnyOrderElementsOf(names);
    var required = texts(schema.path("required"));
    components.forEach(
        (name, component) ->
            assertField(
                place + "." + name,
                component,
                required.contains(name),
                schema.path("properties").path(name)));
  }

  private static void assertField(String place, Type type, boolean required, JsonNode schema) {
    boolean optional = raw(type) == Optional.class;
    boolean collection = raw(type) == List.class || raw(type) == Map.class;
    assertThat(optional).as(place + ": optional").isEqualTo(!required && !collection);
    assertSame(place, optional ? argument(type, 0) : type, schema);
  }

  private static Set<String> constants(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> Modifier.isPublic(field.getModifiers()) && field.getType() == type)
        .map(ContractHeldTest::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String value(Field constant) {
    try {
      return constant.get(null).toString();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertPlain(String place, Type type, JsonNode schema) {
    if (schema.path("type").asText().equals("array")) {
      assertThat(raw(type)).as(place).isEqualTo(List.class);
      assertSame(place + "[]", argument(type, 0), schema.path("items"));
    } else if (schema.path("additionalProperties").isObject()) {
      assertThat(raw(type)).as(place).isEqualTo(Map.class);
      assertSame(place + "{}", argument(type, 1), schema.path("additionalProperties"));
    } else {
      var form =
          schema.has("oneOf")
              ? "oneOf"
              : schema.path("type").asText() + schema.path("format").asText();
      assertThat(raw(type).getSimpleName().toLowerCase(Locale.ROOT))
          .as(place + " of " + form)
          .isIn(expected(form));
    }
  }

  private static List<String> expected(String form) {
    return switch (form) {
      case "integerint64" -> List.of("long");
      case "integer" -> List.of("int", "integer");
      case "boolean" -> List.of("boolean");
      case "stringdate-time" -> List.of("instant");
      case "stringdate" -> List.of("localdate");
      case "object" -> List.of("jsonnode");
      case "" -> List.of("jsonnode");
      default -> List.of("string");
    };
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) type;
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
