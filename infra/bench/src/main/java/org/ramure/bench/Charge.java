// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

/// What AWS charges for, one name for each price in `prices.json`.
enum Charge {
  DYNAMODB_WRITE("DynamoDB", "write units"),
  DYNAMODB_READ("DynamoDB", "read units"),
  DYNAMODB_STORED_GB_MONTH("DynamoDB, what is kept", "GB kept for a month"),
  DYNAMODB_RECOVERY_GB_MONTH("DynamoDB, what is kept", "GB recoverable for a month"),
  LAMBDA_REQUEST("Lambda", "calls of functions"),
  LAMBDA_GB_SECOND("Lambda", "GB-seconds"),
  API_REQUEST("API Gateway", "calls"),
  BUS_EVENT("EventBridge", "events"),
  QUEUE_REQUEST("SQS", "looks into queues"),
  FIFO_QUEUE_REQUEST("SQS", "looks into the FIFO queue"),
  LOG_GB("CloudWatch logs", "GB written"),
  LOG_STORED_GB_MONTH("CloudWatch logs", "GB kept for a month"),
  ALARM_MONTH("CloudWatch", "alarms"),
  DASHBOARD_MONTH("CloudWatch", "dashboard"),
  METRIC_MONTH("CloudWatch", "metrics of the nights"),
  KEY_MONTH("KMS", "keys"),
  KEY_REQUEST("KMS", "uses of keys"),
  SECRET_MONTH("Secrets Manager", "secrets"),
  SECRET_REQUEST("Secrets Manager", "readings of secrets"),
  OBJECT_PUT("S3", "objects put"),
  OBJECT_STORED_GB_MONTH("S3", "GB kept for a month"),
  SCHEDULED_CALL("EventBridge", "calls by schedules");

  private final String service;
  private final String what;

  Charge(String service, String what) {
    this.service = service;
    this.what = what;
  }

  /// As it is shown: one line of a bill.
  String service() {
    return service;
  }

  /// What is counted.
  String what() {
    return what;
  }
}
