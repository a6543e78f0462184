// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Set;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.PurchaseTable;
import org.ramure.table.PurchaseTable.Changed;
import org.ramure.table.SweepCursors;

/// Walks the purchases whose evidence arrived lately, shard by shard, and hands those that are not
/// settled to points-accrual. A shard's cursor never passes a failure, so an outage of any length
/// is caught up; it always looks at least three days back, because an index may lag behind its
/// table.
final class PurchaseSweep {

  static final Duration AT_LEAST_BACK = Duration.ofDays(3);

  /// A refund whose sale has not come by then is worth a person's look.
  static final Duration REFUND_WAITS = Duration.ofDays(30);

  private final PurchaseTable purchases;
  private final SweepCursors cursors;
  private final AccrualQueue accrual;

  PurchaseSweep(PurchaseTable purchases, SweepCursors cursors, AccrualQueue accrual) {
    this.purchases = purchases;
    this.cursors = cursors;
    this.accrual = accrual;
  }

  /// @param looked purchases read
  /// @param queued of them, those handed to points-accrual
  /// @param waitingForSale refunds and cancellations whose sale did not come within thirty days
  record Swept(int looked, int queued, int waitingForSale) {

    static final Swept NOTHING = new Swept(0, 0, 0);

    Swept plus(Swept more) {
      return new Swept(
          looked + more.looked, queued + more.queued, waitingForSale + more.waitingForSale);
    }
  }

  /// Sweeps one shard of one programme up to {@code now}.
  Swept sweep(ProgrammeId programme, int shard, Instant now) {
    var least = now.minus(AT_LEAST_BACK);
    var from =
        cursors.doneTo(programme, shard).filter(doneTo -> doneTo.isBefore(least)).orElse(least);
    var keys = changed(programme, shard, from, now);
    int queued = 0;
    for (var key : keys) {
      queued += queueUnlessSettled(key) ? 1 : 0;
    }
    int waiting = waitingForSale(programme, shard, now);
    cursors.advance(programme, shard, now);
    return new Swept(keys.size(), queued, waiting);
  }

  private Set<PurchaseKey> changed(ProgrammeId programme, int shard, Instant from, Instant to) {
    var keys = new LinkedHashSet<PurchaseKey>();
    for (var day = utc(from); !day.isAfter(utc(to)); day = day.plusDays(1)) {
      purchases.changed(programme, day, shard, from).map(Changed::key).forEach(keys::add);
    }
    return keys;
  }

  private boolean queueUnlessSettled(PurchaseKey key) {
    if (purchases.load(key).settled()) {
      return false;
    }
    accrual.send(key);
    return true;
  }

  /// Looks at one day only, the one that is thirty days old: each refund is reported once.
  private int waitingForSale(ProgrammeId programme, int shard, Instant now) {
    var then = now.minus(REFUND_WAITS);
    var day = utc(then);
    return (int)
        purchases
            .changed(programme, day, shard, day.atStartOfDay(ZoneOffset.UTC).toInstant())
            .map(Changed::key)
            .distinct()
            .filter(key -> purchases.load(key).order().isEmpty())
            .count();
  }

  private static LocalDate utc(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
