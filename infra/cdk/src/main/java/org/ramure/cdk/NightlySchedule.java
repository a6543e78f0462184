// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.time.ZoneId;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/// Calls a function every night at half past one, by the clock on the shops' walls: in Europe that
/// hour is neither skipped nor repeated when the clocks change.
///
/// The call carries the time it was scheduled for, so that one delivered late, or again, works for
/// the night it was meant for. Scheduler only hands the call over; a failure inside the function is
/// retried by Lambda and then goes to the function's own dead letters, the same queue.
///
/// The resource is written out instead of the library's {@code LambdaInvoke}, which lets the
/// schedule call every version and alias of the function.
final class NightlySchedule extends Construct {

  private static final String INPUT = "{\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"}";
  private static final int AN_HOUR = 3600;

  NightlySchedule(
      Construct scope, String id, LoyaltyFunction target, ZoneId zone, IQueue deadLetters) {
    super(scope, id);
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("scheduler.amazonaws.com"))
            .build();
    String function = target.function().getFunctionArn();
    allow(role, "lambda:InvokeFunction", function);
    allow(role, "sqs:SendMessage", deadLetters.getQueueArn());
    CfnSchedule.Builder.create(this, "Schedule")
        .description("Ramure: what a day has left open")
        .scheduleExpression("cron(30 1 * * ? *)")
        .scheduleExpressionTimezone(zone.getId())
        .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder().mode("OFF").build())
        .target(target(function, role, deadLetters))
        .build();
  }

  private static void allow(Role role, String action, String resource) {
    role.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of(action))
            .resources(List.of(resource))
            .build());
  }

  private static CfnSchedule.TargetProperty target(String function, Role role, IQueue deadLetters) {
    return CfnSchedule.TargetProperty.builder()
        .arn(function)
        .roleArn(role.getRoleArn())
        .input(INPUT)
        .retryPolicy(
            CfnSchedule.RetryPolicyProperty.builder()
                .maximumRetryAttempts(10)
                .maximumEventAgeInSeconds(AN_HOUR)
                .build())
        .deadLetterConfig(
            CfnSchedule.DeadLetterConfigProperty.builder().arn(deadLetters.getQueueArn()).build())
        .build();
  }
}
