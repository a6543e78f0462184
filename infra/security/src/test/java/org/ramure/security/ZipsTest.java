// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The bill says what is in the zip, to the byte: otherwise whoever reads it reads about something
/// that does not deploy.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ZipsTest {

  static final Path FUNCTIONS = Path.of("..", "..", "functions");

  static List<Sbom> sboms() throws IOException {
    return Sbom.all(FUNCTIONS);
  }

  @Test
  void there_are_zips() throws IOException {
    assertThat(sboms()).extracting(Sbom::function).contains("purchase-ingestion", "nightly-sweep");
  }

  @ParameterizedTest
  @MethodSource("sboms")
  void a_bill_names_each_jar_of_its_zip_with_its_digest_and_no_other(Sbom sbom) throws Exception {
    var named =
        sbom.libraries().stream()
            .collect(Collectors.toMap(Sbom.Library::jar, Sbom.Library::sha256));
    assertThat(new TreeMap<>(named)).isEqualTo(jars(sbom.function()));
  }

  private static Map<String, String> jars(String function) throws Exception {
    var jars = new TreeMap<String, String>();
    try (var zip = new ZipFile(Sbom.zip(FUNCTIONS.resolve(function)).toFile())) {
      for (var entry : zip.stream().filter(entry -> entry.getName().endsWith(".jar")).toList()) {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(zip.getInputStream(entry).readAllBytes());
        jars.put(
            entry.getName().replaceFirst("^lib/", ""), HexFormat.of().formatHex(digest.digest()));
      }
    }
    return jars;
  }
}
