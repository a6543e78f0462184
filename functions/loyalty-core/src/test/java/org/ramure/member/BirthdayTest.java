// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BirthdayTest {

  private static Member.Profile born(Optional<LocalDate> birthday) {
    return new Member.Profile(Optional.empty(), Optional.empty(), birthday, "fr", Optional.empty());
  }

  @ParameterizedTest(name = "born {0}, after {1}: {2}")
  @CsvSource(
      textBlock =
          """
          1985-06-15, 2026-01-01, 2026-06-15
          1985-06-15, 2026-06-14, 2026-06-15
          1985-06-15, 2026-06-15, 2027-06-15
          1985-06-15, 2026-12-31, 2027-06-15
          1984-02-29, 2026-01-01, 2026-02-28
          1984-02-29, 2026-02-28, 2027-02-28
          1984-02-29, 2027-03-01, 2028-02-29
          1984-02-29, 2028-02-28, 2028-02-29
          1990-12-31, 2026-12-31, 2027-12-31
          1990-01-01, 2026-12-31, 2027-01-01
          """)
  void the_next_birthday_comes_after_the_day(LocalDate born, LocalDate day, LocalDate next) {
    assertThat(born(Optional.of(born)).birthdayAfter(day, LeapDay.FEBRUARY_28)).contains(next);
  }

  @Test
  void who_did_not_tell_has_none() {
    assertThat(born(Optional.empty()).birthdayAfter(LocalDate.of(2026, 1, 1), LeapDay.FEBRUARY_28))
        .isEmpty();
  }
}
