// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The contract as these tests read it: not through the generator, which is held against it.
record Published(JsonNode root) {

  private static final Path EVENTS = Path.of("..");
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  static Published contract() {
    try {
      return new Published(new YAMLMapper().readTree(file("openapi.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String file(String name) {
    try {
      return Files.readString(EVENTS.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param route as {@code POST /v1/members}
  record Operation(String id, String route, JsonNode node) {}

  List<Operation> operations() {
    return root.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .filter(method -> METHODS.contains(method.getKey()))
                    .map(method -> operation(path.getKey(), method)))
        .toList();
  }

  private static Operation operation(String path, Map.Entry<String, JsonNode> method) {
    return new Operation(
        method.getValue().path("operationId").asText(),
        method.getKey().toUpperCase(Locale.ROOT) + " " + path,
        method.getValue());
  }

  Map<String, JsonNode> schemas() {
    var schemas = new LinkedHashMap<String, JsonNode>();
    root.at("/components/schemas")
        .properties()
        .forEach(schema -> schemas.put(schema.getKey(), schema.getValue()));
    return schemas;
  }

  JsonNode follow(JsonNode node) {
    return node.has("$ref") ? follow(root.at(node.path("$ref").asText().substring(1))) : node;
  }

  /// The sample of a request; empty where there is no body of ours to send.
  Optional<String> requestSample(Operation operation) {
    var body = follow(operation.node().path("requestBody"));
    return samples(body)
        .findFirst()
        .filter(_ -> body.path("content").path("application/json").has("schema"));
  }

  /// The samples of good answers by their status.
  Map<Integer, String> answerSamples(Operation operation) {
    var samples = new LinkedHashMap<Integer, String>();
    for (var response : operation.node().path("responses").properties()) {
      if (response.getKey().startsWith("2")) {
        samples(response.getValue())
            .findFirst()
            .ifPresent(sample -> samples.put(Integer.valueOf(response.getKey()), sample));
      }
    }
    return samples;
  }

  private Stream<String> samples(JsonNode message) {
    return StreamSupport.stream(follow(message).path("content").spliterator(), false)
        .flatMap(media -> StreamSupport.stream(media.path("examples").spliterator(), false))
        .map(example -> file(example.path("externalValue").asText()));
  }
}
