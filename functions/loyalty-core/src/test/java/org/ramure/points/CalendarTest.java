// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.points.Accrual.Days;
import org.ramure.programme.Channel;

/// When points mature and when they end.
@DisplayNameGeneration(ReplaceUnderscores.class)
class CalendarTest {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2104, 12, 31);

  @Test
  void twelve_months_from_any_day_of_eighty_years_end_on_the_same_day_or_on_28_February() {
    FIRST
        .datesUntil(LAST.plusDays(1))
        .forEach(day -> assertThat(lastDay(12, day)).isEqualTo(sameDayNextYear(day)));
  }

  private static LocalDate sameDayNextYear(LocalDate day) {
    boolean leapDay = day.getMonthValue() == 2 && day.getDayOfMonth() == 29;
    return LocalDate.of(day.getYear() + 1, day.getMonthValue(), leapDay ? 28 : day.getDayOfMonth());
  }

  @ParameterizedTest(name = "{0} months")
  @ValueSource(ints = {1, 2, 3, 6, 11, 13, 18, 24, 36})
  void any_number_of_months_keeps_the_day_or_takes_the_last_one_of_the_month(int months) {
    FIRST
        .datesUntil(LAST.plusDays(1))
        .filter(day -> day.getDayOfMonth() > 27 || day.getDayOfMonth() == 1)
        .forEach(day -> assertThat(lastDay(months, day)).isEqualTo(monthsLater(day, months)));
  }

  /// Thirty days after posting are the least: a month from 30 January would be shorter.
  private static LocalDate monthsLater(LocalDate day, int months) {
    int month = day.getYear() * 12 + day.getMonthValue() - 1 + months;
    var target = YearMonth.of(month / 12, month % 12 + 1);
    var end = target.atDay(Math.min(day.getDayOfMonth(), target.lengthOfMonth()));
    return end.isBefore(day.plusDays(30)) ? day.plusDays(30) : end;
  }

  private static LocalDate lastDay(int months, LocalDate bought) {
    var terms = Programmes.lasting(months, Map.of());
    return Days.firstPosting(terms, Channel.TILL, bought, Members.noon(bought)).lastDay();
  }

  @ParameterizedTest(name = "bought {0}, counted since {1}: until {2}")
  @CsvSource(
      textBlock =
          """
          2027-03-15, 2027-03-15, 2028-03-15
          2027-03-15, 2027-06-01, 2028-03-15
          2027-03-15, 2028-02-14, 2028-03-15
          2027-03-15, 2028-02-15, 2028-03-16
          2027-03-15, 2029-01-01, 2029-01-31
          2028-02-29, 2028-02-29, 2029-02-28
          """)
  void points_never_end_within_thirty_days_of_posting(
      LocalDate bought, LocalDate posted, LocalDate lastDay) {
    var days =
        Days.firstPosting(Programmes.twelveMonths(), Channel.TILL, bought, Members.noon(posted));
    assertThat(days.lastDay()).isEqualTo(lastDay);
  }

  @ParameterizedTest(name = "{0} bought 2027-03-15, posted 2027-03-20: matures {1}")
  @CsvSource(
      textBlock =
          """
          TILL   , 2027-03-15
          WEB    , 2027-03-29
          RECEIPT, 2027-03-27
          """)
  void points_of_a_photo_pend_from_posting_all_others_from_the_purchase(
      Channel channel, LocalDate matures) {
    var bought = LocalDate.of(2027, 3, 15);
    var days =
        Days.firstPosting(
            Programmes.twelveMonths(), channel, bought, Members.noon(bought.plusDays(5)));
    assertThat(days.matures()).isEqualTo(matures);
  }

  @ParameterizedTest(name = "posted at {0}: until {1}")
  @CsvSource(
      textBlock =
          """
          2028-03-24T22:59:59Z, 2028-04-23
          2028-03-24T23:00:00Z, 2028-04-24
          2028-03-26T21:59:59Z, 2028-04-25
          2028-03-26T22:00:00Z, 2028-04-26
          """)
  void a_day_is_the_programmes_own_also_where_clocks_change(Instant posted, LocalDate lastDay) {
    var bought = LocalDate.of(2027, 3, 15);
    var days = Days.firstPosting(Programmes.twelveMonths(), Channel.TILL, bought, posted);
    assertThat(days.lastDay()).isEqualTo(lastDay);
  }

  @Test
  void no_pending_time_is_longer_than_the_life_of_the_points() {
    IntStream.rangeClosed(0, 400)
        .forEach(
            pending -> {
              var terms = Programmes.lasting(1, Map.of(Channel.WEB, pending));
              var days =
                  Days.firstPosting(terms, Channel.WEB, Members.TODAY, Members.noon(Members.TODAY));
              assertThat(days.lastDay()).isAfterOrEqualTo(days.matures());
            });
  }
}
