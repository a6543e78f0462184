// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramure.cdk.Assembly.Resource;

/// When a person is called.
@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchTest {

  private static final Assembly ASSEMBLY = Assembly.built();
  private static final List<Resource> ALARMS = ASSEMBLY.ofType("AWS::CloudWatch::Alarm");

  static List<Resource> functions() {
    return List.copyOf(ASSEMBLY.functions().values());
  }

  static List<Resource> deadLetters() {
    return ASSEMBLY.ofType("AWS::SQS::Queue").stream()
        .filter(queue -> queue.name().endsWith("DeadLetters"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("deadLetters")
  void the_first_dead_letter_calls(Resource queue) {
    var alarm = alarm("ApproximateNumberOfMessagesVisible", queue.name() + ".QueueName");
    assertThat(alarm.property("/Threshold").asInt()).isEqualTo(1);
    assertThat(alarm.property("/EvaluationPeriods").asInt()).isEqualTo(1);
    assertThat(alarm.property("/Statistic").asText()).isEqualTo("Maximum");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void errors_and_throttles_of_a_function_call(Resource function) {
    assertThat(alarm("Errors", function.name()).property("/Threshold").asInt()).isEqualTo(1);
    assertThat(alarm("Throttles", function.name()).property("/Threshold").asInt()).isEqualTo(1);
  }

  @Test
  void a_stream_that_is_read_late_calls() {
    for (Resource mapping : ASSEMBLY.ofType("AWS::Lambda::EventSourceMapping")) {
      if (mapping.properties().has("StartingPosition")) {
        var function = ASSEMBLY.words(mapping.property("/FunctionName"));
        assertThat(alarm("IteratorAge", function).property("/Threshold").asInt())
            .isEqualTo(300_000);
      }
    }
  }

  @Test
  void books_that_do_not_agree_call() {
    var alarm = alarm("AuditDifferences", "ledger-audit");
    assertThat(alarm.property("/Namespace").asText()).isEqualTo("Ramure");
    assertThat(alarm.property("/Dimensions/0/Name").asText()).isEqualTo("function");
    assertThat(alarm.property("/Threshold").asInt()).isEqualTo(1);
    assertThat(alarm.property("/Statistic").asText()).isEqualTo("Sum");
  }

  @Test
  void an_api_that_fails_calls() {
    assertThat(alarm("5xx", "ApiHttp").property("/Threshold").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "MessagesQuarantined, purchase-ingestion, 1",
    "UnknownVoucherCodes, voucher-redemption, 50",
    "UnknownVoucherCodes, purchase-preview, 50"
  })
  void what_a_function_counts_in_its_log_calls(String metric, String function, int threshold) {
    var alarm = alarm(metric, function);
    assertThat(alarm.property("/Namespace").asText()).isEqualTo("Ramure");
    assertThat(alarm.property("/Dimensions/0/Name").asText()).isEqualTo("function");
    assertThat(alarm.property("/Statistic").asText()).isEqualTo("Sum");
    assertThat(alarm.property("/Threshold").asInt()).isEqualTo(threshold);
    assertThat(constants(function)).contains(metric, function, "Ramure");
  }

  /// The texts that a function's code names: an alarm on a misspelt metric never calls.
  private static Set<String> constants(String function) {
    var handler =
        Objects.requireNonNull(ASSEMBLY.functions().get(function)).property("/Handler").asText();
    var modules = Stream.of("loyalty-lambda", function);
    return ByteCode.of(modules.map(m -> Path.of("../../functions", m, "target/classes")).toList())
        .from(handler.replace('.', '/'))
        .values()
        .stream()
        .flatMap(body -> body.constants().stream())
        .collect(Collectors.toSet());
  }

  @Test
  void a_receiver_of_webhooks_that_is_given_up_calls() {
    var alarm = ASSEMBLY.named("AlarmsWebhookSubscriptionsDisabled");
    assertThat(alarm.property("/Namespace").asText()).isEqualTo("Ramure");
    assertThat(alarm.property("/Dimensions/0/Value").asText()).isEqualTo("webhook-delivery");
    assertThat(alarm.property("/Threshold").asInt()).isEqualTo(1);
  }

  @Test
  void every_alarm_is_heard_and_says_what_is_wrong() {
    assertThat(ALARMS)
        .allMatch(alarm -> ASSEMBLY.words(alarm.property("/AlarmActions")).equals("AlarmsTopic"))
        .allMatch(alarm -> !alarm.property("/AlarmDescription").asText().isBlank());
  }

  @Test
  void silence_is_health() {
    assertThat(ALARMS)
        .allMatch(alarm -> alarm.property("/TreatMissingData").asText().equals("notBreaching"));
  }

  @Test
  void alarms_of_this_account_may_speak_to_the_topic_and_only_encrypted() {
    var policy = ASSEMBLY.named("AlarmsTopicPolicy").property("/PolicyDocument/Statement");
    assertThat(policy.toString())
        .contains("cloudwatch.amazonaws.com", "aws:SourceAccount")
        .contains("\"aws:SecureTransport\":\"false\"");
  }

  @Test
  void there_is_one_page_to_look_at() {
    assertThat(ASSEMBLY.ofType("AWS::CloudWatch::Dashboard")).hasSize(1);
  }

  private static Resource alarm(String metric, String subject) {
    return ALARMS.stream()
        .filter(alarm -> alarm.property("/MetricName").asText().equals(metric))
        .filter(alarm -> ASSEMBLY.words(alarm.property("/Dimensions/0/Value")).equals(subject))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no alarm on " + metric + " of " + subject));
  }
}
