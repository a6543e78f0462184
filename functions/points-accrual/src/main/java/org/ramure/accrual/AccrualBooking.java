// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ramure.accrual.PurchaseAccrual.Terms;
import org.ramure.explain.Reason;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Account.Candidate;
import org.ramure.points.Account.Standing;
import org.ramure.points.Accrual;
import org.ramure.points.Cause;
import org.ramure.points.Ledger;
import org.ramure.points.TakeBack;
import org.ramure.points.TakeBack.Taken;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.Posting;
import org.ramure.purchase.Purchase;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.Booking;
import org.ramure.table.Booking.Books;
import org.ramure.table.PurchaseTable.Partition;
import org.ramure.voucher.Voucher;

/// Posts the difference between what a purchase is owed and what was posted for it: rating, entries
/// and account in one transaction.
final class AccrualBooking {

  private static final String BY = "points-accrual";

  private final Books books;

  AccrualBooking(Books books) {
    this.books = books;
  }

  /// @return the posting that stands now; empty when somebody else was first and everything has to
  ///     be read again
  Optional<Posting> book(
      PurchaseKey key, Partition partition, Optional<Purchase> purchase, Terms terms) {
    var work = new Work(key, partition, terms);
    var owner = partition.claim().map(Posting.Claim::member);
    var ledger = owner.flatMap(work::settled);
    if (owner.isPresent() && ledger.isEmpty()) {
      return Optional.empty();
    }
    var account = ledger.map(Ledger::account).orElseGet(work::nobody);
    var next =
        Posting.next(
            partition.posting(),
            partition.digest(),
            key,
            purchase,
            partition.claim(),
            account,
            terms.rating());
    ledger.ifPresent(l -> work.post(l, next));
    return work.takeFromFormerOwner(next) && work.commit(next.posting())
        ? Optional.of(next.posting())
        : Optional.empty();
  }

  /// One try at one purchase.
  private final class Work {
    private final PurchaseKey key;
    private final Partition partition;
    private final Terms terms;
    private final Booking booking;

    /// As they were read, before anything was posted.
    private final List<Ledger> settlements = new ArrayList<>();

    Work(PurchaseKey key, Partition partition, Terms terms) {
      this.key = key;
      this.partition = partition;
      this.terms = terms;
      this.booking = books.open(programme());
    }

    private ProgrammeId programme() {
      return key.programme();
    }

    private LocalDate today() {
      return LocalDate.ofInstant(terms.now(), terms.today().terms().zone());
    }

    private Cause cause(int version, List<Reason> why) {
      var businessDate = partition.order().map(o -> o.businessDate()).orElseGet(this::today);
      return new Cause(BY, terms.now(), businessDate, version, Optional.of(key.reference()), why);
    }

    Account nobody() {
      return Account.open(new MemberId("nobody"), today());
    }

    Optional<Ledger> settled(MemberId member) {
      var settled = books.settled(programme(), member, settling(), terms.today().terms().reward());
      settled.ifPresent(settlements::add);
      return settled;
    }

    private Cause settling() {
      return new Cause(
          BY, terms.now(), today(), terms.today().number(), Optional.empty(), List.of());
    }

    void post(Ledger ledger, Posting.Next next) {
      var before = partition.posting().filter(p -> p.member().equals(next.posting().member()));
      long delta = next.posting().posted() - before.map(Posting::posted).orElse(0L);
      if (delta == 0 && !next.firstCounts()) {
        return;
      }
      var days = next.posting().frozen().orElseThrow().days();
      var cause = cause(next.posting().version(), next.why());
      var posted =
          delta < 0
              ? takeBack(ledger, -delta, days, cause)
              : Accrual.credit(ledger, delta, days, cause);
      var counted =
          posted.with(
              a ->
                  a.withStanding(standing(a, next))
                      .withCapCounters(
                          next.posting().countedOn(a, before, terms.rating().terms())));
      booking.ledger(counted, terms.today().terms().reward());
    }

    private Standing standing(Account account, Posting.Next next) {
      var standing = account.standing();
      return next.firstCounts() && standing.firstPurchase().isEmpty()
          ? new Standing(standing.tier(), standing.segments(), Optional.of(key.reference()))
          : standing;
    }

    /// The purchase was given to somebody else: everything it earned its former owner goes back.
    ///
    /// @return false when somebody else was faster
    boolean takeFromFormerOwner(Posting.Next next) {
      return partition
          .posting()
          .filter(p -> p.posted() > 0 && !p.member().equals(next.posting().member()))
          .map(this::takeAll)
          .orElse(true);
    }

    private boolean takeAll(Posting former) {
      var why = List.of(Reason.of("reassigned", "purchase", key.reference()));
      var days = former.frozen().orElseThrow().days();
      var cause = cause(former.version(), why);
      var taken =
          settled(former.member().orElseThrow())
              .map(ledger -> takeBack(ledger, former.posted(), days, cause));
      taken.ifPresent(ledger -> booking.ledger(ledger, terms.today().terms().reward()));
      return taken.isPresent();
    }

    private Ledger takeBack(Ledger ledger, long points, Accrual.Days days, Cause cause) {
      var command = command(ledger, points, days);
      return switch (TakeBack.decide(ledger, command, cause)) {
        case Taken taken -> booked(taken);
        case TakeBack.NeedsVouchers needed ->
            booked(TakeBack.decide(ledger, command, vouchers(ledger.account()), cause));
      };
    }

    private TakeBack.Command command(Ledger ledger, long points, Accrual.Days days) {
      var policy = terms.rating().terms().points();
      return new TakeBack.Command(
          points,
          days,
          expired(ledger, days),
          policy.refunds(),
          policy.cancelAnnounced(),
          terms.now());
    }

    /// What expired of the purchase's day: as stored, and as this very settlement adds. The day
    /// need not have passed: vouchers paid from it end sooner.
    private long expired(Ledger ledger, Accrual.Days days) {
      long stored = books.ledgers().expired(programme(), ledger.account().member(), days.lastDay());
      return stored + ledger.expiredChanges().getOrDefault(days.lastDay(), 0L);
    }

    private List<Voucher> vouchers(Account account) {
      var hashes = account.candidates().stream().map(Candidate::hash).toList();
      return books.vouchers().getAll(programme(), hashes);
    }

    private Ledger booked(Taken taken) {
      var changed = new ArrayList<Voucher>();
      taken.cancelled().forEach(v -> changed.add(v.as(new Voucher.Cancelled())));
      taken.expired().forEach(v -> changed.add(v.as(new Voucher.Expired())));
      changed.forEach(booking::voucher);
      return taken.ledger();
    }

    /// What does not fit one transaction is settled first; then everything is read again.
    boolean commit(Posting posting) {
      booking.posting(key, posting);
      if (booking.fits()) {
        return booking.commit();
      }
      settlements.forEach(
          settled ->
              books.open(programme()).ledger(settled, terms.today().terms().reward()).commit());
      return false;
    }
  }
}
