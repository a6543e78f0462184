// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.programme.ProgrammeId;
import org.ramure.webhook.Attempt.Outcome;
import org.ramure.webhook.Attempt.Seen;
import org.ramure.webhook.Subscription.Wanted;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DeliveryTest {

  private static final Instant NOW = Instant.parse("2026-03-14T09:15:00Z");
  private static final WebhookEvent EVENT =
      new WebhookEvent("e1", "org.ramure.voucher.redeemed.v1", NOW, "{}");

  private final Subscription subscription = subscription(new Subscription.Active(), NOW);
  private final Delivery fresh = Delivery.of(subscription, EVENT, NOW);
  private final Delivery tried = fresh.after(answered(NOW, 500), NOW);

  private static Subscription subscription(Subscription.State state, Instant wellAt) {
    return new Subscription(
        new ProgrammeId("vosges"),
        "s1",
        new Wanted("https://example.org", List.of(new EventPattern("*")), Optional.empty()),
        Secrets.first("A.sealed", NOW),
        state,
        wellAt,
        NOW,
        "key:k",
        NOW,
        "key:k",
        1);
  }

  private static Seen answered(Instant at, int status) {
    return Seen.answered(at, 20, status, Optional.empty());
  }

  private static Instant next(Delivery delivery) {
    return delivery.state() instanceof Delivery.Waiting(Instant next) ? next : Instant.MAX;
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          STATUS, OUTCOME   , DELIVERED
          200   , DELIVERED , true
          204   , DELIVERED , true
          299   , DELIVERED , true
          301   , REDIRECTED, false
          302   , REDIRECTED, false
          400   , REFUSED   , false
          404   , REFUSED   , false
          410   , GONE      , false
          429   , REFUSED   , false
          500   , REFUSED   , false
          503   , REFUSED   , false
          """)
  void only_2xx_counts(int status, Outcome outcome, boolean delivered) {
    var after = fresh.after(answered(NOW, status), NOW);
    assertThat(after.attempts().getFirst().outcome()).isEqualTo(outcome);
    assertThat(after.state() instanceof Delivery.Delivered).isEqualTo(delivered);
  }

  @Test
  void what_is_not_taken_is_sent_ten_times_over_three_days_and_then_given_up() {
    var delivery = fresh;
    var now = NOW;
    int sent = 0;
    while (sent == 0 || delivery.isWaiting()) {
      now = sent == 0 ? NOW : next(delivery);
      delivery = delivery.after(answered(now, 500), now);
      sent++;
    }
    assertThat(sent).isEqualTo(10);
    assertThat(Duration.between(NOW, now)).isBetween(Duration.ofHours(75), Duration.ofHours(84));
    assertThat(delivery.state()).isEqualTo(new Delivery.Failed(now, Outcome.REFUSED));
    assertThat(delivery.attempts()).hasSize(Delivery.REMEMBERED);
    assertThat(delivery.attempts().getFirst().at()).isEqualTo(now);
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          TRIES, AT LEAST, AT MOST
          1    , PT5S    , PT5.5S
          2    , PT5M    , PT5M30S
          3    , PT30M   , PT33M
          4    , PT2H    , PT2H12M
          5    , PT5H    , PT5H30M
          6    , PT10H   , PT11H
          7    , PT14H   , PT15H24M
          8    , PT20H   , PT22H
          9    , PT24H   , PT26H24M
          """)
  void pauses_grow_and_jitter_by_a_tenth(int tries, Duration atLeast, Duration atMost) {
    for (int name = 0; name < 100; name++) {
      var next = Retries.next(tries, NOW, NOW, Optional.empty(), "e" + name).orElseThrow();
      assertThat(Duration.between(NOW, next)).isBetween(atLeast, atMost);
    }
    assertThat(Retries.next(tries, NOW, NOW, Optional.empty(), "a"))
        .isNotEqualTo(Retries.next(tries, NOW, NOW, Optional.empty(), "b"))
        .isEqualTo(Retries.next(tries, NOW, NOW, Optional.empty(), "a"));
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          WISH  , PAUSE AT LEAST, AT MOST
          PT0S  , PT5M          , PT5M30S
          PT1M  , PT5M          , PT5M30S
          PT3H  , PT3H          , PT3H
          P30D  , PT24H         , PT24H
          """)
  void a_receiver_may_ask_for_more_time_up_to_a_day(
      Duration wish, Duration atLeast, Duration atMost) {
    var seen = Seen.answered(NOW, 20, 429, Optional.of(wish));
    var after = fresh.after(answered(NOW, 500), NOW).after(seen, NOW);
    assertThat(Duration.between(NOW, next(after))).isBetween(atLeast, atMost);
  }

  @Test
  void nothing_is_sent_for_longer_than_four_days_however_few_the_attempts() {
    var late = NOW.plus(Retries.MOST_AGE);
    assertThat(tried.after(answered(late, 500), late).isWaiting()).isFalse();
    assertThat(tried.after(answered(late, 500), late.minusMillis(1)).isWaiting()).isTrue();
  }

  @Test
  void one_that_waited_unsent_has_all_its_attempts_before_it() {
    var late = NOW.plus(Duration.ofDays(9));
    assertThat(fresh.again(NOW).after(answered(late, 500), late).isWaiting()).isTrue();
    assertThat(fresh.later(NOW).after(answered(late, 500), late).isWaiting()).isTrue();
  }

  @Test
  void a_receiver_that_is_gone_gets_nothing_more() {
    assertThat(fresh.after(answered(NOW, 410), NOW).state())
        .isEqualTo(new Delivery.Failed(NOW, Outcome.GONE));
  }

  @Test
  void a_test_is_sent_once() {
    var test = Delivery.of(subscription, new WebhookEvent("t", WebhookEvent.TEST, NOW, "{}"), NOW);
    assertThat(test.after(answered(NOW, 500), NOW).isWaiting()).isFalse();
  }

  @Test
  void a_replay_begins_anew_and_remembers_what_was() {
    var failed = fresh.after(answered(NOW, 410), NOW);
    var later = NOW.plus(Duration.ofDays(9));
    var again = failed.again(later);
    assertThat(again.state()).isEqualTo(new Delivery.Waiting(later));
    assertThat(again.tries()).isZero();
    assertThat(again.attempts()).isEqualTo(failed.attempts());
    assertThat(again.revision()).isEqualTo(failed.revision() + 1);
    assertThat(again.after(answered(later, 500), later).isWaiting()).isTrue();
  }

  @Test
  void a_receiver_is_given_up_when_an_event_ran_out_of_attempts_and_it_took_nothing_for_days() {
    var late = NOW.plus(Retries.MOST_AGE);
    var attempt = answered(late, 500).attempt();
    var failed = tried.after(answered(late, 500), late);
    assertThat(subscription.givenUp(failed, attempt, late))
        .contains(new Subscription.Disabled(late, Subscription.Reason.FAILING));
    assertThat(subscription.givenUp(tried, attempt, late)).isEmpty();
    assertThat(
            subscription(new Subscription.Active(), late.minus(Duration.ofDays(2)))
                .givenUp(failed, attempt, late))
        .as("it took another two days ago")
        .isEmpty();
    assertThat(subscription(new Subscription.Paused(), NOW).givenUp(failed, attempt, late))
        .isEmpty();
  }

  @Test
  void enabling_gives_all_patience_again() {
    var late = NOW.plus(Duration.ofDays(9));
    var disabled = subscription.disabled(new Subscription.Disabled(late, Subscription.Reason.GONE));
    var enabled = disabled.changed(disabled.wanted(), new Subscription.Active(), late, "key:k");
    assertThat(enabled.wellAt()).isEqualTo(late);
    assertThat(enabled.version()).isEqualTo(3);
  }

  @Test
  void old_secrets_sign_along_until_their_time_is_over() {
    var later = NOW.plus(Duration.ofHours(1));
    var rotated = subscription.rotated("A.second", Duration.ofHours(24), later, "key:k");
    assertThat(rotated.secrets().signing(later)).containsExactly("A.second", "A.sealed");
    assertThat(rotated.secrets().signing(later.plus(Duration.ofHours(24))))
        .containsExactly("A.second");
    assertThat(subscription.rotated("A.second", Duration.ZERO, later, "key:k").secrets().before())
        .isEmpty();
  }

  @Test
  void five_secrets_sign_at_most() {
    var rotated = subscription;
    for (int i = 1; i <= 6; i++) {
      rotated = rotated.rotated("A." + i, Duration.ofHours(24), NOW, "key:k");
    }
    assertThat(rotated.secrets().signing(NOW)).containsExactly("A.6", "A.5", "A.4", "A.3", "A.2");
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          PATTERN                       , TYPE                          , MATCHES
          *                             , org.ramure.voucher.minted.v1  , true
          org.ramure.voucher.*          , org.ramure.voucher.minted.v1  , true
          org.ramure.voucher.*          , org.ramure.points.accrued.v1  , false
          org.ramure.voucher.minted.v1  , org.ramure.voucher.minted.v1  , true
          org.ramure.voucher.minted.v1  , org.ramure.voucher.minted.v10 , false
          org.ramure.voucher            , org.ramure.voucher.minted.v1  , false
          """)
  void a_pattern_is_a_type_or_the_beginning_of_some(String pattern, String type, boolean matches) {
    assertThat(new EventPattern(pattern).matches(type)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "*,true",
    "org.ramure.voucher.*,true",
    "org.ramure.voucher.minted.v1,true",
    "org.ramure.vouchers.*,false",
    "org.ramure.voucher,false",
    "org.ramure.webhook.test.v1,false"
  })
  void a_pattern_matches_something_or_was_misspelt(String pattern, boolean matches) {
    assertThat(new EventPattern(pattern).matchesAnything()).isEqualTo(matches);
  }
}
