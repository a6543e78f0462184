// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/// The one page to look at: is anybody refused, does anything fail, does anything wait, what is
/// spent. Every function, queue and table is on it.
final class LoyaltyDashboard extends Construct {

  private static final int THIRD = 8;
  private static final int FULL = 24;

  private final Dashboard dashboard;

  LoyaltyDashboard(Construct scope, String id) {
    super(scope, id);
    dashboard = Dashboard.Builder.create(this, "Page").build();
  }

  void showApi(HttpApi api) {
    dashboard.addWidgets(
        graph("API calls", List.of(api.metricCount(sum("calls")))),
        graph(
            "API refusals and faults",
            List.of(api.metricClientError(sum("4xx")), api.metricServerError(sum("5xx")))),
        graph(
            "API milliseconds",
            List.of(
                api.metricLatency(options("median", "p50")),
                api.metricLatency(options("1 in 100 slower", "p99")))));
  }

  void showFunctions(List<LoyaltyFunction> functions) {
    dashboard.addWidgets(
        each("Calls", functions, (name, shown) -> shown.metricInvocations(sum(name))),
        each("Errors", functions, (name, shown) -> shown.metricErrors(sum(name))),
        each("Throttles", functions, (name, shown) -> shown.metricThrottles(sum(name))));
    dashboard.addWidgets(
        each("Milliseconds p99", functions, (n, shown) -> shown.metricDuration(options(n, "p99"))),
        each("At the same time", functions, LoyaltyDashboard::concurrency),
        each("Stream read late, ms", functions, LoyaltyDashboard::iteratorAge));
  }

  /// @param queues by the name they are shown under
  void showQueues(Map<String, IQueue> queues) {
    List<IMetric> waiting = new ArrayList<>();
    List<IMetric> oldest = new ArrayList<>();
    queues.forEach(
        (name, queue) -> {
          var options = options(name, "Maximum");
          waiting.add(queue.metricApproximateNumberOfMessagesVisible(options));
          oldest.add(queue.metricApproximateAgeOfOldestMessage(options));
        });
    dashboard.addWidgets(
        graph("Messages waiting", waiting), graph("Oldest message, seconds", oldest));
  }

  /// Indexes are metered by themselves and are not in these figures.
  void showTables(List<LoyaltyTable> tables) {
    dashboard.addWidgets(
        ofTables("Write units", tables, "ConsumedWriteCapacityUnits"),
        ofTables("Read units", tables, "ConsumedReadCapacityUnits"),
        graph("Refused by DynamoDB for now", throttled(tables)));
    dashboard.addWidgets(
        ofTables("Lost races: a condition failed", tables, "ConditionalCheckFailedRequests"),
        ofTables("Writes that met a transaction", tables, "TransactionConflict"));
  }

  /// What functions count in their logs.
  void showCounted(List<Counted> counted) {
    List<IMetric> metrics = counted.stream().map(Counted::metric).toList();
    dashboard.addWidgets(
        GraphWidget.Builder.create().title("Counted").width(FULL).left(metrics).build());
  }

  /// A metric of our own.
  record Counted(String name, Deployable function) {
    private IMetric metric() {
      return LoyaltyAlarms.counted(name, function)
          .with(MetricOptions.builder().label(name + ", " + function.name()).build());
    }
  }

  private static IWidget ofTables(String title, List<LoyaltyTable> tables, String metric) {
    return graph(title, tables.stream().map(table -> of(table, metric, "")).toList());
  }

  private static List<IMetric> throttled(List<LoyaltyTable> tables) {
    return tables.stream()
        .flatMap(
            table ->
                Stream.of(
                    of(table, "WriteThrottleEvents", ", writes"),
                    of(table, "ReadThrottleEvents", ", reads")))
        .toList();
  }

  private static IMetric of(LoyaltyTable table, String metric, String which) {
    return table.table().metric(metric, sum(table.shape().name() + which));
  }

  private static IMetric concurrency(String name, Function function) {
    return function.metric("ConcurrentExecutions", options(name, "Maximum"));
  }

  private static IMetric iteratorAge(String name, Function function) {
    return function.metric("IteratorAge", options(name, "Maximum"));
  }

  /// A measure of a function.
  private interface Measure {
    IMetric of(String name, Function function);
  }

  private static IWidget each(String title, List<LoyaltyFunction> functions, Measure measure) {
    List<IMetric> metrics =
        functions.stream().map(shown -> measure.of(shown.name(), shown.function())).toList();
    return graph(title, metrics);
  }

  private static IWidget graph(String title, List<IMetric> left) {
    return GraphWidget.Builder.create().title(title).width(THIRD).left(left).build();
  }

  private static MetricOptions sum(String label) {
    return options(label, "Sum");
  }

  private static MetricOptions options(String label, String statistic) {
    return MetricOptions.builder()
        .label(label)
        .statistic(statistic)
        .period(Duration.minutes(5))
        .build();
  }
}
