// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ramure.explain.Reason;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Cause;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Posting;
import org.ramure.purchase.Purchase;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.Correlation;
import org.ramure.table.PurchaseTable.Partition;

/// A purchase as it was read, and all that is needed to rate it.
///
/// @param partition with the claim in force, if there is one
/// @param purchase empty while its sale is unknown
record Due(PurchaseKey key, Partition partition, Optional<Purchase> purchase, Terms terms) {

  private static final String BY = "points-accrual";

  /// The versions that matter: the one in force at the purchase's business time rates it, today's
  /// says what points buy.
  ///
  /// @param now the time of the command
  record Terms(ProgrammeVersion rating, ProgrammeVersion today, Instant now) {

    static Terms of(List<ProgrammeVersion> versions, Partition partition, Instant now) {
      var businessTime = partition.order().map(Evidence.Order::occurredAt).orElse(now);
      return new Terms(inForce(versions, businessTime), inForce(versions, now), now);
    }

    private static ProgrammeVersion inForce(List<ProgrammeVersion> versions, Instant time) {
      return ProgrammeVersion.inForceAt(versions, time)
          .orElseThrow(() -> new IllegalStateException("a programme without any version"));
    }

    LocalDate day() {
      return LocalDate.ofInstant(now, today.terms().zone());
    }

    /// Of what is written because a day began or ended.
    Cause settling() {
      return new Cause(BY, now, day(), today.number(), Optional.empty(), List.of());
    }
  }

  static Due of(PurchaseKey key, Partition partition, Terms terms) {
    var policy = terms.rating().terms().points();
    return new Due(key, partition, Purchase.fold(key, partition.evidence(), policy), terms);
  }

  /// Under the id of the request that brought the newest evidence, whoever woke this function.
  <T> T traced(Supplier<T> work) {
    return Correlation.within(partition.correlation(), work);
  }

  ProgrammeId programme() {
    return key.programme();
  }

  Optional<MemberId> owner() {
    return partition.claim().map(Posting.Claim::member);
  }

  /// What stands in the ledger, where that is what the evidence says.
  Optional<Posting> rated() {
    return partition.posting().filter(p -> p.digest().equals(partition.digest()));
  }

  /// @param account of the owner, settled to today
  Posting.Next next(Account account) {
    return Posting.next(
        partition.posting(),
        partition.digest(),
        key,
        purchase,
        partition.claim(),
        account,
        terms.rating());
  }

  /// What was posted for the same owner before.
  Optional<Posting> before(Posting next) {
    return partition.posting().filter(p -> p.member().equals(next.member()));
  }

  /// What somebody else still has for it.
  Optional<Posting> formerly(Posting next) {
    return partition.posting().filter(p -> p.posted() > 0 && !p.member().equals(next.member()));
  }

  /// Points to give, or to take where it is below 0.
  long delta(Posting next) {
    return next.posted() - before(next).map(Posting::posted).orElse(0L);
  }

  Cause cause(int version, List<Reason> why) {
    var businessDate = partition.order().map(o -> o.businessDate()).orElseGet(terms::day);
    return new Cause(BY, terms.now(), businessDate, version, Optional.of(key.reference()), why);
  }
}
