// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/// When a person is called. All alarms speak to one topic; who listens is set where it is deployed,
/// not in the code. No data is no alarm: an idle system is a healthy one.
///
/// Each metric that is watched costs 0.10 USD a month, also where one alarm looks at several: there
/// is one for each thing that somebody would go and look at, and the rest is on the dashboard.
final class LoyaltyAlarms extends Construct {

  private static final Duration MINUTE = Duration.minutes(1);
  private static final Duration FIVE_MINUTES = Duration.minutes(5);

  /// Some 7,000 purchases, and about half a dollar: five times the mean hour of a brand with a
  /// million purchases a month.
  private static final int CALLS_OF_A_BUSY_HOUR = 100_000;

  private final Topic topic;

  LoyaltyAlarms(Construct scope, String id) {
    super(scope, id);
    topic = Topic.Builder.create(this, "Topic").enforceSsl(true).build();
    letCloudWatchPublish();
  }

  /// The policy that demands TLS replaces the one a topic is born with, under which an alarm of the
  /// same account may speak: said again here, for this account only.
  private void letCloudWatchPublish() {
    topic.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("AlarmsOfThisAccount")
            .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(topic.getTopicArn()))
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
            .build());
  }

  Topic topic() {
    return topic;
  }

  /// One message is enough: each is something the machine has given up.
  void onDeadLetters(String id, IQueue deadLetters) {
    var visible = deadLetters.metricApproximateNumberOfMessagesVisible(maximum(FIVE_MINUTES));
    alarm(id + "DeadLetters", Trouble.GIVEN_UP, visible, 1, 1);
  }

  /// Work is retried for half an hour; what is older is not being done at all.
  void onWaiting(String id, IQueue queue) {
    var age = queue.metricApproximateAgeOfOldestMessage(maximum(FIVE_MINUTES));
    alarm(id + "Waiting", Trouble.WAITING, age, 3_600, 1);
  }

  /// A stream that is read late: points and vouchers appear late.
  void onLateness(LoyaltyFunction function) {
    var age = function.function().metric("IteratorAge", maximum(MINUTE));
    alarm(function.name() + "Late", Trouble.LATE, age, 300_000, 5);
  }

  /// A single failed call is tried again by whoever made it; two periods with failures are a fault.
  void onErrors(LoyaltyFunction function) {
    var errors = function.function().metricErrors(sum());
    alarm(function.name() + "Errors", Trouble.ERRORS, errors, 1, 2);
  }

  /// Concurrency belongs to the account: no function has a share of its own, so whoever is refused,
  /// the tills are next. One alarm on the sum that Lambda keeps of all functions costs what one for
  /// each of them would cost.
  void onThrottles() {
    alarm("Throttles", Trouble.THROTTLES, ofAllFunctions("Throttles", FIVE_MINUTES), 1, 1);
  }

  /// Everything that is paid by use is used by a call of a function.
  void onSpending() {
    var calls = ofAllFunctions("Invocations", Duration.hours(1));
    alarm("Spending", Trouble.SPENDING, calls, CALLS_OF_A_BUSY_HOUR, 3);
  }

  /// Writers that meet try again or wait their turn, and nothing is lost; but each try is paid, and
  /// this many are no crowd at a counter.
  void onConflicts(LoyaltyTable table) {
    var conflicts = table.table().metric("TransactionConflict", sum());
    alarm(table.shape().name() + "Conflicts", Trouble.CONFLICTS, conflicts, 1_000, 3);
  }

  /// Something is stored that does not follow from the rest: the log says what.
  void onDifferences(Deployable audit) {
    alarm("AuditDifferences", Trouble.DIFFERENCES, counted("AuditDifferences", audit), 1, 1);
  }

  void onFaults(String id, HttpApi api) {
    alarm(id + "Faults", Trouble.FAULTS, api.metricServerError(sum()), 1, 2);
  }

  /// Each message waits for a person: the shop was told that it is kept and sends no more.
  void onQuarantine() {
    var kept = counted("MessagesQuarantined", Deployable.PURCHASE_INGESTION);
    alarm("MessagesQuarantined", Trouble.QUARANTINE, kept, 1, 1);
  }

  /// Tills mistype now and then; fifty in five minutes is somebody who makes codes up.
  void onGuessedCodes(String id, Deployable function) {
    var unknown = counted("UnknownVoucherCodes", function);
    alarm(id + "UnknownCodes", Trouble.GUESSED_CODES, unknown, 50, 1);
  }

  /// Each is a sale whose voucher another channel has taken: the customer has both.
  void onVoucherConflicts() {
    var opened = counted("VoucherConflicts", Deployable.EVENT_PUBLISHER);
    alarm("VoucherConflicts", Trouble.VOUCHER_CONFLICT, opened, 1, 1);
  }

  /// Whoever gave the receiver's address has to be told: nothing more is sent there.
  void onWebhooksGivenUp() {
    var disabled = counted("WebhookSubscriptionsDisabled", Deployable.WEBHOOK_DELIVERY);
    alarm("WebhookSubscriptionsDisabled", Trouble.RECEIVER_GIVEN_UP, disabled, 1, 1);
  }

  /// What a function counts in its log, in the embedded format of CloudWatch.
  static Metric counted(String name, Deployable function) {
    return Metric.Builder.create()
        .namespace("Ramure")
        .metricName(name)
        .dimensionsMap(Map.of("function", function.name()))
        .statistic("Sum")
        .period(FIVE_MINUTES)
        .build();
  }

  /// What Lambda sums up over all functions of the account and region, others' too.
  private static Metric ofAllFunctions(String name, Duration period) {
    return Metric.Builder.create()
        .namespace("AWS/Lambda")
        .metricName(name)
        .statistic("Sum")
        .period(period)
        .build();
  }

  private void alarm(String id, Trouble trouble, IMetric metric, Number threshold, int periods) {
    var alarm =
        Alarm.Builder.create(this, id)
            .alarmDescription(trouble.description())
            .metric(metric)
            .threshold(threshold)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .evaluationPeriods(periods)
            .treatMissingData(TreatMissingData.NOT_BREACHING)
            .build();
    alarm.addAlarmAction(new SnsAction(topic));
  }

  private static MetricOptions maximum(Duration period) {
    return MetricOptions.builder().statistic("Maximum").period(period).build();
  }

  private static MetricOptions sum() {
    return MetricOptions.builder().statistic("Sum").period(FIVE_MINUTES).build();
  }
}
