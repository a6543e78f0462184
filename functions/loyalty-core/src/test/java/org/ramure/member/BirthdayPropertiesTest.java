// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ramure.member.Birthday.Given;

/// Years pass, nights are missed, dates are told anew: nobody is given too much, and whoever was
/// honest is given what is due.
class BirthdayPropertiesTest {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2104, 12, 31);

  /// A member on the list, looked at in some nights.
  private static final class Life {
    private Birthday birthday;
    private LocalDate listed;
    private final LeapDay leapDay;
    private final List<LocalDate> given = new ArrayList<>();

    Life(LocalDate born, LocalDate enrolled, LeapDay leapDay) {
      birthday = new Birthday(born, Optional.empty(), Optional.empty());
      listed = birthday.after(enrolled, leapDay);
      this.leapDay = leapDay;
    }

    void night(LocalDate today) {
      if (!listed.isAfter(today)) {
        var outcome = birthday.decide(listed, today, leapDay);
        assertThat(outcome.next()).isAfter(today);
        listed = outcome.next();
        if (outcome instanceof Given gift) {
          given.add(today);
          var last = new Birthday.Gift(gift.birthday().getYear(), today);
          birthday = new Birthday(birthday.born(), birthday.before(), Optional.of(last));
        }
      }
    }

    void tells(LocalDate born, LocalDate today) {
      birthday
          .changed(born, today)
          .ifPresent(
              changed -> {
                birthday = changed;
                listed = changed.after(today, leapDay);
              });
    }
  }

  @Property(tries = 200)
  void every_year_brings_one_gift_on_the_birthday(
      @ForAll("births") LocalDate born, @ForAll LeapDay leapDay) {
    var life = new Life(born, FIRST.minusDays(1), leapDay);
    FIRST.datesUntil(LAST.plusDays(1)).forEach(life::night);
    assertThat(life.given).hasSize(81);
    assertThat(life.given).allMatch(day -> isBirthday(day, born, leapDay));
  }

  private static boolean isBirthday(LocalDate day, LocalDate born, LeapDay leapDay) {
    var leap = MonthDay.of(2, 29);
    if (MonthDay.from(born).equals(leap) && !Year.isLeap(day.getYear())) {
      return MonthDay.from(day)
          .equals(leapDay == LeapDay.FEBRUARY_28 ? MonthDay.of(2, 28) : MonthDay.of(3, 1));
    }
    return MonthDay.from(day).equals(MonthDay.from(born));
  }

  @Property(tries = 300)
  void a_gift_comes_within_a_week_of_the_birthday_where_a_night_does(
      @ForAll("births") LocalDate born,
      @ForAll LeapDay leapDay,
      @ForAll("missed") Set<Integer> missed) {
    var life = new Life(born, FIRST.minusDays(1), leapDay);
    var nights =
        FIRST.datesUntil(FIRST.plusYears(4)).filter(d -> !missed.contains(index(d))).toList();
    nights.forEach(life::night);
    for (int year = 2024; year < 2028; year++) {
      var birthday = leapDay.birthday(born, year);
      var first = nights.stream().filter(d -> !d.isBefore(birthday)).findFirst();
      var due = first.filter(d -> !d.isAfter(birthday.plusDays(Birthday.LATE_DAYS)));
      var given = life.given.stream().filter(d -> !d.isBefore(birthday)).findFirst();
      if (due.isPresent()) {
        assertThat(given).isEqualTo(due);
      } else {
        given.ifPresent(day -> assertThat(day).isAfter(birthday.plusDays(Birthday.LATE_DAYS)));
      }
    }
  }

  private static int index(LocalDate day) {
    return (int) (day.toEpochDay() - FIRST.toEpochDay());
  }

  @Property(tries = 500)
  void whoever_tells_another_date_is_given_no_more_than_one_gift_in_330_days_and_in_a_year(
      @ForAll("births") LocalDate born,
      @ForAll("births") LocalDate other,
      @ForAll("births") LocalDate third,
      @ForAll("days") LocalDate told,
      @ForAll("missed") Set<Integer> missed) {
    var life = new Life(born, FIRST.minusDays(1), LeapDay.FEBRUARY_28);
    FIRST
        .datesUntil(FIRST.plusYears(6))
        .forEach(
            today -> {
              if (today.equals(told)) {
                life.tells(other, today);
              }
              if (today.equals(told.plusDays(90))) {
                life.tells(third, today);
              }
              if (!missed.contains(index(today))) {
                life.night(today);
              }
            });
    for (int i = 1; i < life.given.size(); i++) {
      assertThat(ChronoUnit.DAYS.between(life.given.get(i - 1), life.given.get(i)))
          .isGreaterThanOrEqualTo(Birthday.DAYS_BETWEEN_GIFTS);
    }
    assertThat(life.birthday.born()).as("a second change is none").isEqualTo(other);
  }

  @Property(tries = 300)
  void a_date_told_anew_counts_from_the_sixtieth_day_on(
      @ForAll("births") LocalDate born,
      @ForAll("births") LocalDate other,
      @ForAll("days") LocalDate told) {
    var changed =
        new Birthday(born, Optional.empty(), Optional.empty()).changed(other, told).orElseThrow();
    var counts = told.plusDays(60);
    for (var day = told;
        day.isBefore(told.plusDays(430));
        day = changed.after(day, LeapDay.MARCH_1)) {
      var next = changed.after(day, LeapDay.MARCH_1);
      assertThat(isBirthday(next, next.isBefore(counts) ? born : other, LeapDay.MARCH_1)).isTrue();
    }
  }

  @Provide
  Arbitrary<LocalDate> births() {
    var any = Arbitraries.integers().between(0, 20_000).map(LocalDate.of(1950, 1, 1)::plusDays);
    var leap = Arbitraries.integers().between(0, 14).map(i -> LocalDate.of(1944 + 4 * i, 2, 29));
    var edges =
        Arbitraries.of(
            LocalDate.of(1980, 2, 28),
            LocalDate.of(1980, 3, 1),
            LocalDate.of(1980, 1, 1),
            LocalDate.of(1980, 12, 31));
    return Arbitraries.oneOf(any, leap, edges);
  }

  @Provide
  Arbitrary<LocalDate> days() {
    return Arbitraries.integers().between(0, 1500).map(FIRST::plusDays);
  }

  /// Runs of nights that did not come.
  @Provide
  Arbitrary<Set<Integer>> missed() {
    return Arbitraries.integers()
        .between(0, 1460)
        .set()
        .ofMaxSize(12)
        .map(
            begins ->
                begins.stream()
                    .flatMap(begin -> IntStream.range(begin, begin + 12).boxed())
                    .collect(Collectors.toSet()));
  }
}
