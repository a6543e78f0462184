// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/// The contract, with its references followed.
///
/// @param root of the document
record Contract(JsonNode root) {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final String REFERENCE = "$ref";
  private static final String COMPONENT = "#/components/schemas/";

  static Contract read(Path file) throws IOException {
    return new Contract(new YAMLMapper().readTree(Files.readAllBytes(file)));
  }

  /// The schemas that have a name, in the document's order.
  Iterable<Map.Entry<String, JsonNode>> schemas() {
    return root.at("/components/schemas").properties();
  }

  /// The node, or what it refers to.
  JsonNode follow(JsonNode node) {
    if (!node.has(REFERENCE)) {
      return node;
    }
    var target = root.at(node.path(REFERENCE).asText().substring(1));
    if (target.isMissingNode()) {
      throw new IllegalArgumentException("leads nowhere: " + node.path(REFERENCE));
    }
    return follow(target);
  }

  /// The name of the schema referred to; empty where it stands here itself.
  static String component(JsonNode schema) {
    var reference = schema.path(REFERENCE).asText();
    return reference.startsWith(COMPONENT) ? reference.substring(COMPONENT.length()) : "";
  }

  /// One call of the API.
  ///
  /// @param shared parameters of its path
  record Operation(String path, String method, JsonNode node, JsonNode shared) {

    String id() {
      return node.path("operationId").asText();
    }
  }

  List<Operation> operations() {
    return root.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .filter(method -> METHODS.contains(method.getKey()))
                    .map(
                        method ->
                            new Operation(
                                path.getKey(),
                                method.getKey(),
                                method.getValue(),
                                path.getValue().path("parameters"))))
        .toList();
  }

  static List<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  static Set<String> required(JsonNode object) {
    var required = new TreeSet<String>();
    object.path("required").forEach(name -> required.add(name.asText()));
    return required;
  }
}
