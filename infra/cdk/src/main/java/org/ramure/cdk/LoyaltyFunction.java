// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ramure.table.TableShape;
import org.ramure.table.programmes.ProgrammeKeys;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.EventSourceMappingOptions;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.lambda.eventsources.SqsDlq;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/// One function with its role, its log and what it may touch.
///
/// It starts with the right to write its log and its traces. Each further right is given together
/// with the environment variable that goes with it, so that a function knows exactly what it may
/// use. The statements are written out instead of taken from the {@code grant} methods of the
/// library, because those bring more actions than are used, all indexes of a table, and patterns.
final class LoyaltyFunction extends Construct {

  private final Function function;
  private final Role role;

  LoyaltyFunction(Construct scope, String id, Settings settings, Deployable deployable) {
    super(scope, id);
    var logs = logs();
    role = role(logs);
    function =
        Function.Builder.create(this, "Function")
            .description("Ramure: " + deployable.name())
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .handler(deployable.handler())
            .code(Code.fromAsset(settings.zip(deployable.module()).toString()))
            .memorySize(deployable.memoryMegabytes())
            .timeout(Duration.seconds(deployable.timeoutSeconds()))
            .loggingFormat(LoggingFormat.JSON)
            .logGroup(logs)
            .role(role)
            .build();
  }

  /// An explicit log group, because the one Lambda makes by itself never forgets, and the library's
  /// {@code logRetention} is a custom resource.
  private LogGroup logs() {
    return LogGroup.Builder.create(this, "Logs")
        .retention(RetentionDays.THREE_MONTHS)
        .removalPolicy(RemovalPolicy.DESTROY)
        .build();
  }

  private Role role(LogGroup logs) {
    var created =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    logs.grant(created, "logs:CreateLogStream", "logs:PutLogEvents");
    return created;
  }

  /// The word for the function in logical ids, alarms and the dashboard.
  String name() {
    return getNode().getId();
  }

  Function function() {
    return function;
  }

  /// Lets the function do these things, and no others, with the items of the table.
  LoyaltyFunction uses(LoyaltyTable table, TableAction... actions) {
    function.addEnvironment(table.shape().environment(), table.table().getTableName());
    allow(Stream.of(actions).map(TableAction::iam).toList(), table.table().getTableArn());
    table.key().ifPresent(key -> allowKey(keyActions(actions), key.getKeyArn(), "dynamodb"));
    return this;
  }

  /// Lets the function note when an API key was used, and write nothing else into the table: each
  /// of these notes has a partition of its own.
  LoyaltyFunction notesKeyUses(LoyaltyTable programmes) {
    return notes(programmes, ProgrammeKeys.API_KEY_USE);
  }

  /// Lets the function note which day it has begun, likewise.
  LoyaltyFunction notesBegunDays(LoyaltyTable programmes) {
    return notes(programmes, ProgrammeKeys.BEGUN_DAY);
  }

