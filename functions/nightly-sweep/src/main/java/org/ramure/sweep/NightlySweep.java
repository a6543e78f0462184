// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Log;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.lambda.batch.AtOnce;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Claims;
import org.ramure.table.MemberKeys;
import org.ramure.table.MemberTable;
import org.ramure.table.PurchaseKeys;
import org.ramure.table.PurchaseTable;
import org.ramure.table.SweepCursors;
import org.ramure.table.TableShape;
import org.ramure.table.programmes.ProgrammeTable;

/// The whole night's work: every programme, every shard. A shard that fails is said and the others
/// go on; its cursor stays where it was.
final class NightlySweep {

  /// Enrolments younger than this are still being finished by the function that enrols.
  static final Duration CLAIMS_GRACE = Duration.ofMinutes(5);

  private final ProgrammeTable programmes;
  private final PurchaseSweep purchases;
  private final MemberTable members;
  private final Claims claims;
  private final Metrics metrics;
  private final InstantSource clock;

  NightlySweep(
      ProgrammeTable programmes,
      PurchaseSweep purchases,
      MemberTable members,
      Claims claims,
      Metrics metrics,
      InstantSource clock) {
    this.programmes = programmes;
    this.purchases = purchases;
    this.members = members;
    this.claims = claims;
    this.metrics = metrics;
    this.clock = clock;
  }

  static NightlySweep of(Environment environment) {
    var client = environment.dynamoDb();
    var purchases = new PurchaseTable(client, environment.table(TableShape.PURCHASES));
    var members = new MemberTable(client, environment.table(TableShape.MEMBERS));
    var programmesTable = environment.table(TableShape.PROGRAMMES);
    var queue = AccrualQueue.of(environment);
    return new NightlySweep(
        new ProgrammeTable(client, programmesTable),
        new PurchaseSweep(purchases, new SweepCursors(client, programmesTable), queue),
        members,
        new Claims(members, purchases, queue::send),
        new Metrics("nightly-sweep", environment.clock()),
        environment.clock());
  }

  /// What one night found, over all programmes.
  ///
  /// @param claimed purchases that found their member
  record Report(int looked, int queued, int waitingForSale, int claimed) {}

  /// @throws IllegalStateException where any shard failed, once all others are done
  Report run() {
    return run(programmes.programmes());
  }

  Report run(List<ProgrammeId> all) {
    var now = clock.instant();
    var night = new Night(now);
    all.forEach(night::sweep);
    metrics.count("PurchasesLeftBehind", night.purchases.queued());
    metrics.count("RefundsWithoutSale", night.purchases.waitingForSale());
    if (night.failures > 0) {
      throw new IllegalStateException(night.failures + " shards failed");
    }
    return new Report(
        night.purchases.looked(),
        night.purchases.queued(),
        night.purchases.waitingForSale(),
        night.claimed);
  }

  private final class Night {
    private final Instant now;
    private PurchaseSweep.Swept purchases = PurchaseSweep.Swept.NOTHING;
    private int claimed;
    private int failures;

    Night(Instant now) {
      this.now = now;
    }

    void sweep(ProgrammeId programme) {
      each(MemberKeys.CLAIMS_SHARDS, shard -> finishClaims(programme, shard))
          .forEach(found -> claimed += found);
      each(
              PurchaseKeys.CHANGED_SHARDS,
              shard -> NightlySweep.this.purchases.sweep(programme, shard, now))
          .forEach(swept -> purchases = purchases.plus(swept));
    }

    private int finishClaims(ProgrammeId programme, int shard) {
      return members
          .claimsDue(programme, shard, now.minus(CLAIMS_GRACE))
          .flatMap(member -> members.claimsDue(programme, member).stream())
          .mapToInt(due -> claims.finish(programme, due, now))
          .sum();
    }

    /// @return what was found in those that did not fail
    private <T> List<T> each(int shards, Function<Integer, T> work) {
      return AtOnce.each(IntStream.range(0, shards).boxed().toList(), work, this::failed);
    }

    private void failed(Throwable e) {
      failures++;
      Log.error("sweep.shard-failed", Map.of(), e);
    }
  }
}
