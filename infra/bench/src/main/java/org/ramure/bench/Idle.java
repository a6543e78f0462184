// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.ramure.local.template.Assembly;

/// What a month costs in which nobody calls: counted in the template, which says what is there.
final class Idle {

  private static final int NIGHTS = 30;
  private static final int MINUTES = NIGHTS * 24 * 60;
  private static final double GIGABYTE = 1e9;

  private Idle() {}

  /// @param night what one run of the nightly sweep uses
  static Bill bill(Path assembly, Mix mix, Bill night) throws IOException {
    List<JsonNode> resources =
        Assembly.read(assembly).stacks().stream()
            .flatMap(stack -> stack.template().path("Resources").valueStream())
            .toList();
    return night
        .times(NIGHTS)
        .plus(idleCall(mix).times(rings(resources).filter(often -> often > NIGHTS).sum()))
        .with(Charge.SCHEDULED_CALL, rings(resources).filter(often -> often == NIGHTS).sum())
        .with(Charge.ALARM_MONTH, count(resources, "AWS::CloudWatch::Alarm"))
        .with(Charge.DASHBOARD_MONTH, count(resources, "AWS::CloudWatch::Dashboard"))
        .with(Charge.METRIC_MONTH, mix.assumed("customMetrics"))
        .with(Charge.KEY_MONTH, count(resources, "AWS::KMS::Key"))
        .with(Charge.KEY_REQUEST, mix.assumed("keyRequestsPerMonth"))
        .with(Charge.SECRET_MONTH, count(resources, "AWS::SecretsManager::Secret"))
        .with(Charge.QUEUE_REQUEST, queues(resources, false) * mix.assumed("pollsPerQueueAndMonth"))
        .with(
            Charge.FIFO_QUEUE_REQUEST,
            queues(resources, true) * mix.assumed("pollsPerQueueAndMonth"));
  }

  /// A call that finds nothing to do, in a process that stays warm.
  private static Bill idleCall(Mix mix) {
    return Bill.NOTHING
        .with(Charge.SCHEDULED_CALL, 1)
        .with(Charge.LAMBDA_REQUEST, 1)
        .with(Charge.LAMBDA_GB_SECOND, mix.assumed("idleCallSeconds"))
        .with(Charge.DYNAMODB_READ, mix.assumed("idleCallReads"))
        .with(Charge.LOG_GB, mix.assumed("platformLogBytes") / GIGABYTE);
  }

  /// How often each schedule rings in a month: every minute, every hour or every night.
  private static IntStream rings(List<JsonNode> resources) {
    return resources.stream()
        .filter(one -> one.path("Type").asText().equals("AWS::Scheduler::Schedule"))
        .map(one -> one.at("/Properties/ScheduleExpression").asText())
        .mapToInt(Idle::rings);
  }

  private static int rings(String expression) {
    if (expression.equals("rate(1 minute)")) {
      return MINUTES;
    }
    return expression.matches("cron\\(\\d+ \\* .*") ? 24 * NIGHTS : NIGHTS;
  }

  private static long count(List<JsonNode> resources, String type) {
    return resources.stream().filter(one -> one.path("Type").asText().equals(type)).count();
  }

  /// That Lambda asks for messages, day and night: those whose failures go to another.
  private static long queues(List<JsonNode> resources, boolean fifo) {
    return resources.stream()
        .filter(one -> one.path("Type").asText().equals("AWS::SQS::Queue"))
        .map(one -> one.path("Properties"))
        .filter(queue -> queue.has("RedrivePolicy"))
        .filter(queue -> queue.path("FifoQueue").asBoolean() == fifo)
        .count();
  }
}
