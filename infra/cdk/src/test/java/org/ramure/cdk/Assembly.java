// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The assembly that this build has written and that is going to be deployed, as data. Tests read
/// it as the deployment would, and name a resource as a person would: {@code PointsAccrualFunction}
/// instead of {@code PointsAccrualFunction60DA8A26}.
final class Assembly {

  static final Path FOLDER = Path.of("target/cdk.out");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Assembly BUILT = new Assembly();

  private final JsonNode data = read("RamureData");
  private final JsonNode compute = read("RamureCompute");

  static Assembly built() {
    return BUILT;
  }

  private static JsonNode read(String stack) {
    return parse(FOLDER.resolve(stack + ".template.json"));
  }

  static JsonNode parse(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  JsonNode data() {
    return data;
  }

  JsonNode compute() {
    return compute;
  }

  /// @param stack it belongs to
  /// @param logicalId with the library's hash
  /// @param json as written in the template
  record Resource(String stack, String logicalId, JsonNode json) {

    String name() {
      return nameOf(logicalId);
    }

    String type() {
      return json.path("Type").asText();
    }

    JsonNode properties() {
      return json.path("Properties");
    }

    JsonNode property(String pointer) {
      return properties().at(pointer);
    }

    boolean isRetained() {
      return json.path("DeletionPolicy").asText().equals("Retain")
          && json.path("UpdateReplacePolicy").asText().equals("Retain");
    }

    @Override
    public String toString() {
      return stack + "/" + name();
    }
  }

  List<Resource> all() {
    return Stream.concat(resources("RamureData", data), resources("RamureCompute", compute))
        .toList();
  }

  private static Stream<Resource> resources(String stack, JsonNode template) {
    return template.path("Resources").properties().stream()
        .map(entry -> new Resource(stack, entry.getKey(), entry.getValue()));
  }

  List<Resource> ofType(String type) {
    return all().stream().filter(resource -> resource.type().equals(type)).toList();
  }

  Resource named(String name) {
    return all().stream()
        .filter(resource -> resource.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no resource " + name));
  }

  /// The functions by the folder they are built in.
  Map<String, Resource> functions() {
    Map<String, Resource> functions = new TreeMap<>();
    ofType("AWS::Lambda::Function").forEach(f -> functions.put(folder(f.name()), f));
    return functions;
  }

  /// {@code PointsAccrualFunction} is built in {@code points-accrual}.
  private static String folder(String name) {
    return name.replaceFirst("Function$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(java.util.Locale.ROOT);
  }

  private static String nameOf(String logicalId) {
    return logicalId.replaceFirst("[0-9A-F]{8}$", "");
  }

  /// A value in words: literals as they are, a reference by the name of what it points to, also
  /// across the stacks.
  String words(JsonNode value) {
    if (value.isValueNode()) {
      return value.asText();
    }
    if (value.isArray()) {
      return String.join(" ", list(value).stream().map(this::words).toList());
    }
    if (value.has("Ref")) {
      return nameOf(value.path("Ref").asText());
    }
    if (value.has("Fn::GetAtt")) {
      JsonNode parts = value.path("Fn::GetAtt");
      return nameOf(parts.path(0).asText()) + "." + parts.path(1).asText();
    }
    if (value.has("Fn::Join")) {
      return String.join("", list(value.at("/Fn::Join/1")).stream().map(this::words).toList());
    }
    if (value.has("Fn::ImportValue")) {
      return words(exported(value.path("Fn::ImportValue").asText()));
    }
    throw new AssertionError("not understood: " + value);
  }

  /// The function behind a route.
  String target(Resource route) {
    var integration = words(route.property("/Target")).replaceFirst("integrations/", "");
    return words(named(integration).property("/IntegrationUri")).replaceFirst("\\.Arn$", "");
  }

  private JsonNode exported(String name) {
    return data.path("Outputs").properties().stream()
        .map(Map.Entry::getValue)
        .filter(output -> output.at("/Export/Name").asText().equals(name))
        .map(output -> output.path("Value"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not exported: " + name));
  }

  static List<JsonNode> list(JsonNode arrayOrOne) {
    return arrayOrOne.isArray()
        ? StreamSupport.stream(arrayOrOne.spliterator(), false).toList()
        : List.of(arrayOrOne);
  }
}
