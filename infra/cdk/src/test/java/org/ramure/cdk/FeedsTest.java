// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.cdk.Assembly.Resource;
import software.amazon.event.ruler.Ruler;

/// What wakes a function that nobody calls.
@DisplayNameGeneration(ReplaceUnderscores.class)
class FeedsTest {

  private static final Assembly ASSEMBLY = Assembly.built();

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          FUNCTION               | FEED            | STREAM                    | GIVEN UP INTO          | AT ONCE
          PointsAccrualFunction  | Changes         | TablesPurchases.StreamArn | AccrualDeadLetters.Arn | 4
          VoucherMintingFunction | Changes         | TablesLedger.StreamArn    | MintingDeadLetters.Arn | 1
          EventPublisherFunction | MemberChanges   | TablesMembers.StreamArn   | EventsDeadLetters.Arn  | 1
          EventPublisherFunction | PurchaseChanges | TablesPurchases.StreamArn | EventsDeadLetters.Arn  | 1
          EventPublisherFunction | LedgerChanges   | TablesLedger.StreamArn    | EventsDeadLetters.Arn  | 1
          EventPublisherFunction | VoucherChanges  | TablesVouchers.StreamArn  | EventsDeadLetters.Arn  | 1
          """)
  void a_stream_is_read_from_its_oldest_record_and_blocked_by_none(
      String function, String feed, String stream, String givenUpInto, int atOnce) {
    Resource mapping = ASSEMBLY.named(function + feed);
    assertThat(ASSEMBLY.words(mapping.property("/FunctionName"))).isEqualTo(function);
    assertThat(ASSEMBLY.words(mapping.property("/EventSourceArn"))).isEqualTo(stream);
    assertThat(ASSEMBLY.words(mapping.property("/DestinationConfig/OnFailure/Destination")))
        .isEqualTo(givenUpInto);
    assertThat(mapping.property("/StartingPosition").asText()).isEqualTo("TRIM_HORIZON");
    assertThat(mapping.property("/FunctionResponseTypes/0").asText())
        .isEqualTo("ReportBatchItemFailures");
    assertThat(mapping.property("/BisectBatchOnFunctionError").asBoolean()).isTrue();
    assertThat(mapping.property("/MaximumRetryAttempts").asInt()).isEqualTo(10);
    assertThat(mapping.property("/MaximumRecordAgeInSeconds").asInt()).isEqualTo(12 * 3600);
    assertThat(mapping.property("/ParallelizationFactor").asInt()).isEqualTo(atOnce);
    assertThat(mapping.property("/BatchSize").asInt()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "PointsAccrualFunction, Work, AccrualQueue.Arn",
    "PointsAccrualFunction, Turns, AccrualTurnsQueue.Arn",
    "VoucherMintingFunction, Work, MintingQueue.Arn",
    "WebhookDeliveryFunction, Work, WebhookQueue.Arn"
  })
  void a_queue_is_read_with_failures_by_message_and_within_bounds(
      String function, String feed, String queue) {
    Resource mapping = ASSEMBLY.named(function + feed);
    assertThat(ASSEMBLY.words(mapping.property("/FunctionName"))).isEqualTo(function);
    assertThat(ASSEMBLY.words(mapping.property("/EventSourceArn"))).isEqualTo(queue);
    assertThat(mapping.property("/FunctionResponseTypes/0").asText())
        .isEqualTo("ReportBatchItemFailures");
    assertThat(mapping.property("/BatchSize").asInt()).isEqualTo(10);
    assertThat(mapping.property("/ScalingConfig/MaximumConcurrency").asInt()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "LedgerAuditFunction, AuditQueue",
    "ExpiryFunction, DueAccountsQueue",
    "BirthdayGiftsFunction, BirthdayQueue"
  })
  void a_stretch_of_a_walk_is_a_call_of_its_own(String function, String queue) {
    Resource mapping = ASSEMBLY.named(function + "Work");
    assertThat(ASSEMBLY.words(mapping.property("/EventSourceArn"))).isEqualTo(queue + ".Arn");
    assertThat(mapping.property("/BatchSize").asInt()).isEqualTo(1);
    assertThat(mapping.property("/ScalingConfig/MaximumConcurrency").asInt()).isEqualTo(4);
  }

  @Test
  void there_are_no_other_feeds() {
    assertThat(ASSEMBLY.ofType("AWS::Lambda::EventSourceMapping")).hasSize(14);
  }

  @ParameterizedTest
  @CsvSource({
    "ORDER, true",
    "REFUND#r-1, true",
    "CANCELLATION, true",
    "CLAIM, false",
    "RATING, false",
    "p#PURCHASE#shop#1, false"
  })
  void accrual_wakes_for_evidence_and_not_for_what_it_writes_itself(String sortKey, boolean wakes)
      throws Exception {
    var record = "{\"dynamodb\":{\"Keys\":{\"sk\":{\"S\":\"" + sortKey + "\"}}}}";
    assertThat(passes("PointsAccrualFunction", record)).isEqualTo(wakes);
  }

  @ParameterizedTest
  @CsvSource({
    "ACCOUNT, true, true",
    "ACCOUNT, false, false",
    "ENTRY#000000000001, true, false",
    "EXPIRED#2026-01-01, true, false"
  })
  void minting_wakes_for_an_account_with_enough_points(
      String sortKey, boolean mintable, boolean wakes) throws Exception {
    var record =
        "{\"dynamodb\":{\"Keys\":{\"sk\":{\"S\":\""
            + sortKey
            + "\"}},\"NewImage\":{\"mintable\":{\"BOOL\":"
            + mintable
            + "}}}}";
    assertThat(passes("VoucherMintingFunction", record)).isEqualTo(wakes);
  }

  @Test
  void minting_sleeps_when_an_account_does_not_say_that_it_is_mintable() throws Exception {
    var record = "{\"dynamodb\":{\"Keys\":{\"sk\":{\"S\":\"ACCOUNT\"}},\"NewImage\":{}}}";
    assertThat(passes("VoucherMintingFunction", record)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "MemberChanges, INSERT, PROFILE, true",
    "MemberChanges, MODIFY, PROFILE, false",
    "MemberChanges, REMOVE, PROFILE, false",
    "MemberChanges, INSERT, IDENTITY, false",
    "PurchaseChanges, MODIFY, ORDER, true",
    "PurchaseChanges, INSERT, REFUND#r-1, true",
    "PurchaseChanges, INSERT, CANCELLATION, true",
    "PurchaseChanges, MODIFY, RATING, false",
    "LedgerChanges, MODIFY, ACCOUNT, true",
    "LedgerChanges, INSERT, ENTRY#000000000001, true",
    "LedgerChanges, INSERT, EXPIRED#2026-01-01, false",
    "LedgerChanges, INSERT, ONCE, false",
    "VoucherChanges, INSERT, VOUCHER, true",
    "VoucherChanges, MODIFY, CONFLICT#shop/1, true"
  })
  void publishing_wakes_for_what_others_may_know(
      String feed, String event, String sortKey, boolean wakes) throws Exception {
    var record =
        "{\"eventName\":\"%s\",\"dynamodb\":{\"Keys\":{\"sk\":{\"S\":\"%s\"}}}}"
            .formatted(event, sortKey);
    assertThat(matches("EventPublisherFunction" + feed, record)).isEqualTo(wakes);
  }

  private static boolean passes(String function, String record) throws Exception {
    return matches(function + "Changes", record);
  }

  /// Judged by the matcher that AWS publishes.
  private static boolean matches(String feed, String record) throws Exception {
    JsonNode filters = ASSEMBLY.named(feed).property("/FilterCriteria/Filters");
    assertThat(filters).hasSize(1);
    return Ruler.matchesRule(record, filters.path(0).path("Pattern").asText());
  }

  @Nested
  class The_nightly_schedule {

    private final Resource schedule = ASSEMBLY.named("NightlySchedule");

    @Test
    void rings_at_half_past_one_by_the_clock_of_the_shops() {
      assertThat(schedule.property("/ScheduleExpression").asText()).isEqualTo("cron(30 1 * * ? *)");
      assertThat(schedule.property("/ScheduleExpressionTimezone").asText())
          .isEqualTo("Europe/Paris");
      assertThat(schedule.property("/FlexibleTimeWindow/Mode").asText()).isEqualTo("OFF");
    }

    @Test
    void says_for_which_night_it_rings() {
      assertThat(schedule.property("/Target/Input").asText())
          .isEqualTo("{\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"}");
    }

    @Test
    void tries_again_for_an_hour_and_then_leaves_a_dead_letter() {
      assertThat(schedule.property("/Target/RetryPolicy/MaximumRetryAttempts").asInt())
          .isEqualTo(10);
      assertThat(schedule.property("/Target/RetryPolicy/MaximumEventAgeInSeconds").asInt())
          .isEqualTo(3600);
      assertThat(ASSEMBLY.words(schedule.property("/Target/DeadLetterConfig/Arn")))
          .isEqualTo("SweepDeadLetters.Arn");
    }

    @Test
    void wakes_the_sweep() {
      assertThat(ASSEMBLY.words(schedule.property("/Target/Arn")))
          .isEqualTo("NightlySweepFunction.Arn");
    }

    @Test
    void wakes_the_audit_two_hours_later() {
      var audit = ASSEMBLY.named("NightlyAuditSchedule");
      assertThat(audit.property("/ScheduleExpression").asText()).isEqualTo("cron(30 3 * * ? *)");
      assertThat(ASSEMBLY.words(audit.property("/Target/Arn")))
          .isEqualTo("LedgerAuditFunction.Arn");
      assertThat(ASSEMBLY.words(audit.property("/Target/DeadLetterConfig/Arn")))
          .isEqualTo("AuditDeadLetters.Arn");
    }
  }

  @ParameterizedTest
  @CsvSource({"ExpiryDaysSchedule, ExpiryFunction", "BirthdayDaysSchedule, BirthdayGiftsFunction"})
  void new_days_are_looked_for_every_hour_because_midnight_is_always_somewhere(
      String name, String function) {
    var schedule = ASSEMBLY.named(name);
    assertThat(schedule.property("/ScheduleExpression").asText()).isEqualTo("cron(5 * * * ? *)");
    assertThat(schedule.property("/ScheduleExpressionTimezone").asText()).isEqualTo("UTC");
    assertThat(ASSEMBLY.words(schedule.property("/Target/Arn"))).isEqualTo(function + ".Arn");
  }

  @Test
  void there_is_no_other_schedule() {
    assertThat(ASSEMBLY.ofType("AWS::Scheduler::Schedule"))
        .extracting(Resource::name)
        .containsExactlyInAnyOrder(
            "ExpiryDaysSchedule",
            "BirthdayDaysSchedule",
            "NightlySchedule",
            "NightlyAuditSchedule",
            "WebhooksDueSchedule");
  }

  @Nested
  class Webhooks {

    @Test
    void that_are_due_are_looked_for_every_minute_and_a_missed_one_is_made_up_by_the_next() {
      var schedule = ASSEMBLY.named("WebhooksDueSchedule");
      assertThat(schedule.property("/ScheduleExpression").asText()).isEqualTo("rate(1 minute)");
      assertThat(ASSEMBLY.words(schedule.property("/Target/Arn")))
          .isEqualTo("WebhookDeliveryFunction.Arn");
      assertThat(schedule.property("/Target/Input").asText())
          .isEqualTo("{\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"}");
      assertThat(schedule.property("/Target/RetryPolicy/MaximumRetryAttempts").asInt()).isZero();
    }

    @Test
    void hear_of_every_event_of_ours_through_a_queue_that_loses_none() {
      var rule = ASSEMBLY.named("WebhookEvents");
      assertThat(rule.property("/EventPattern").toString())
          .isEqualTo("{\"source\":[\"org.ramure\"]}");
      assertThat(ASSEMBLY.words(rule.property("/EventBusName"))).isEqualTo("Events");
      assertThat(ASSEMBLY.words(rule.property("/Targets/0/Arn"))).isEqualTo("WebhookQueue.Arn");
      assertThat(ASSEMBLY.words(rule.property("/Targets/0/DeadLetterConfig/Arn")))
          .isEqualTo("WebhookDeadLetters.Arn");
    }

    @Test
    void are_sent_to_nobody_on_loopback() {
      assertThat(ASSEMBLY.functions().values())
          .isNotEmpty()
          .allMatch(function -> !function.properties().toString().contains("WEBHOOK_RECEIVERS"));
    }
  }
}
