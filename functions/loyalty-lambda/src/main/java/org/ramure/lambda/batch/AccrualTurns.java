// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.batch;

import org.ramure.digest.Sha256;
import org.ramure.lambda.Environment;
import org.ramure.lambda.OrderedQueue;
import org.ramure.member.MemberId;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.LedgerKeys;

/// Purchases that wait in line with others of the same member, because many came at once. Messages
/// read like those of {@link AccrualQueue}.
public record AccrualTurns(OrderedQueue queue) {

  public static AccrualTurns of(Environment environment) {
    return new AccrualTurns(environment.orderedQueue("ACCRUAL_TURNS_QUEUE_URL"));
  }

  /// @param member whose purchases wait for each other
  public void send(MemberId member, PurchaseKey key) {
    var account = LedgerKeys.account(key.programme(), member).pk();
    queue.send(Sha256.hex(account), AccrualQueue.body(key));
  }
}
