// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.member;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A member's birthday, as far as gifts go: who says another date to be given a second time gets
/// nothing by it.
///
/// @param born as told last
/// @param before the date told before that, where the member has changed it: it counts for a while
/// @param lastGift empty where there was none
public record Birthday(LocalDate born, Optional<Before> before, Optional<Gift> lastGift) {

  /// From so many days after a change the new date counts.
  public static final int CHANGE_COUNTS_AFTER_DAYS = 60;

  /// So many days lie between two gifts at least.
  public static final int DAYS_BETWEEN_GIFTS = 330;

  /// So many days after a birthday its gift is still given, where it could not be on the day.
  public static final int LATE_DAYS = 7;

  /// @param until the first day on which it does not count any more
  public record Before(LocalDate born, LocalDate until) {}

  /// @param year of the birthday it was given for: there is one for each
  /// @param day on which it was given
  public record Gift(int year, LocalDate day) {}

  /// What a birthday on the list brings.
  public sealed interface Outcome {

    /// When to look at the member again.
    LocalDate next();
  }

  /// @param birthday for which it is given: today, or up to {@value #LATE_DAYS} days ago
  public record Given(LocalDate birthday, LocalDate next) implements Outcome {}

  /// The last gift is too near.
  public record TooSoon(LocalDate birthday, Gift last, LocalDate next) implements Outcome {}

  /// Nobody gave it in time, and it is not given any more.
  public record TooLate(LocalDate birthday, LocalDate next) implements Outcome {}

  /// The programme, or the member, has decided since for another day.
  public record NotYet(LocalDate next) implements Outcome {}

  /// The first birthday after a day. Whoever enrols on their birthday has had it: a voucher for
  /// saying a date would be asked for every day.
  public LocalDate after(LocalDate day, LeapDay leapDay) {
    return before
        .filter(told -> leapDay.birthdayAfter(told.born(), day).isBefore(told.until()))
        .map(told -> leapDay.birthdayAfter(told.born(), day))
        .orElseGet(() -> leapDay.birthdayAfter(born, later(day, lastDayOfBefore(day))));
  }

  private LocalDate lastDayOfBefore(LocalDate otherwise) {
    return before.map(told -> told.until().minusDays(1)).orElse(otherwise);
  }

  /// @param listed the day for which the member was on the list, not after today
  public Outcome decide(LocalDate listed, LocalDate today, LeapDay leapDay) {
    var next = after(today, leapDay);
    var recent = after(later(listed.minusDays(2), today.minusDays(LATE_DAYS + 1L)), leapDay);
    if (!recent.isAfter(today)) {
      return lastGift
          .filter(last -> isTooNear(last, recent, today))
          .<Outcome>map(last -> new TooSoon(recent, last, next))
          .orElseGet(() -> new Given(recent, next));
    }
    var missed = after(listed.minusDays(2), leapDay);
    return missed.isAfter(today) ? new NotYet(next) : new TooLate(missed, next);
  }

  private static boolean isTooNear(Gift last, LocalDate birthday, LocalDate today) {
    return birthday.getYear() <= last.year()
        || ChronoUnit.DAYS.between(last.day(), today) < DAYS_BETWEEN_GIFTS;
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  /// The member says another date. Once: who has to say it a second time speaks to somebody.
  ///
  /// @return empty where the member has changed it before
  public Optional<Birthday> changed(LocalDate to, LocalDate today) {
    var until = today.plusDays(CHANGE_COUNTS_AFTER_DAYS);
    return before.isPresent()
        ? Optional.empty()
        : Optional.of(new Birthday(to, Optional.of(new Before(born, until)), lastGift));
  }
}
