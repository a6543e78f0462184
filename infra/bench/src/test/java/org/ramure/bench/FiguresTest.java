// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FiguresTest {

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          VALUE   , SAYS
          2.7144  , 2.71
          0.9     , 0.9
          0.01235 , 0.0124
          12.0    , 12
          1456.4  , 1456
          0       , 0
          """)
  void three_digits_say_all_there_is_to_say(double value, String says) {
    assertThat(Figures.plain(Figures.rounded(value))).isEqualTo(says);
  }

  @Test
  void of_three_rounds_the_middle_one_counts() {
    assertThat(Figures.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
  }
}
