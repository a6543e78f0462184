// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ramure.lambda.Environment;
import org.ramure.lambda.programme.Programmes;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Posting;
import org.ramure.purchase.Purchase;
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
/// state loses at the transaction and starts again.
final class PurchaseAccrual {

  private final Books books;
  private final PurchaseClaims claims;
  private final AccrualBooking booking;
  private final VoucherAgreement agreement;
  private final Function<ProgrammeId, List<ProgrammeVersion>> programmes;
  private final InstantSource clock;

  PurchaseAccrual(
      Books books,
      PurchaseClaims claims,
      AccrualBooking booking,
      VoucherAgreement agreement,
      Function<ProgrammeId, List<ProgrammeVersion>> programmes,
      InstantSource clock) {
    this.books = books;
    this.claims = claims;
    this.booking = booking;
    this.agreement = agreement;
    this.programmes = programmes;
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
        environment.clock());
  }

  /// @throws IllegalStateException when others kept winning: the platform delivers the key again
  void accrue(PurchaseKey key) {
    Contention.done(() -> attempt(key));
  }

  /// @return false when something changed since it was read
  private boolean attempt(PurchaseKey key) {
    var now = clock.instant();
    var found = books.purchases().load(key);
    return found.settled()
        || Correlation.within(found.correlation(), () -> attempt(key, found, now));
  }

  /// Under the id of the request that brought the newest evidence, whoever woke this function.
  private boolean attempt(PurchaseKey key, Partition found, Instant now) {
    var partition = claims.claimed(key, found, now);
    var terms = Terms.of(programmes.apply(key.programme()), partition, now);
    var purchase = Purchase.fold(key, partition.evidence(), terms.rating().terms().points());
    return post(key, partition, purchase, terms)
        .map(posting -> agreed(key, purchase, posting, terms))
        .orElse(false);
  }

  /// What stands in the ledger for the purchase now; empty when somebody else was first.
  private Optional<Posting> post(
      PurchaseKey key, Partition partition, Optional<Purchase> purchase, Terms terms) {
    var rated = partition.posting().filter(p -> p.digest().equals(partition.digest()));
    return rated.isPresent() ? rated : booking.book(key, partition, purchase, terms);
  }

  /// Order of work: first the posting, then each voucher, then {@code agreed}: a crash in between
  /// is found by the sweep, because such a posting is not agreed.
  private boolean agreed(
      PurchaseKey key, Optional<Purchase> purchase, Posting posting, Terms terms) {
    if (posting.agreed()) {
      return true;
    }
    return purchase.map(p -> agreement.reach(key, p, posting, terms)).orElse(true)
        && books.purchases().agree(key, posting);
  }

  /// The versions that matter: the one in force at the purchase's business time rates it, today's
  /// says what points buy.
  ///
  /// @param now the time of the command
  record Terms(ProgrammeVersion rating, ProgrammeVersion today, Instant now) {

    static Terms of(List<ProgrammeVersion> versions, Partition partition, Instant now) {
      var businessTime = partition.order().map(Evidence.Order::occurredAt).orElse(now);
      return new Terms(inForce(versions, businessTime), inForce(versions, now), now);
    }

    private static ProgrammeVersion inForce(
        List<ProgrammeVersion> versions, java.time.Instant time) {
      return ProgrammeVersion.inForceAt(versions, time)
          .orElseThrow(() -> new IllegalStateException("a programme without any version"));
    }
  }
}
