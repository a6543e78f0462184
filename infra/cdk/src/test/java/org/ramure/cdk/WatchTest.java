// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.cdk.Assembly.Resource;

/// When a person is called.
@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchTest {

  private static final Assembly ASSEMBLY = Assembly.built();
  private static final String PAGE = "infra/docs/how-to/answer-an-alarm.md";
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
  void errors_of_a_function_call(Resource function) {
    assertThat(alarm("Errors", function.name()).property("/Threshold").asInt()).isEqualTo(1);
  }

  /// Without a dimension: Lambda's sum over all functions of the account, for less than one alarm
  /// for each.
  @ParameterizedTest
  @CsvSource({"Throttles, 1, 300, 1", "Invocations, 100000, 3600, 3"})
  void what_all_functions_do_together_calls(String metric, int threshold, int period, int periods) {
    var alarm = alarm(metric);
    assertThat(alarm.property("/Namespace").asText()).isEqualTo("AWS/Lambda");
    assertThat(alarm.properties().has("Dimensions")).isFalse();
    assertThat(alarm.property("/Threshold").asInt()).isEqualTo(threshold);
    assertThat(alarm.property("/Period").asInt()).isEqualTo(period);
    assertThat(alarm.property("/EvaluationPeriods").asInt()).isEqualTo(periods);
  }

  @Test
  void no_function_has_a_share_of_the_accounts_concurrency_so_that_one_alarm_is_enough() {
    assertThat(functions())
        .noneMatch(function -> function.properties().has("ReservedConcurrentExecutions"));
  }

  @Test
  void accounts_that_are_fought_over_call() {
    var alarm = alarm("TransactionConflict", "TablesLedger");
    assertThat(alarm.property("/Namespace").asText()).isEqualTo("AWS/DynamoDB");
    assertThat(alarm.property("/Threshold").asInt()).isEqualTo(1_000);
    assertThat(alarm.property("/EvaluationPeriods").asInt()).isEqualTo(3);
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
    "VoucherConflicts, event-publisher, 1",
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

  /// A heading of the page is the section that an alarm names.
  @Test
  void every_alarm_names_a_section_that_says_what_to_do() throws IOException {
    var sections =
        Files.readAllLines(Path.of("../..", PAGE)).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> PAGE + "#" + line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
            .toList();
    assertThat(ALARMS)
        .extracting(alarm -> alarm.property("/AlarmDescription").asText())
        .allSatisfy(says -> assertThat(sections).contains(says.replaceFirst(".*What to do: ", "")));
  }

  @Nested
  class The_one_page_to_look_at {

    private final String page =
        ASSEMBLY.words(
            ASSEMBLY.ofType("AWS::CloudWatch::Dashboard").getFirst().property("/DashboardBody"));

    @Test
    void is_one() {
      assertThat(ASSEMBLY.ofType("AWS::CloudWatch::Dashboard")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Invocations",
          "Errors",
          "Throttles",
          "Duration",
          "ConcurrentExecutions",
          "IteratorAge"
        })
    void shows_of_every_function(String metric) {
      assertThat(functions()).allSatisfy(f -> assertShown("AWS/Lambda", metric, f.name()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"})
    void shows_of_every_queue(String metric) {
      assertThat(ASSEMBLY.ofType("AWS::SQS::Queue"))
          .allSatisfy(queue -> assertShown("AWS/SQS", metric, queue.name() + ".QueueName"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ConsumedWriteCapacityUnits",
          "ConsumedReadCapacityUnits",
          "WriteThrottleEvents",
          "ReadThrottleEvents",
          "ConditionalCheckFailedRequests",
          "TransactionConflict"
        })
    void shows_of_every_table(String metric) {
      assertThat(ASSEMBLY.ofType("AWS::DynamoDB::Table"))
          .allSatisfy(table -> assertShown("AWS/DynamoDB", metric, table.name()));
    }

    /// Each costs 0.30 USD a month where it is counted: nobody counts what nobody looks at.
    @Test
    void shows_whatever_a_function_counts() throws IOException {
      assertThat(counted())
          .isNotEmpty()
          .allSatisfy(metric -> assertThat(page).contains("\"Ramure\",\"" + metric + "\""));
    }

    private void assertShown(String namespace, String metric, String subject) {
      assertThat(page)
          .containsPattern(
              "\"%s\",\"%s\",\"[A-Za-z]+\",\"%s\""
                  .formatted(namespace, metric, Pattern.quote(subject)));
    }
  }

  /// The names in {@code metrics.count("…", …)} of all functions.
  private static List<String> counted() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../../functions"))) {
      return files
          .filter(file -> file.toString().matches(".*/src/main/.*\\.java"))
          .flatMap(WatchTest::counted)
          .distinct()
          .toList();
    }
  }

  private static Stream<String> counted(Path source) {
    try {
      return Pattern.compile("metrics\\.count\\(\\s*\"(\\w+)\"")
          .matcher(Files.readString(source))
          .results()
          .map(found -> found.group(1));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Resource alarm(String metric) {
    return ALARMS.stream()
        .filter(alarm -> alarm.property("/MetricName").asText().equals(metric))
        .filter(alarm -> !alarm.properties().has("Dimensions"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no alarm on " + metric));
  }

  private static Resource alarm(String metric, String subject) {
    return ALARMS.stream()
        .filter(alarm -> alarm.property("/MetricName").asText().equals(metric))
        .filter(alarm -> alarm.properties().has("Dimensions"))
        .filter(alarm -> ASSEMBLY.words(alarm.property("/Dimensions/0/Value")).equals(subject))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no alarm on " + metric + " of " + subject));
  }
}
