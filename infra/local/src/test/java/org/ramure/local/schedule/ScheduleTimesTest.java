// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScheduleTimesTest {

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          EXPRESSION               | ZONE         | AFTER                | NEXT
          cron(30 1 * * ? *)       | Europe/Paris | 2026-01-10T00:29:59Z | 2026-01-10T00:30:00Z
          cron(30 1 * * ? *)       | Europe/Paris | 2026-01-10T00:30:00Z | 2026-01-11T00:30:00Z
          cron(30 1 * * ? *)       | Europe/Paris | 2026-07-10T12:00:00Z | 2026-07-10T23:30:00Z
          # half past two does not exist on the night the clocks go forward
          cron(30 2 * * ? *)       | Europe/Paris | 2026-03-28T12:00:00Z | 2026-03-30T00:30:00Z
          # and comes once on the night it happens twice
          cron(30 2 * * ? *)       | Europe/Paris | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z
          cron(0/20 8-9 ? * MON *) | UTC          | 2026-01-10T00:00:00Z | 2026-01-12T08:00:00Z
          cron(0/20 8-9 ? * MON *) | UTC          | 2026-01-12T08:40:00Z | 2026-01-12T09:00:00Z
          cron(0 0 29 FEB ? *)     | UTC          | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z
          cron(0 0 ? * 1 *)        | UTC          | 2026-01-10T00:00:00Z | 2026-01-11T00:00:00Z
          rate(5 minutes)          | UTC          | 2026-01-01T00:07:00Z | 2026-01-01T00:10:00Z
          at(2026-07-01T12:00:00)  | Europe/Paris | 2026-01-01T00:00:00Z | 2026-07-01T10:00:00Z
          """)
  void a_schedule_fires_by_the_clock_of_its_zone(
      String expression, ZoneId zone, Instant after, Instant next) {
    Instant startedAt = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(ScheduleTimes.of(expression, zone, startedAt).after(after)).hasValue(next);
  }

  @Test
  void what_was_due_once_is_not_due_again() {
    var once = ScheduleTimes.of("at(2026-07-01T12:00:00)", ZoneId.of("UTC"), Instant.EPOCH);
    assertThat(once.after(Instant.parse("2026-07-01T12:00:00Z"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cron(30 1 * * * *)", "cron(30 1 * * ?)", "cron(0 0 L * ? *)", "every day"})
  void an_expression_that_is_not_understood_is_refused(String expression) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScheduleTimes.of(expression, ZoneId.of("UTC"), Instant.EPOCH));
  }
}
