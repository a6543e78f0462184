// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "Zoé-Ève",
        "日本",
        "\uD83C\uDF33",
        "12345678",
        "8\uD83C\uDF33345678",
        "a\u00A0b"
      })
  void text_of_any_script_is_taken_as_it_is(String text) {
    assertThat(Limits.text("name", text, 8)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u00A0",
        "\u3000\uFEFF",
        "123456789",
        "a\u0000",
        "a\nb",
        "\uD83C",
        "a\uDF33b"
      })
  void what_is_empty_too_long_or_no_characters_is_refused_by_its_name(String text) {
    assertThatExceptionOfType(Json.Malformed.class)
        .isThrownBy(() -> Limits.text("name", text, 8))
        .returns("name", Json.Malformed::field);
  }
}
