// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/// When a schedule fires.
sealed interface ScheduleTimes {

  /// The first time after the given one; empty when there is none.
  Optional<Instant> after(Instant time);

  static ScheduleTimes of(String expression, ZoneId zone, Instant startedAt) {
    String inside = expression.replaceFirst("^[a-z]+\\((.*)\\)$", "$1");
    return switch (expression.substring(0, Math.max(0, expression.indexOf('(')))) {
      case "cron" -> new Cron(CronExpression.parse(inside), zone);
      case "rate" -> new Rate(interval(inside), startedAt);
      case "at" -> new Once(LocalDateTime.parse(inside).atZone(zone).toInstant());
      default -> throw new IllegalArgumentException("Not a schedule expression: " + expression);
    };
  }

  private static Duration interval(String text) {
    String[] parts = text.split(" ");
    long value = Long.parseLong(parts[0]);
    return switch (parts[1].toLowerCase(Locale.ROOT).replaceFirst("s$", "")) {
      case "minute" -> Duration.ofMinutes(value);
      case "hour" -> Duration.ofHours(value);
      case "day" -> Duration.ofDays(value);
      default -> throw new IllegalArgumentException("Not a rate: " + text);
    };
  }

  record Cron(CronExpression expression, ZoneId zone) implements ScheduleTimes {
    @Override
    public Optional<Instant> after(Instant time) {
      return expression.after(time, zone);
    }
  }

  record Rate(Duration interval, Instant startedAt) implements ScheduleTimes {
    @Override
    public Optional<Instant> after(Instant time) {
      long rounds = Math.max(0, Duration.between(startedAt, time).dividedBy(interval)) + 1;
      return Optional.of(startedAt.plus(interval.multipliedBy(rounds)));
    }
  }

  record Once(Instant at) implements ScheduleTimes {
    @Override
    public Optional<Instant> after(Instant time) {
      return Optional.of(at).filter(time::isBefore);
    }
  }
}
