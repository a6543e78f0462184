// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ramure.accrual.Due.Terms;
import org.ramure.lambda.Environment;
import org.ramure.lambda.batch.AccrualTurns;
import org.ramure.lambda.programme.Programmes;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.purchase.Posting;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.Booking.Books;
import org.ramure.table.Contention;
import org.ramure.table.Correlation;
import org.ramure.table.LedgerTable;
import org.ramure.table.MemberTable;
import org.ramure.table.PurchaseTable;
import org.ramure.table.PurchaseTable.Partition;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherBooks;
import org.ramure.table.VoucherTable;

/// Brings the ledger and the vouchers to what a purchase's evidence says now. Running it twice,
/// late or beside itself ends the same: it reads everything strongly, and whoever read an older
/// state loses at the transaction and starts again, or waits in line where others of the same
/// member come at the same time.
final class PurchaseAccrual {

  private final Books books;
  private final PurchaseClaims claims;
  private final AccrualBooking booking;
  private final VoucherAgreement agreement;
  private final Function<ProgrammeId, List<ProgrammeVersion>> programmes;
  private final AccrualTurns turns;
  private final InstantSource clock;

  PurchaseAccrual(
      Books books,
      PurchaseClaims claims,
      AccrualBooking booking,
      VoucherAgreement agreement,
      Function<ProgrammeId, List<ProgrammeVersion>> programmes,
      AccrualTurns turns,
      InstantSource clock) {
    this.books = books;
    this.claims = claims;
    this.booking = booking;
    this.agreement = agreement;
    this.programmes = programmes;
    this.turns = turns;
    this.clock = clock;
  }

  static PurchaseAccrual of(Environment environment) {
    var client = environment.dynamoDb();
    var purchases = new PurchaseTable(client, environment.table(TableShape.PURCHASES));
    var books =
        Books.of(client, new LedgerTable(client, environment.table(TableShape.LEDGER)))
            .with(purchases)
            .with(new VoucherTable(client, environment.table(TableShape.VOUCHERS)));
    var members = new MemberTable(client, environment.table(TableShape.MEMBERS));
    return new PurchaseAccrual(
        books,
        new PurchaseClaims(purchases, members),
        new AccrualBooking(books),
        new VoucherAgreement(new VoucherBooks(books)),
        Programmes.of(environment)::versions,
        AccrualTurns.of(environment),
        environment.clock());
  }

  /// Tries at once; a purchase that meets others of its member waits in line instead.
  ///
  /// @throws IllegalStateException when others kept winning: the platform delivers the key again
  void accrue(PurchaseKey key) {
    Contention.done(() -> attempt(key, Pace.AT_ONCE));
  }

  /// The turn of a purchase that waited in line.
  ///
  /// @throws IllegalStateException as above
  void accrueInTurn(PurchaseKey key) {
    Contention.done(() -> attempt(key, Pace.IN_TURN));
  }

  /// Posts in one transaction what purchases earn that waited in line together.
  ///
  /// @return those of which nothing is left to do; the others take their turn one by one
  Set<PurchaseKey> accrueTogether(List<PurchaseKey> line) {
    return Contention.decided(() -> attemptTogether(line)).orElse(Set.of());
  }

  /// @return false when something changed since it was read
  private boolean attempt(PurchaseKey key, Pace pace) {
    return due(key, clock.instant()).map(due -> due.traced(() -> attempt(due, pace))).orElse(true);
  }

  private boolean attempt(Due due, Pace pace) {
    var posted = due.rated().or(() -> booking.book(due, pace));
    return posted.isPresent()
        ? agreed(due, posted.get())
        : pace == Pace.AT_ONCE && waitsInLine(due);
  }

  /// @return empty when nothing is left to do
  private Optional<Due> due(PurchaseKey key, Instant now) {
    return Optional.of(books.purchases().load(key))
        .filter(found -> !found.settled())
        .map(found -> claimed(key, found, now))
        .map(found -> Due.of(key, found, terms(key, found, now)));
  }

  private Partition claimed(PurchaseKey key, Partition found, Instant now) {
    return Correlation.within(found.correlation(), () -> claims.claimed(key, found, now));
  }

  private Terms terms(PurchaseKey key, Partition partition, Instant now) {
    return Terms.of(programmes.apply(key.programme()), partition, now);
  }

  /// @return false where nobody is known whose line it could be
  private boolean waitsInLine(Due due) {
    due.owner().ifPresent(owner -> turns.send(owner, due.key()));
    return due.owner().isPresent();
  }

  /// @return empty when something changed since it was read
  private Optional<Set<PurchaseKey>> attemptTogether(List<PurchaseKey> keys) {
    var now = clock.instant();
    var dues = keys.stream().distinct().flatMap(key -> due(key, now).stream()).toList();
    var done = new HashSet<>(keys);
    dues.forEach(due -> done.remove(due.key()));
    return bookedTogether(dues).map(postings -> with(done, postings));
  }

  private Optional<Map<Due, Posting>> bookedTogether(List<Due> dues) {
    var owner = dues.stream().flatMap(due -> due.owner().stream()).findFirst();
    var unrated =
        dues.stream()
            .filter(due -> due.owner().isPresent() && due.owner().equals(owner))
            .filter(due -> due.rated().isEmpty())
            .toList();
    return unrated.isEmpty()
        ? Optional.of(Map.of())
        : unrated.getLast().traced(() -> booking.bookInTurn(owner.orElseThrow(), unrated));
  }

  private Set<PurchaseKey> with(Set<PurchaseKey> done, Map<Due, Posting> postings) {
    postings.entrySet().stream()
        .filter(p -> p.getKey().traced(() -> agreed(p.getKey(), p.getValue())))
        .forEach(posting -> done.add(posting.getKey().key()));
    return done;
  }

  /// Order of work: first the posting, then each voucher, then {@code agreed}: a crash in between
  /// is found by the sweep, because such a posting is not agreed.
  private boolean agreed(Due due, Posting posting) {
    if (posting.agreed()) {
      return true;
    }
    return due.purchase().map(p -> agreement.reach(due.key(), p, posting, due.terms())).orElse(true)
        && books.purchases().agree(due.key(), posting);
  }
}
