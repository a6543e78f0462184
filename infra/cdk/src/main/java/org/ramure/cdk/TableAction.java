// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

/// What a function may do with the items of a table. A transaction needs no right of its own: each
/// of its parts is judged by the action it performs. Only the audit scans.
enum TableAction {
  GET_ITEM("dynamodb:GetItem", false),
  BATCH_GET_ITEM("dynamodb:BatchGetItem", false),
  QUERY("dynamodb:Query", false),
  SCAN("dynamodb:Scan", false),
  CONDITION_CHECK_ITEM("dynamodb:ConditionCheckItem", false),
  PUT_ITEM("dynamodb:PutItem", true),
  BATCH_WRITE_ITEM("dynamodb:BatchWriteItem", true),
  UPDATE_ITEM("dynamodb:UpdateItem", true),
  DELETE_ITEM("dynamodb:DeleteItem", true);

  private final String iam;
  private final boolean writes;

  TableAction(String iam, boolean writes) {
    this.iam = iam;
    this.writes = writes;
  }

  String iam() {
    return iam;
  }

  boolean writes() {
    return writes;
  }
}
