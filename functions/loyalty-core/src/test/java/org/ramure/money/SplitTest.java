// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An amount over shares.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SplitTest {

  private static final long MAX = Long.MAX_VALUE;

  private static List<Long> amounts(String text) {
    return Arrays.stream(text.trim().split(" +")).map(Long::valueOf).toList();
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          TOTAL , WEIGHTS , SHARES  , RULE
          1000  , 3 6     , 333 667 , the largest remainder gets the cent
          100   , 1 1 1   , 34 33 33, equal remainders go to the first
          2     , 1 1 1   , 1 1 0   , also where there are several
          5     , 3 3 1   , 2 2 1   , who has the smaller remainder waits
          10    , 0 4 0   , 0 10 0  , no weight no share
          0     , 2 3     , 0 0     , nothing of nothing
          10    , 0 0     , 0 0     , where nobody has weight nothing is given
          7     , 5       , 7       , one takes all
          90    , 30 60   , 30 60   , all of it is all of each
          """)
  void by_the_largest_remainder(long total, String weights, String shares, String rule) {
    assertThat(Split.byLargestRemainder(total, amounts(weights)))
        .as(rule)
        .isEqualTo(amounts(shares));
  }

  @Test
  void over_nobody_nothing_is_given() {
    assertThat(Split.byLargestRemainder(10, List.of())).isEmpty();
  }

  @Test
  void weights_whose_sum_fits_into_no_long_are_weights_like_others() {
    assertThat(Split.byLargestRemainder(10, List.of(MAX, MAX))).containsExactly(5L, 5L);
    assertThat(Split.byLargestRemainder(MAX, List.of(MAX, MAX)))
        .containsExactly(MAX / 2 + 1, MAX / 2);
    assertThat(Split.byLargestRemainder(3, List.of(MAX, MAX, MAX, MAX)))
        .containsExactly(1L, 1L, 1L, 0L);
  }

  @ParameterizedTest
  @CsvSource({"-1, 1 1", "-10, 1 1", "10, 1 -1", "10, 3 -1", "0, -1", "-5, 0 0"})
  void what_is_negative_is_refused_with_its_value(long total, String weights) {
    assertThatThrownBy(() -> Split.byLargestRemainder(total, amounts(weights)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("split " + total + " over " + amounts(weights));
  }
}
