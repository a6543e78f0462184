// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ramure.local.http.Json;

/// The assembly without the resources of types that an emulator lacks, and without whatever refers
/// to one of them. The app knows nothing of it: what is left out is taken from its templates.
///
/// @param leftOut how many of each type
record ReducedAssembly(Path folder, TreeMap<String, Integer> leftOut) {

  /// @param reduced an empty folder
  static ReducedAssembly make(Path assembly, Path reduced, Set<String> missingTypes)
      throws IOException {
    var leftOut = new TreeMap<String, Integer>();
    try (Stream<Path> files = Files.list(assembly)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] content = Files.readAllBytes(file);
        boolean isTemplate = file.toString().endsWith(".template.json");
        Files.write(
            reduced.resolve(file.getFileName()),
            isTemplate ? reduced(Json.read(content), missingTypes, leftOut) : content);
      }
    }
    return new ReducedAssembly(reduced, leftOut);
  }

  private static byte[] reduced(
      JsonNode template, Set<String> missingTypes, TreeMap<String, Integer> leftOut) {
    var resources = (ObjectNode) template.path("Resources");
    var gone = new TreeSet<String>();
    for (var resource : resources.properties()) {
      if (missingTypes.contains(resource.getValue().path("Type").asText())) {
        gone.add(resource.getKey());
      }
    }
    while (gone.addAll(whatRefersTo(gone, resources))) {
      // Until nothing refers to what is gone.
    }
    for (String id : gone) {
      leftOut.merge(resources.remove(id).path("Type").asText(), 1, Integer::sum);
    }
    if (template.path("Outputs") instanceof ObjectNode outputs) {
      outputs.remove(whatRefersTo(gone, outputs));
    }
    resources.forEach(resource -> forget(resource, gone));
    return Json.bytes(template);
  }

  private static List<String> whatRefersTo(Set<String> gone, ObjectNode parts) {
    return List.copyOf(parts.properties()).stream()
        .filter(part -> refers(part.getValue(), gone))
        .map(part -> part.getKey())
        .toList();
  }

  /// To wait for a resource that is not there is no reason to leave out the other.
  private static boolean refers(JsonNode node, Set<String> gone) {
    return node.properties().stream()
            .anyMatch(
                field ->
                    switch (field.getKey()) {
                      case "Ref" -> gone.contains(field.getValue().asText());
                      case "Fn::GetAtt" -> gone.contains(field.getValue().path(0).asText());
                      case "DependsOn" -> false;
                      default -> refers(field.getValue(), gone);
                    })
        || node.isArray() && node.valueStream().anyMatch(element -> refers(element, gone));
  }

  private static void forget(JsonNode resource, Set<String> gone) {
    if (resource.path("DependsOn").isArray()) {
      var kept = Json.array();
      resource
          .path("DependsOn")
          .valueStream()
          .filter(id -> !gone.contains(id.asText()))
          .forEach(kept::add);
      ((ObjectNode) resource).set("DependsOn", kept);
    }
  }
}
