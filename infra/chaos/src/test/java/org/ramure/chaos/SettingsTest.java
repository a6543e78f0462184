// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SettingsTest {

  @Test
  void what_is_not_said_is_as_usual() {
    assertThat(Settings.of(Map.of("seed", "7", "operations", "")))
        .isEqualTo(new Settings(7, 2_000, 16));
  }

  @ParameterizedTest
  @CsvSource({"operations, 0", "operations, many", "callers, 257", "colour, blue"})
  void what_makes_no_sense_is_named(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(Map.of(name, value)))
        .withMessageContaining(name);
  }

  @Test
  void the_command_plays_the_same_again() {
    assertThat(new Settings(7, 20, 3).command())
        .isEqualTo("./mvnw -Pchaos -Dseed=7 -Doperations=20 -Dcallers=3");
  }
}
