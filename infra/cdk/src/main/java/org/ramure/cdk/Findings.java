// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What the library and cdk-nag had to say about an assembly. Warnings count as well as errors:
/// nobody reads the log of a build that went well.
///
/// Read from the files, because asking each construct for its notes doubles the time of a
/// synthesis.
final class Findings {

  private static final Set<String> KINDS = Set.of("aws:cdk:error", "aws:cdk:warning");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Findings() {}

  static List<String> in(Path assembly) throws IOException {
    List<String> findings = new ArrayList<>();
    for (Path notes : notes(assembly)) {
      JSON.readTree(notes.toFile())
          .properties()
          .forEach(construct -> add(findings, construct.getKey(), construct.getValue()));
    }
    return findings;
  }

  private static void add(List<String> findings, String construct, JsonNode entries) {
    for (JsonNode entry : entries) {
      if (KINDS.contains(entry.path("type").asText())) {
        findings.add(construct + ": " + entry.path("data").asText());
      }
    }
  }

  private static List<Path> notes(Path assembly) throws IOException {
    try (Stream<Path> files = Files.list(assembly)) {
      return files.filter(file -> file.toString().endsWith(".metadata.json")).sorted().toList();
    }
  }
}
