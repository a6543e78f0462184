// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

/// What AWS charges for, one name for each price in `prices.json`.
enum Charge {
  DYNAMODB_WRITE("DynamoDB"),
  DYNAMODB_READ("DynamoDB"),
  DYNAMODB_STORED_GB_MONTH("DynamoDB, what is kept"),
  DYNAMODB_RECOVERY_GB_MONTH("DynamoDB, what is kept"),
  LAMBDA_REQUEST("Lambda"),
  LAMBDA_GB_SECOND("Lambda"),
  API_REQUEST("API Gateway"),
  BUS_EVENT("EventBridge"),
  QUEUE_REQUEST("SQS"),
  FIFO_QUEUE_REQUEST("SQS"),
  LOG_GB("CloudWatch logs"),
  LOG_STORED_GB_MONTH("CloudWatch logs"),
  ALARM_MONTH("CloudWatch alarms, dashboard, metrics"),
  DASHBOARD_MONTH("CloudWatch alarms, dashboard, metrics"),
  METRIC_MONTH("CloudWatch alarms, dashboard, metrics"),
  KEY_MONTH("KMS"),
  KEY_REQUEST("KMS"),
  SECRET_MONTH("Secrets Manager"),
  SECRET_REQUEST("Secrets Manager"),
  OBJECT_PUT("S3"),
  OBJECT_STORED_GB_MONTH("S3"),
  SCHEDULED_CALL("EventBridge");

  private final String service;

  Charge(String service) {
    this.service = service;
  }

  /// As it is shown: one line of a bill.
  String service() {
    return service;
  }
}
