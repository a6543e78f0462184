// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.expiry;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Log;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.batch.ExpiryQueue;
import org.ramure.lambda.programme.Programmes;
import org.ramure.table.LedgerKeys;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.LedgerTable;
import org.ramure.table.TableShape;

/// Works off a shard of the list, a stretch for each message. What was done is on the list no
/// longer, so a message that comes again goes on where the first one broke off.
final class DueAccounts {

  /// So many accounts are done within a few seconds, well within what a function may run.
  static final int STRETCH = 200;

  private final LedgerTable ledgers;
  private final Programmes programmes;
  private final AccountSettling settling;
  private final ExpiryQueue queue;
  private final Metrics metrics;
  private final InstantSource clock;
  private final int stretch;

  /// @param stretch how many accounts a message does at most
  DueAccounts(
      LedgerTable ledgers,
      Programmes programmes,
      AccountSettling settling,
      ExpiryQueue queue,
      Metrics metrics,
      InstantSource clock,
      int stretch) {
    this.ledgers = ledgers;
    this.programmes = programmes;
    this.settling = settling;
    this.queue = queue;
    this.metrics = metrics;
    this.clock = clock;
    this.stretch = stretch;
  }

  static DueAccounts of(Environment environment) {
    var programmes = Programmes.of(environment);
    return new DueAccounts(
        new LedgerTable(environment.dynamoDb(), environment.table(TableShape.LEDGER)),
        programmes,
        AccountSettling.of(environment, programmes),
        ExpiryQueue.of(environment),
        new Metrics("expiry", environment.clock()),
        environment.clock(),
        STRETCH);
  }

  void goOn(DueShard shard) {
    var now = clock.instant();
    var zone = programmes.inForceAt(shard.programme(), now).terms().zone();
    var today = LocalDate.ofInstant(now, zone);
    var due = ledgers.due(shard.programme(), shard.shard(), today, shard.after(), stretch);
    due.forEach(account -> settleOrPark(account.owner()));
    if (due.size() == stretch) {
      queue.send(shard.goOnAfter(due.getLast()).toString());
    }
    metrics.count("AccountsDue", due.size());
  }

  /// One account that failed before.
  void settle(Owner owner) {
    settling.settle(owner);
  }

  /// One that fails is tried again by itself and holds up no other.
  private void settleOrPark(Owner owner) {
    try {
      settling.settle(owner);
    } catch (RuntimeException e) {
      Log.error(
          "expiry.account-failed",
          Map.of(Log.Field.PROGRAMME, owner.programme(), Log.Field.MEMBER, owner.member()),
          e);
      queue.send(LedgerKeys.account(owner.programme(), owner.member()).pk());
    }
  }
}
