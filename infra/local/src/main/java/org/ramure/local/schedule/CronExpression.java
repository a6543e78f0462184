// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// AWS's cron: minutes, hours, day of month, month, day of week (1 is Sunday), year. The letters L
/// and W and the sign # are refused.
record CronExpression(
    BitSet minutes, BitSet hours, BitSet days, BitSet months, BitSet weekdays, BitSet years) {
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2199;
  private static final List<String> MONTHS =
      Arrays.stream(Month.values()).map(month -> month.name().substring(0, 3)).toList();
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  static CronExpression parse(String text) {
    String[] fields = text.trim().split("\\s+");
    if (fields.length != 6 || fields[2].equals("?") == fields[4].equals("?")) {
      throw new IllegalArgumentException("Not a cron expression of AWS: " + text);
    }
    return new CronExpression(
        field(fields[0], 0, 59, List.of()),
        field(fields[1], 0, 23, List.of()),
        field(fields[2], 1, 31, List.of()),
        field(fields[3], 1, 12, MONTHS),
        field(fields[4], 1, 7, WEEKDAYS),
        field(fields[5], FIRST_YEAR, LAST_YEAR, List.of()));
  }

  private static BitSet field(String text, int min, int max, List<String> names) {
    var allowed = new BitSet();
    for (String part : text.toUpperCase(Locale.ROOT).split(",")) {
      String[] stepped = part.split("/");
      String[] range = stepped[0].split("-");
      boolean any = stepped[0].equals("*") || stepped[0].equals("?");
      int from = any ? min : number(range[0], min, names);
      int to =
          any || (stepped.length > 1 && range.length == 1)
              ? max
              : number(range[range.length - 1], min, names);
      int step = stepped.length > 1 ? Integer.parseInt(stepped[1]) : 1;
      for (int value = from; value <= to; value += step) {
        allowed.set(value);
      }
    }
    return allowed;
  }

  private static int number(String text, int min, List<String> names) {
    int name = names.indexOf(text);
    return name >= 0 ? name + min : Integer.parseInt(text);
  }

  /// A local time that the clock change skips does not fire; one that comes twice fires once.
  Optional<Instant> after(Instant time, ZoneId zone) {
    LocalDate first = time.atZone(zone).toLocalDate();
    LocalDate last = first.plusYears(5);
    for (LocalDate day = first; day.isBefore(last); day = day.plusDays(1)) {
      Optional<Instant> found = matches(day) ? onDay(day, time, zone) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private boolean matches(LocalDate day) {
    DayOfWeek weekday = day.getDayOfWeek();
    return years.get(day.getYear())
        && months.get(day.getMonthValue())
        && days.get(day.getDayOfMonth())
        && weekdays.get(weekday.getValue() % 7 + 1);
  }

  private Optional<Instant> onDay(LocalDate day, Instant time, ZoneId zone) {
    for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
      for (int minute = minutes.nextSetBit(0);
          minute >= 0;
          minute = minutes.nextSetBit(minute + 1)) {
        LocalDateTime local = day.atTime(LocalTime.of(hour, minute));
        Instant instant = ZonedDateTime.of(local, zone).toInstant();
        boolean exists = !zone.getRules().getValidOffsets(local).isEmpty();
        if (exists && instant.isAfter(time)) {
          return Optional.of(instant);
        }
      }
    }
    return Optional.empty();
  }
}
