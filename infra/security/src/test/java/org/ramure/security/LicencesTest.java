// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.security;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Under which licences the code of others deploys with ours.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LicencesTest {

  /// They ask for no more than that they are named. Another one is added when somebody has read it.
  private static final Set<String> ALLOWED = Set.of("Apache-2.0", "MIT", "MIT-0");

  private static final Path PAGE = Path.of("..", "docs", "reference", "licences.md");
  private static final Path CURRENT = Path.of("target", "licences.md");

  @Test
  void what_deploys_is_under_licences_that_are_allowed() throws IOException {
    assertThat(Sbom.ofOthers(ZipsTest.sboms()))
        .isNotEmpty()
        .allSatisfy(
            library ->
                assertThat(library.licences()).as(library.purl()).isNotEmpty().isSubsetOf(ALLOWED));
  }

  @Test
  void the_page_names_what_deploys() throws IOException {
    var table = Sbom.ofOthers(ZipsTest.sboms()).stream().map(LicencesTest::row).collect(joining());
    var page = Files.readString(PAGE);
    var current = page.substring(0, page.indexOf("\n|---") + 1) + "|---|---|---|\n" + table;
    Files.writeString(CURRENT, current);
    assertThat(page)
        .as("%s is what it should be: read the difference, then copy", CURRENT)
        .isEqualTo(current);
  }

  private static String row(Sbom.Library library) {
    return "| %s:%s | %s | %s |\n"
        .formatted(
            library.group(),
            library.name(),
            library.version(),
            String.join(", ", library.licences()));
  }
}
