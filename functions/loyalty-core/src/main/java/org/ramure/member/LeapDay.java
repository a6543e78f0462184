// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.member;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;

/// When somebody born on 29 February has their birthday in a year without that day.
public enum LeapDay {
  FEBRUARY_28(MonthDay.of(2, 28)),
  MARCH_1(MonthDay.of(3, 1));

  private static final MonthDay FEBRUARY_29 = MonthDay.of(2, 29);

  private final MonthDay instead;

  LeapDay(MonthDay instead) {
    this.instead = instead;
  }

  /// The birthday of a year.
  LocalDate birthday(LocalDate born, int year) {
    var day = MonthDay.from(born);
    return day.equals(FEBRUARY_29) && !Year.isLeap(year) ? instead.atYear(year) : day.atYear(year);
  }

  /// The first birthday after a day.
  LocalDate birthdayAfter(LocalDate born, LocalDate day) {
    var thisYear = birthday(born, day.getYear());
    return thisYear.isAfter(day) ? thisYear : birthday(born, day.getYear() + 1);
  }
}
