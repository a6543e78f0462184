// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.accrual.Due.Terms;
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
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.purchase.Posting;
import org.ramure.table.Booking;
import org.ramure.table.Booking.Books;
import org.ramure.voucher.Voucher;

/// Posts the difference between what a purchase is owed and what was posted for it: rating, entries
/// and account in one transaction.
final class AccrualBooking {

  private final Books books;

  AccrualBooking(Books books) {
    this.books = books;
  }

  /// @return the posting that stands now; empty when somebody else was first and everything has to
  ///     be read again, or when the purchase has to wait in line
  Optional<Posting> book(Due due, Pace pace) {
    var work = new Work(due.programme(), due.terms(), pace);
    var owner = due.owner();
    var ledger = owner.flatMap(work::settled).filter(work::mayGoOn);
    return owner.isPresent() && ledger.isEmpty() ? Optional.empty() : work.book(due, ledger);
  }

  /// Posts what several purchases of one member earn, in one transaction: the account is written
  /// once for all of them. Purchases of which points go back are left out.
  ///
  /// @param dues of that member; not empty
  /// @return the postings that stand now; empty when somebody else was first
  Optional<Map<Due, Posting>> bookInTurn(MemberId owner, List<Due> dues) {
    var work = new Work(dues.getFirst().programme(), dues.getFirst().terms(), Pace.IN_TURN);
    return work.settled(owner).flatMap(ledger -> work.bookCredits(dues, ledger));
  }

  /// One try at one transaction.
  private final class Work {
    private final ProgrammeId programme;
    private final Terms terms;
    private final Pace pace;
    private final Booking booking;

    /// As they were read, before anything was posted.
    private final List<Ledger> settlements = new ArrayList<>();

    /// @param terms whose time and version of today are those of all purchases
    Work(ProgrammeId programme, Terms terms, Pace pace) {
      this.programme = programme;
      this.terms = terms;
      this.pace = pace;
      this.booking = books.open(programme);
    }

    private Optional<RewardTerms> reward() {
      return terms.today().terms().reward();
    }

    Optional<Ledger> settled(MemberId member) {
      var settled = books.settled(programme, member, terms.settling(), reward());
      settled.ifPresent(settlements::add);
      return settled;
    }

    boolean mayGoOn(Ledger ledger) {
      return !pace.yields(ledger.account(), terms.now());
    }

    Optional<Posting> book(Due due, Optional<Ledger> ledger) {
      var account = ledger.map(Ledger::account).orElseGet(this::nobody);
      var next = due.next(account);
      ledger.ifPresent(l -> write(l, posted(l, due, next), Map.of()));
      booking.posting(due.key(), next.posting());
      return takeFromFormerOwner(due, next) && commit()
          ? Optional.of(next.posting())
          : Optional.empty();
    }

    private Account nobody() {
      return Account.open(new MemberId("nobody"), terms.day());
    }

    Optional<Map<Due, Posting>> bookCredits(List<Due> dues, Ledger settled) {
      var postings = new LinkedHashMap<Due, Posting>();
      var requests = new HashMap<Long, String>();
      var ledger = settled;
      for (var due : dues) {
        var next = due.next(ledger.account());
        if (due.delta(next.posting()) >= 0 && due.formerly(next.posting()).isEmpty()) {
          ledger = posted(ledger, due, next);
          booking.posting(due.key(), next.posting());
          postings.put(due, next.posting());
          note(requests, ledger, due);
        }
      }
      write(settled, ledger, requests);
      return postings.isEmpty() || commit() ? Optional.of(postings) : Optional.empty();
    }

    /// Each entry bears the request that brought its purchase.
    private static void note(Map<Long, String> requests, Ledger ledger, Due due) {
      due.partition()
          .correlation()
          .ifPresent(id -> requests.putIfAbsent(ledger.account().sequence(), id));
    }

    private void write(Ledger settled, Ledger ledger, Map<Long, String> requests) {
      if (!ledger.equals(settled)) {
        booking.ledger(ledger.with(a -> pace.marked(a, terms.now())), reward(), requests);
      }
    }

    private Ledger posted(Ledger ledger, Due due, Posting.Next next) {
      long delta = due.delta(next.posting());
      if (delta == 0 && !next.firstCounts()) {
        return ledger;
      }
      var days = next.posting().frozen().orElseThrow().days();
      var cause = due.cause(next.posting().version(), next.why());
      var posted =
          delta < 0
              ? takeBack(ledger, due, -delta, days, cause)
              : Accrual.credit(ledger, delta, days, cause);
      return posted.with(a -> counted(a.withStanding(standing(a, due, next)), due, next.posting()));
    }

    private Account counted(Account account, Due due, Posting next) {
      var terms = due.terms().rating().terms();
      return account.withCapCounters(next.countedOn(account, due.before(next), terms));
    }

    private Standing standing(Account account, Due due, Posting.Next next) {
      var standing = account.standing();
      return next.firstCounts() && standing.firstPurchase().isEmpty()
          ? new Standing(standing.tier(), standing.segments(), Optional.of(due.key().reference()))
          : standing;
    }

    /// The purchase was given to somebody else: everything it earned its former owner goes back.
    ///
    /// @return false when somebody else was faster
    private boolean takeFromFormerOwner(Due due, Posting.Next next) {
      return due.formerly(next.posting()).map(former -> takeAll(due, former)).orElse(true);
    }

    private boolean takeAll(Due due, Posting former) {
      var why = List.of(Reason.of("reassigned", "purchase", due.key().reference()));
      var days = former.frozen().orElseThrow().days();
      var cause = due.cause(former.version(), why);
      var taken =
          settled(former.member().orElseThrow())
              .map(ledger -> takeBack(ledger, due, former.posted(), days, cause));
      taken.ifPresent(ledger -> booking.ledger(ledger, reward()));
      return taken.isPresent();
    }

    private Ledger takeBack(Ledger ledger, Due due, long points, Accrual.Days days, Cause cause) {
      var command = command(ledger, due, points, days);
      return switch (TakeBack.decide(ledger, command, cause)) {
        case Taken taken -> booked(taken);
        case TakeBack.NeedsVouchers needed ->
            booked(TakeBack.decide(ledger, command, vouchers(ledger.account()), cause));
      };
    }

    private TakeBack.Command command(Ledger ledger, Due due, long points, Accrual.Days days) {
      var policy = due.terms().rating().terms().points();
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
      long stored = books.ledgers().expired(programme, ledger.account().member(), days.lastDay());
      return stored + ledger.expiredChanges().getOrDefault(days.lastDay(), 0L);
    }

    private List<Voucher> vouchers(Account account) {
      var hashes = account.candidates().stream().map(Candidate::hash).toList();
      return books.vouchers().getAll(programme, hashes);
    }

    private Ledger booked(Taken taken) {
      var changed = new ArrayList<Voucher>();
      taken.cancelled().forEach(v -> changed.add(v.as(new Voucher.Cancelled())));
      taken.expired().forEach(v -> changed.add(v.as(new Voucher.Expired())));
      changed.forEach(booking::voucher);
      return taken.ledger();
    }

    /// What does not fit one transaction is settled first; then everything is read again.
    private boolean commit() {
      if (booking.fits()) {
        return pace.commit(booking);
      }
      settlements.forEach(settled -> books.open(programme).ledger(settled, reward()).commit());
      return false;
    }
  }
}
