// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/// Calls a function at set times. The call carries the time it was scheduled for, so that one
/// delivered late, or again, works for the time it was meant for. Scheduler only hands the call
/// over; a failure inside the function is retried by Lambda.
///
/// The resource is written out instead of the library's {@code LambdaInvoke}, which lets the
/// schedule call every version and alias of the function.
final class LoyaltySchedule extends Construct {

  private static final String INPUT = "{\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"}";
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final int A_MINUTE = 60;
  private static final int AN_HOUR = 3600;

  /// When it rings, and for how long it tries where the function cannot be called.
  private record Ring(
      String description, String expression, ZoneId zone, int attempts, int seconds) {}

  private LoyaltySchedule(
      Construct scope, String id, LoyaltyFunction target, Ring ring, Optional<IQueue> deadLetters) {
    super(scope, id);
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("scheduler.amazonaws.com"))
            .build();
    String function = target.function().getFunctionArn();
    allow(role, "lambda:InvokeFunction", function);
    deadLetters.ifPresent(queue -> allow(role, "sqs:SendMessage", queue.getQueueArn()));
    CfnSchedule.Builder.create(this, "Schedule")
        .description(ring.description())
        .scheduleExpression(ring.expression())
        .scheduleExpressionTimezone(ring.zone().getId())
        .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder().mode("OFF").build())
        .target(target(function, role, ring, deadLetters))
        .build();
  }

  /// A night's work and its hour, by the clock on the shops' walls. Between two and three in the
  /// morning a clock may be skipped or come twice: no hour of ours lies there.
  enum Night {
    /// Before anybody counts yesterday.
    SWEEP("cron(30 1 * * ? *)", "Ramure: what a day has left open"),
    /// Two hours after the sweep: what that has queued is done, or will not be.
    AUDIT("cron(30 3 * * ? *)", "Ramure: whether the books are right");

    private final String expression;
    private final String description;

    Night(String expression, String description) {
      this.expression = expression;
      this.description = description;
    }
  }

  /// Every night. One that is missed leaves a dead letter, the same queue as the function's own.
  static void nightly(
      Construct scope,
      String id,
      Night night,
      LoyaltyFunction target,
      ZoneId zone,
      IQueue deadLetters) {
    var ring = new Ring(night.description, night.expression, zone, 10, AN_HOUR);
    new LoyaltySchedule(scope, id, target, ring, Optional.of(deadLetters));
  }

  /// Every hour, wherever midnight is just over. One that is missed leaves nothing: the next does
  /// its work.
  static void everyHour(Construct scope, String id, LoyaltyFunction target, String description) {
    var ring = new Ring(description, "cron(5 * * * ? *)", UTC, 0, A_MINUTE);
    new LoyaltySchedule(scope, id, target, ring, Optional.empty());
  }

  /// Every minute. One that is missed leaves nothing: the next does its work.
  static void everyMinute(Construct scope, String id, LoyaltyFunction target, String description) {
    var ring = new Ring(description, "rate(1 minute)", UTC, 0, A_MINUTE);
    new LoyaltySchedule(scope, id, target, ring, Optional.empty());
  }

  private static void allow(Role role, String action, String resource) {
    role.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of(action))
            .resources(List.of(resource))
            .build());
  }

  private static CfnSchedule.TargetProperty target(
      String function, Role role, Ring ring, Optional<IQueue> deadLetters) {
    var target =
        CfnSchedule.TargetProperty.builder()
            .arn(function)
            .roleArn(role.getRoleArn())
            .input(INPUT)
            .retryPolicy(
                CfnSchedule.RetryPolicyProperty.builder()
                    .maximumRetryAttempts(ring.attempts())
                    .maximumEventAgeInSeconds(ring.seconds())
                    .build());
    deadLetters.ifPresent(
        queue ->
            target.deadLetterConfig(
                CfnSchedule.DeadLetterConfigProperty.builder().arn(queue.getQueueArn()).build()));
    return target.build();
  }
}
