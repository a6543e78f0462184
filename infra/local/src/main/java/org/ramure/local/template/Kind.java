// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.template;

import java.util.Arrays;
import java.util.Optional;

/// The resource types that the stack knows, and how CloudFormation names what they make: what `Ref`
/// gives, which property may set the name, what the ARN looks like. A type is here either because a
/// part of the stack plays it, or because it says nothing about behaviour on one machine (rights,
/// keys, alarms, log retention).
public enum Kind {
  TABLE("AWS::DynamoDB::Table", Ref.NAME, "TableName", "dynamodb", "table/"),
  GLOBAL_TABLE("AWS::DynamoDB::GlobalTable", Ref.NAME, "TableName", "dynamodb", "table/"),
  BUCKET("AWS::S3::Bucket", Ref.NAME, "BucketName", "s3", ""),
  BUCKET_POLICY("AWS::S3::BucketPolicy"),
  QUEUE("AWS::SQS::Queue", Ref.URL, "QueueName", "sqs", ""),
  QUEUE_POLICY("AWS::SQS::QueuePolicy"),
  FUNCTION("AWS::Lambda::Function", Ref.NAME, "FunctionName", "lambda", "function:"),
  PERMISSION("AWS::Lambda::Permission"),
  EVENT_SOURCE_MAPPING("AWS::Lambda::EventSourceMapping"),
  EVENT_INVOKE_CONFIG("AWS::Lambda::EventInvokeConfig"),
  ROLE("AWS::IAM::Role", Ref.NAME, "RoleName", "iam", "role/"),
  POLICY("AWS::IAM::Policy"),
  MANAGED_POLICY("AWS::IAM::ManagedPolicy", Ref.ARN, "ManagedPolicyName", "iam", "policy/"),
  LOG_GROUP("AWS::Logs::LogGroup", Ref.NAME, "LogGroupName", "logs", "log-group:"),
  KEY("AWS::KMS::Key", Ref.NAME, "", "kms", "key/"),
  KEY_ALIAS("AWS::KMS::Alias", Ref.NAME, "AliasName", "kms", ""),
  SECRET("AWS::SecretsManager::Secret", Ref.ARN, "Name", "secretsmanager", "secret:"),
  SECRET_POLICY("AWS::SecretsManager::ResourcePolicy"),
  API("AWS::ApiGatewayV2::Api", Ref.NAME, "", "apigateway", "/apis/"),
  ROUTE("AWS::ApiGatewayV2::Route"),
  INTEGRATION("AWS::ApiGatewayV2::Integration"),
  STAGE("AWS::ApiGatewayV2::Stage", Ref.NAME, "StageName", "apigateway", "/stages/"),
  SCHEDULE("AWS::Scheduler::Schedule", Ref.NAME, "Name", "scheduler", "schedule/"),
  SCHEDULE_GROUP("AWS::Scheduler::ScheduleGroup", Ref.NAME, "Name", "scheduler", "schedule-group/"),
  EVENT_BUS("AWS::Events::EventBus", Ref.NAME, "Name", "events", "event-bus/"),
  RULE("AWS::Events::Rule", Ref.NAME, "Name", "events", "rule/"),
  ALARM("AWS::CloudWatch::Alarm", Ref.NAME, "AlarmName", "cloudwatch", "alarm:"),
  DASHBOARD("AWS::CloudWatch::Dashboard", Ref.NAME, "DashboardName", "cloudwatch", "dashboard/"),
  TOPIC("AWS::SNS::Topic", Ref.ARN, "TopicName", "sns", ""),
  TOPIC_POLICY("AWS::SNS::TopicPolicy"),
  METADATA("AWS::CDK::Metadata");

  /// What `Ref` gives.
  enum Ref {
    NAME,
    ARN,
    URL
  }

  final String type;
  final Ref ref;
  final String nameProperty;
  final String service;
  final String arnPrefix;

  Kind(String type) {
    this(type, Ref.NAME, "", "", "");
  }

  Kind(String type, Ref ref, String nameProperty, String service, String arnPrefix) {
    this.type = type;
    this.ref = ref;
    this.nameProperty = nameProperty;
    this.service = service;
    this.arnPrefix = arnPrefix;
  }

  static Optional<Kind> of(String type) {
    return Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst();
  }
}
