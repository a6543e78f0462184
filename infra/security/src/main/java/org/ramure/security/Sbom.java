// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// The bill of materials of one zip, as CycloneDX wrote it beside the zip.
///
/// @param function whose zip it is
record Sbom(String function, List<Library> libraries) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OURS = "org.ramure";

  Sbom {
    libraries = List.copyOf(libraries);
  }

  /// @param purl its name for databases, as in {@code
  // pkg:maven/org.slf4j/slf4j-api@2.0.17?type=jar}
  /// @param licences by their SPDX ids, or in the words of its authors where those have none
  record Library(
      String group,
      String name,
      String version,
      String purl,
      List<String> licences,
      String sha256) {

    Library {
      licences = List.copyOf(licences);
    }

    boolean isOurs() {
      return group.equals(OURS);
    }

    /// Its file in the zip's {@code lib/}.
    String jar() {
      return name + "-" + version + ".jar";
    }
  }

  /// Of every function that has a zip.
  static List<Sbom> all(Path functions) throws IOException {
    try (var folders = Files.list(functions)) {
      return folders
          .filter(folder -> Files.exists(zip(folder)))
          .sorted()
          .map(folder -> read(folder.getFileName().toString(), folder.resolve("target/bom.json")))
          .toList();
    }
  }

  static Path zip(Path function) {
    return function.resolve("target").resolve(function.getFileName() + ".zip");
  }

  private static Sbom read(String function, Path file) {
    try {
      var components = JSON.readTree(file.toFile()).path("components");
      return new Sbom(function, components.valueStream().map(Sbom::library).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("./mvnw package writes " + file, e);
    }
  }

  private static Library library(JsonNode component) {
    return new Library(
        component.path("group").asText(),
        component.path("name").asText(),
        component.path("version").asText(),
        component.path("purl").asText(),
        component.path("licenses").valueStream().map(Sbom::licence).sorted().toList(),
        component
            .path("hashes")
            .valueStream()
            .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
            .map(hash -> hash.path("content").asText())
            .findFirst()
            .orElse(""));
  }

  /// An id, an expression of ids, or a name.
  private static String licence(JsonNode choice) {
    var licence = choice.path("license");
    return choice
        .path("expression")
        .asText(licence.path("id").asText(licence.path("name").asText()));
  }

  /// What others wrote and any of the zips carries, each once.
  static List<Library> ofOthers(List<Sbom> sboms) {
    var libraries = new TreeSet<Library>(Comparator.comparing(Library::purl));
    sboms.forEach(sbom -> libraries.addAll(sbom.libraries()));
    return libraries.stream().filter(library -> !library.isOurs()).toList();
  }
}
