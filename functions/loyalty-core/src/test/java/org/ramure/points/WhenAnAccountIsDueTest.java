// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramure.points.Members.IN_A_YEAR;
import static org.ramure.points.Members.TODAY;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The next day on which somebody must look at an account that nobody touches.
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhenAnAccountIsDueTest {

  private static Optional<LocalDate> due(Members member) {
    return member.account().dueDay(Optional.of(Programmes.REWARD));
  }

  @Test
  void never_while_nothing_can_happen() {
    assertThat(due(Members.with())).isEmpty();
    assertThat(due(Members.with().debt(40))).isEmpty();
  }

  @ParameterizedTest(name = "points until {0} days from now: in {1} days")
  @CsvSource({"365, 335", "31, 1", "30, 23", "8, 1", "7, 8", "0, 1"})
  void thirty_and_seven_days_before_points_end_and_the_day_after(int lives, int due) {
    assertThat(due(Members.with().lot(TODAY.plusDays(lives), 10))).contains(TODAY.plusDays(due));
  }

  @ParameterizedTest(name = "told up to {0} days ago, points until {1} days from now: in {2} days")
  @CsvSource({"1, 30, 0", "3, 28, -2", "1, 7, 0", "0, 30, 23", "40, 7, -23", "40, 0, -30"})
  void on_the_day_of_a_notice_until_it_is_told_whoever_touches_the_account(
      int toldAgo, int lives, int due) {
    var member = Members.with().notifiedTo(TODAY.minusDays(toldAgo));
    assertThat(due(member.lot(TODAY.plusDays(lives), 10))).contains(TODAY.plusDays(due));
  }

  @Test
  void when_points_mature() {
    assertThat(due(Members.with().pending(TODAY.plusDays(5), IN_A_YEAR, 10)))
        .contains(TODAY.plusDays(5));
  }

  @ParameterizedTest(name = "a voucher that ends {0} days from now: in {1} days")
  @CsvSource({"10, 12", "0, 2", "-1, 1", "-2, 1", "-50, 1"})
  void when_a_voucher_has_ended_everywhere_and_until_somebody_dropped_it(int ends, int due) {
    assertThat(due(Members.with().candidates(1, TODAY.plusDays(ends))))
        .contains(TODAY.plusDays(due));
  }

  @Test
  void tomorrow_while_points_wait_to_buy_a_voucher() {
    assertThat(due(Members.with().lot(IN_A_YEAR, 150))).contains(TODAY.plusDays(1));
    assertThat(Members.withPoints(150).account().dueDay(Optional.empty()))
        .contains(IN_A_YEAR.minusDays(30));
  }
}