  private LoyaltyFunction notes(LoyaltyTable programmes, String partitions) {
    Map<String, Object> onlyNotes = new LinkedHashMap<>();
    onlyNotes.put(
        "ForAllValues:StringLike", Map.of("dynamodb:LeadingKeys", List.of(partitions + "*")));
    onlyNotes.put("Null", Map.of("dynamodb:LeadingKeys", "false"));
    role.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of(TableAction.UPDATE_ITEM.iam()))
            .resources(List.of(programmes.table().getTableArn()))
            .conditions(onlyNotes)
            .build());
    return this;
  }

  /// Lets the function look things up in the index; the items behind it need {@link #uses}.
  LoyaltyFunction queries(LoyaltyTable table, TableShape.Index index) {
    allow(List.of(TableAction.QUERY.iam()), table.indexArn(index));
    return this;
  }

  LoyaltyFunction uses(Keyring keyring) {
    function.addEnvironment(keyring.purpose().environment(), keyring.arn());
    allow(List.of("secretsmanager:GetSecretValue"), keyring.arn());
    return this;
  }

  LoyaltyFunction putsInto(QuarantineBucket quarantine) {
    var bucket = quarantine.bucket();
    function.addEnvironment("QUARANTINE_BUCKET", bucket.getBucketName());
    allow(List.of("s3:PutObject"), bucket.arnForObjects("*"));
    allowKey(List.of("kms:GenerateDataKey"), quarantine.key().getKeyArn(), "s3");
    Reasons.accept(
        role,
        "AwsSolutions-IAM5",
        "The names of objects are made when a message arrives; the only action is to put one.");
    return this;
  }

  LoyaltyFunction getsFrom(QuarantineBucket quarantine) {
    var bucket = quarantine.bucket();
    function.addEnvironment("QUARANTINE_BUCKET", bucket.getBucketName());
    allow(List.of("s3:GetObject"), bucket.arnForObjects("*"));
    allowKey(List.of("kms:Decrypt"), quarantine.key().getKeyArn(), "s3");
    Reasons.accept(
        role,
        "AwsSolutions-IAM5",
        "The names of objects are made when a message arrives; the only action is to get one.");
    return this;
  }

  /// Lets the function see what lies in the bucket, and open none of it.
  LoyaltyFunction lists(QuarantineBucket quarantine) {
    var bucket = quarantine.bucket();
    function.addEnvironment("QUARANTINE_BUCKET", bucket.getBucketName());
    allow(List.of("s3:ListBucket"), bucket.getBucketArn());
    return this;
  }

  LoyaltyFunction sendsTo(QueueWithDeadLetters work) {
    function.addEnvironment(work.environment(), work.queue().getQueueUrl());
    allow(List.of("sqs:SendMessage"), work.queue().getQueueArn());
    return this;
  }

  /// Lets the function put events on the bus.
  LoyaltyFunction publishesTo(EventBus bus) {
    function.addEnvironment("EVENT_BUS_NAME", bus.getEventBusName());
    allow(List.of("events:PutEvents"), bus.getEventBusArn());
    return this;
  }

  /// Where the function itself notes what it cannot do, however often it tries.
  LoyaltyFunction notesIn(String environment, IQueue deadLetters) {
    function.addEnvironment(environment, deadLetters.getQueueUrl());
    allow(List.of("sqs:SendMessage"), deadLetters.getQueueArn());
    return this;
  }

  /// Lets the function look at the dead letters and send them back one by one.
  LoyaltyFunction sendsBack(QueueWithDeadLetters work) {
    return sendsBack(work, work);
  }

  /// The same where the letters are worked off by another queue than they came from.
  LoyaltyFunction sendsBack(QueueWithDeadLetters from, QueueWithDeadLetters to) {
    function.addEnvironment(from.deadLettersEnvironment(), from.deadLetters().getQueueUrl());
    allow(
        List.of(
            "sqs:GetQueueAttributes",
            "sqs:ReceiveMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage"),
        from.deadLetters().getQueueArn());
    return sendsTo(to);
  }

  /// Where the call itself goes when a function that nobody waits for has failed three times: the
  /// message is the event, so that sending it again is the replay.
  LoyaltyFunction failsInto(IQueue deadLetters) {
    allow(List.of("sqs:SendMessage"), deadLetters.getQueueArn());
    if (function.getNode().getDefaultChild() instanceof CfnFunction resource) {
      resource.setDeadLetterConfig(
          CfnFunction.DeadLetterConfigProperty.builder()
              .targetArn(deadLetters.getQueueArn())
              .build());
    }
    return this;
  }

  /// Feeds the function from its queue. At most ten calls at a time, so that a replay of everything
  /// does not take the account's concurrency away from the tills.
  LoyaltyFunction consumes(QueueWithDeadLetters work) {
    return consumes("Work", work);
  }

  /// The same for a function that has several queues.
  ///
  /// @param id says which
  LoyaltyFunction consumes(String id, QueueWithDeadLetters work) {
    return consumes(id, work, 10, 10);
  }

  /// The same where each message is as much work as a call can do.
  LoyaltyFunction consumesOneByOne(QueueWithDeadLetters work) {
    return consumes("Work", work, 1, 4);
  }

  private LoyaltyFunction consumes(String id, QueueWithDeadLetters work, int messages, int atOnce) {
    allow(
        List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
        work.queue().getQueueArn());
    function.addEventSourceMapping(
        id,
        EventSourceMappingOptions.builder()
            .eventSourceArn(work.queue().getQueueArn())
            .batchSize(messages)
            .maxConcurrency(atOnce)
            .reportBatchItemFailures(true)
            .build());
    return this;
  }

  /// Feeds the function with changes of the table, from the oldest that is still there.
  ///
  /// The function itself puts what fails into its queue, so the limits here are for the day when
  /// even that fails: a batch is halved to find the culprit, tried ten times, given up after twelve
  /// hours, and noted in the dead letters. Twelve, because a stream keeps a day: whoever is called
  /// has as long again to read the records themselves.
  LoyaltyFunction follows(
      LoyaltyTable table, Map<String, Object> filter, int parallel, IQueue deadLetters) {
    return follows("Changes", table, filter, parallel, deadLetters);
  }

  /// The same for a function that follows several tables.
  ///
  /// @param id says which
  LoyaltyFunction follows(
      String id, LoyaltyTable table, Map<String, Object> filter, int parallel, IQueue deadLetters) {
    allow(
        List.of(
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams"),
        table.streamArn());
    table.key().ifPresent(key -> allowKey(keyActions(), key.getKeyArn(), "dynamodb"));
    function.addEventSourceMapping(
        id,
        EventSourceMappingOptions.builder()
            .eventSourceArn(table.streamArn())
            .startingPosition(StartingPosition.TRIM_HORIZON)
            .filters(List.of(filter))
            .batchSize(100)
            .parallelizationFactor(parallel)
            .reportBatchItemFailures(true)
            .bisectBatchOnError(true)
            .retryAttempts(10)
            .maxRecordAge(Duration.hours(12))
            .onFailure(new SqsDlq(deadLetters))
            .build());
    return this;
  }

  private void allow(List<String> actions, String resource) {
    role.addToPrincipalPolicy(
        PolicyStatement.Builder.create().actions(actions).resources(List.of(resource)).build());
  }

  /// A right on a key that holds only for calls the service makes on the function's behalf: the
  /// function cannot use the key by itself.
  private void allowKey(List<String> actions, String keyArn, String service) {
    var via = Map.of("kms:ViaService", service + "." + Aws.REGION + ".amazonaws.com");
    role.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .actions(actions)
            .resources(List.of(keyArn))
            .conditions(Map.of("StringEquals", via))
            .build());
  }

  private static List<String> keyActions(TableAction... actions) {
    List<String> reading = List.of("kms:Decrypt", "kms:DescribeKey");
    List<String> writing =
        List.of("kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo");
    return Stream.of(actions).anyMatch(TableAction::writes)
        ? Stream.of(reading, writing).flatMap(List::stream).toList()
        : reading;
  }
}
