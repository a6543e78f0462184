// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the client's own tests cannot see, because it is compiled before they run.
@DisplayNameGeneration(ReplaceUnderscores.class)
class GeneratorTest {

  private static Contract contract(String schemas) throws IOException {
    return new Contract(new YAMLMapper().readTree("components:\n  schemas:\n" + schemas.indent(4)));
  }

  @Test
  void a_form_that_is_not_known_is_refused_by_name_and_not_left_out() throws IOException {
    var odd = contract("Odd: {properties: {size: {anyOf: [{type: string}]}}}");
    assertThatThrownBy(() -> Generator.sources(odd)).hasMessageContaining("Size");
  }

  @Test
  void a_reference_that_leads_nowhere_is_refused() throws IOException {
    var lost = contract("Lost: {properties: {size: {$ref: '#/components/schemas/Gone'}}}");
    assertThatThrownBy(() -> Generator.sources(lost)).hasMessageContaining("Gone");
  }

  @Test
  void a_value_that_may_grow_is_no_enum_and_one_that_may_not_is() throws IOException {
    var both =
        contract(
            """
            Open: {type: string, x-enumDescriptions: {A_B: First., https://example.com/c-d: Second.}}
            Closed: {enum: [X, Y]}
            """);
    var sources = Generator.sources(both).values();
    assertThat(sources).anyMatch(s -> s.contains("record Open(String value)"));
    assertThat(sources).anyMatch(s -> s.contains("Open A_B =") && s.contains("Open C_D ="));
    assertThat(sources).anyMatch(s -> s.contains("enum Closed { X, Y }"));
  }

  @Test
  void what_is_gone_from_the_contract_is_gone_from_the_folder(@TempDir Path folder)
      throws IOException {
    var stale = Files.createDirectories(folder.resolve("org/ramure/client/model"));
    Files.writeString(stale.resolve("Gone.java"), "class Gone {}");
    Generator.main(new String[] {"../openapi.yaml", folder.toString()});
    assertThat(stale.resolve("Gone.java")).doesNotExist();
    var member = stale.resolve("Member.java");
    var before = Files.getLastModifiedTime(member);
    Generator.main(new String[] {"../openapi.yaml", folder.toString()});
    assertThat(Files.getLastModifiedTime(member)).as("left alone").isEqualTo(before);
  }
}
