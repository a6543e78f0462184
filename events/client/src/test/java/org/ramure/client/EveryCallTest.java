// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.ramure.client.Address.Given;
import org.ramure.client.Published.Operation;

/// Every call with the bodies that the contract shows: what goes out and what comes in is said
/// again by the types without anything lost.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryCallTest {

  private static final ObjectMapper TREES = new ObjectMapper();
  private static final String IN_A_PATH = "a b/~c";

  private final Published contract = Published.contract();
  private final Address address = new Address();
  private final RamureClient client = Ramure.at(address.text()).retrying(Retries.NONE).as("rk_1");

  @AfterAll
  void close() {
    address.close();
  }

  @TestFactory
  Stream<DynamicTest> a_call_says_and_reads_what_the_contract_shows() {
    return contract.operations().stream()
        .flatMap(
            operation ->
                answers(operation)
                    .map(
                        given ->
                            DynamicTest.dynamicTest(
                                operation.id() + " " + given.status(),
                                () -> assertCalled(operation, given))));
  }

  private Stream<Given> answers(Operation operation) {
    var samples = contract.answerSamples(operation);
    return samples.isEmpty()
        ? Stream.of(Given.json(204, ""))
        : samples.entrySet().stream().map(s -> Given.json(s.getKey(), s.getValue()));
  }

  private void assertCalled(Operation operation, Given given) {
    address.gives(given);
    var method = method(operation);
    var arguments =
        Arrays.stream(method.getParameterTypes()).map(type -> argument(operation, type)).toArray();
    var answer = call(method, arguments);
    assertThat(address.got()).hasSize(1);
    var got = address.got().getFirst();
    assertThat(got.method() + " " + got.target().replaceFirst("\\?.*", ""))
        .isEqualTo(operation.route().replaceAll("\\{[A-Za-z]+}", "a%20b%2F%7Ec"));
    contract
        .requestSample(operation)
        .ifPresent(sample -> assertThat(normal(got.body())).isEqualTo(normal(sample)));
    if (!given.body().isEmpty()) {
      assertThat(normal(said(answer))).isEqualTo(normal(given.body()));
    }
  }

  /// The one that takes most.
  private static Method method(Operation operation) {
    return Arrays.stream(RamureClient.class.getDeclaredMethods())
        .filter(method -> method.getName().equals(operation.id()))
        .max(Comparator.comparingInt(Method::getParameterCount))
        .orElseThrow();
  }

  private Object argument(Operation operation, Class<?> type) {
    if (type == String.class) {
      return IN_A_PATH;
    }
    if (type == byte[].class) {
      return "{}".getBytes(UTF_8);
    }
    return read(
        contract
            .requestSample(operation)
            .filter(_ -> !type.getSimpleName().endsWith("Query"))
            .orElse("{\"cursor\":\"c d\"}"),
        type);
  }

  private static Object read(String json, Class<?> type) {
    var nowhere = new Reply(200, new byte[0], Optional.empty(), Optional.empty());
    return Json.read(json.getBytes(UTF_8), type, nowhere);
  }

  private Object call(Method method, Object... arguments) {
    try {
      return Optional.ofNullable(method.invoke(client, arguments)).orElse("");
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(method.getName(), e);
    }
  }

  private static String said(Object answer) {
    Object body =
        switch (answer) {
          case Answered<?> answered -> answered.body();
          case Either.First<?, ?> first -> first.body();
          case Either.Second<?, ?> second -> second.body();
          default -> answer;
        };
    return new String(Json.bytes(body), UTF_8);
  }

  private static JsonNode normal(String json) {
    try {
      return normal(TREES.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  /// Times in UTC and figures as text: both ways of writing one are one content.
  private static JsonNode normal(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var normal = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(f -> normal.set(f.getKey(), normal(f.getValue())));
      return normal;
    }
    if (node instanceof ArrayNode array) {
      var normal = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> normal.add(normal(item)));
      return normal;
    }
    try {
      return TextNode.valueOf(OffsetDateTime.parse(node.asText()).toInstant().toString());
    } catch (DateTimeParseException _) {
      return TextNode.valueOf(node.asText());
    }
  }
}
