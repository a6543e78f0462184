// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.cdk.Assembly.Resource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QueuesTest {

  private static final Assembly ASSEMBLY = Assembly.built();
  private static final int FOURTEEN_DAYS = 1_209_600;

  static List<Resource> queues() {
    return ASSEMBLY.ofType("AWS::SQS::Queue");
  }

  @Test
  void there_are_these_queues_of_work_and_of_dead_letters() {
    assertThat(queues())
        .extracting(Resource::name)
        .containsExactlyInAnyOrder(
            "AccrualQueue",
            "AccrualDeadLetters",
            "AccrualTurnsQueue",
            "AccrualTurnsDeadLetters",
            "MintingQueue",
            "MintingDeadLetters",
            "ReplayQueue",
            "ReplayDeadLetters",
            "WebhookQueue",
            "WebhookDeadLetters",
            "AuditQueue",
            "AuditDeadLetters",
            "DueAccountsQueue",
            "DueAccountsDeadLetters",
            "BirthdayQueue",
            "BirthdayDeadLetters",
            "SweepDeadLetters",
            "EventsDeadLetters");
  }

  @ParameterizedTest
  @MethodSource("queues")
  void a_queue_has_dead_letters_or_holds_them(Resource queue) {
    var target = queue.property("/RedrivePolicy/deadLetterTargetArn");
    if (target.isMissingNode()) {
      assertThat(deadLetters()).contains(queue.name() + ".Arn");
    } else {
      assertThat(ASSEMBLY.words(target)).endsWith("DeadLetters.Arn");
      assertThat(queue.property("/RedrivePolicy/maxReceiveCount").asInt()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @MethodSource("queues")
  void a_queue_has_an_alarm(Resource queue) {
    assertThat(
            ASSEMBLY.ofType("AWS::CloudWatch::Alarm").stream()
                .filter(alarm -> alarm.property("/Namespace").asText().equals("AWS/SQS"))
                .map(alarm -> ASSEMBLY.words(alarm.property("/Dimensions/0/Value"))))
        .contains(queue.name() + ".QueueName");
  }

  @ParameterizedTest
  @MethodSource("queues")
  void a_queue_is_encrypted_and_keeps_its_messages_for_two_weeks(Resource queue) {
    assertThat(queue.property("/SqsManagedSseEnabled").asBoolean()).isTrue();
    assertThat(queue.property("/MessageRetentionPeriod").asInt()).isEqualTo(FOURTEEN_DAYS);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void a_queue_refuses_whoever_does_not_encrypt_the_way(Resource queue) {
    var policy = ASSEMBLY.named(queue.name() + "Policy");
    assertThat(ASSEMBLY.words(policy.property("/Queues/0"))).isEqualTo(queue.name());
    assertThat(policy.property("/PolicyDocument/Statement/0").toString())
        .contains("\"Effect\":\"Deny\"", "\"aws:SecureTransport\":\"false\"");
  }

  @Test
  void a_message_stays_hidden_six_times_as_long_as_its_consumer_may_run() {
    Map<String, String> consumers =
        ASSEMBLY.ofType("AWS::Lambda::EventSourceMapping").stream()
            .filter(mapping -> !mapping.properties().has("StartingPosition"))
            .collect(
                Collectors.toMap(
                    mapping -> ASSEMBLY.words(mapping.property("/EventSourceArn")),
                    mapping -> ASSEMBLY.words(mapping.property("/FunctionName"))));
    for (String queue :
        List.of(
            "AccrualQueue",
            "AccrualTurnsQueue",
            "MintingQueue",
            "ReplayQueue",
            "AuditQueue",
            "DueAccountsQueue",
            "BirthdayQueue")) {
      var consumer = ASSEMBLY.named(consumers.getOrDefault(queue + ".Arn", ""));
      assertThat(ASSEMBLY.named(queue).property("/VisibilityTimeout").asInt())
          .isGreaterThanOrEqualTo(6 * consumer.property("/Timeout").asInt());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccrualTurnsQueue", "AccrualTurnsDeadLetters"})
  void who_waits_for_others_of_a_group_holds_up_no_other_group(String queue) {
    var turns = ASSEMBLY.named(queue);
    assertThat(turns.property("/FifoQueue").asBoolean()).isTrue();
    assertThat(turns.property("/DeduplicationScope").asText()).isEqualTo("messageGroup");
    assertThat(turns.property("/FifoThroughputLimit").asText()).isEqualTo("perMessageGroupId");
    assertThat(turns.properties().has("ContentBasedDeduplication"))
        .as("the sender knows what a repeat is")
        .isFalse();
  }

  /// Wherever something is given up, and where it goes then.
  private static Set<String> deadLetters() {
    var redriven =
        queues().stream().map(queue -> queue.property("/RedrivePolicy/deadLetterTargetArn"));
    var failed =
        ASSEMBLY.functions().values().stream()
            .map(function -> function.property("/DeadLetterConfig/TargetArn"));
    var followed =
        ASSEMBLY.ofType("AWS::Lambda::EventSourceMapping").stream()
            .map(mapping -> mapping.property("/DestinationConfig/OnFailure/Destination"));
    return Stream.of(redriven, failed, followed)
        .flatMap(targets -> targets)
        .filter(target -> !target.isMissingNode())
        .map(ASSEMBLY::words)
        .collect(Collectors.toSet());
  }
}
