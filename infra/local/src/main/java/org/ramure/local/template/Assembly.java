// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ramure.local.http.Json;

/// A synthesized cloud assembly, as `cdk deploy` would read it: the templates of its stacks and the
/// files that their assets point to.
///
/// @param assets object key in the bootstrap bucket to the file that would be uploaded there
public record Assembly(List<StackTemplate> stacks, Map<String, Path> assets) {

  /// @param region from the stack's environment, or "unknown-region" where the app leaves it open
  public record StackTemplate(String name, String region, JsonNode template) {}

  public static Assembly read(Path folder) throws IOException {
    var stacks = new ArrayList<StackTemplate>();
    var assets = new HashMap<String, Path>();
    readInto(folder, stacks, assets);
    return new Assembly(List.copyOf(stacks), Map.copyOf(assets));
  }

  private static void readInto(Path folder, List<StackTemplate> stacks, Map<String, Path> assets)
      throws IOException {
    for (var artifact : json(folder.resolve("manifest.json")).path("artifacts").properties()) {
      JsonNode properties = artifact.getValue().path("properties");
      switch (artifact.getValue().path("type").asText()) {
        case "aws:cloudformation:stack" ->
            stacks.add(stack(folder, artifact.getKey(), artifact.getValue()));
        case "cdk:asset-manifest" ->
            readAssets(folder, json(folder.resolve(properties.path("file").asText())), assets);
        case "cdk:cloud-assembly" ->
            readInto(folder.resolve(properties.path("directoryName").asText()), stacks, assets);
        default -> {}
      }
    }
  }

  private static StackTemplate stack(Path folder, String id, JsonNode artifact) throws IOException {
    JsonNode properties = artifact.path("properties");
    String environment = artifact.path("environment").asText("");
    return new StackTemplate(
        properties.path("stackName").asText(id),
        environment.substring(environment.lastIndexOf('/') + 1),
        json(folder.resolve(properties.path("templateFile").asText())));
  }

  private static void readAssets(Path folder, JsonNode manifest, Map<String, Path> assets) {
    for (JsonNode file : manifest.path("files")) {
      Path source = folder.resolve(file.path("source").path("path").asText());
      for (JsonNode destination : file.path("destinations")) {
        assets.put(destination.path("objectKey").asText(), source);
      }
    }
  }

  private static JsonNode json(Path file) throws IOException {
    try {
      return Json.read(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new IllegalStateException(
          file + " is missing: the stack runs what infra/cdk has synthesized. Build it first.", e);
    }
  }
}
