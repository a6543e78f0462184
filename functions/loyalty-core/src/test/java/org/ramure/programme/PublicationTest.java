// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.explain.LocalizedText;
import org.ramure.programme.ProgrammeTerms.PointsTerms;
import org.ramure.programme.ProgrammeTerms.RefundPolicy;
import org.ramure.programme.ProgrammeTerms.ReservationTerms;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PublicationTest {

  private static final ProgrammeId ID = new ProgrammeId("tdv");
  private static final Instant NOW = Instant.parse("2026-05-11T12:00:00Z");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ProgrammeTerms terms = terms("Europe/Paris", "EUR");
  private final ProgrammeVersion first = new ProgrammeVersion(ID, 1, START, terms);

  private static ProgrammeTerms terms(String zone, String currency) {
    return new ProgrammeTerms(
        new LocalizedText("Programme", "Programme"),
        LocalDate.of(2026, 1, 1),
        ZoneId.of(zone),
        Currency.getInstance(currency),
        new PointsTerms(12, Map.of(), Map.of(), RefundPolicy.DEBT, false, true, false),
        List.of(),
        List.of(),
        Optional.empty(),
        new ReservationTerms(20, 5),
        ProgrammeTerms.AdjustmentTerms.USUAL,
        Optional.empty());
  }

  private static Publication.Outcome publish(
      ProgrammeTerms terms, Instant from, ProgrammeVersion... before) {
    return Publication.publish(ID, terms, from, List.of(before), NOW);
  }

  @Nested
  class The_first_version {

    @Test
    void may_take_effect_at_any_past_moment_and_at_once() {
      assertThat(publish(terms, START))
          .isEqualTo(new Publication.Accepted(new ProgrammeVersion(ID, 1, START, terms)));
      assertThat(publish(terms, NOW)).isInstanceOf(Publication.Accepted.class);
    }

    @Test
    void but_not_in_the_future() {
      assertThat(publish(terms, NOW.plusNanos(1))).isEqualTo(new Publication.FirstInFuture(NOW));
    }
  }

  @Nested
  class A_later_version {

    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        textBlock =
            """
            SECONDS FROM NOW , ACCEPTED
            -86400           , false
            0                , false
            299              , false
            300              , true
            86400            , true
            """)
    void needs_five_minutes_notice(long seconds, boolean accepted) {
      var outcome = publish(terms, NOW.plusSeconds(seconds), first);
      assertThat(outcome instanceof Publication.Accepted).isEqualTo(accepted);
    }

    @Test
    void gets_the_next_number_whatever_the_order_of_the_list() {
      var second = new ProgrammeVersion(ID, 2, NOW, terms);
      var from = NOW.plus(Duration.ofDays(1));
      assertThat(publish(terms, from, second, first))
          .isEqualTo(new Publication.Accepted(new ProgrammeVersion(ID, 3, from, terms)));
    }

    @Test
    void takes_effect_after_the_one_before_even_if_that_one_is_still_to_come() {
      var tomorrow = NOW.plus(Duration.ofDays(1));
      var second = new ProgrammeVersion(ID, 2, tomorrow, terms);
      assertThat(publish(terms, tomorrow, first, second))
          .isEqualTo(new Publication.NotAfterPrevious(tomorrow));
      assertThat(publish(terms, tomorrow.plusNanos(1), first, second))
          .isInstanceOf(Publication.Accepted.class);
    }

    @Test
    void never_changes_the_zone_or_the_currency() {
      var later = NOW.plus(Duration.ofDays(1));
      assertThat(publish(terms("Indian/Reunion", "EUR"), later, first))
          .isEqualTo(new Publication.ZoneChanged("Europe/Paris"));
      assertThat(publish(terms("Europe/Paris", "CHF"), later, first))
          .isEqualTo(new Publication.CurrencyChanged("EUR"));
    }
  }

  @Test
  void versions_of_another_programme_are_a_mistake_of_the_caller() {
    var foreign = new ProgrammeVersion(new ProgrammeId("patyka"), 1, START, terms);
    assertThatThrownBy(() -> publish(terms, NOW, foreign))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
