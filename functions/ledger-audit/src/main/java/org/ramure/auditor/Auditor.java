// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ramure.audit.AccountBooks;
import org.ramure.audit.Difference;
import org.ramure.audit.Difference.Kind;
import org.ramure.audit.PurchaseBooks;
import org.ramure.audit.VoucherBooks;
import org.ramure.auditor.Subject.OfAccount;
import org.ramure.auditor.Subject.OfHint;
import org.ramure.auditor.Subject.OfMessage;
import org.ramure.auditor.Subject.OfPurchase;
import org.ramure.auditor.Subject.OfVoucher;
import org.ramure.lambda.Environment;
import org.ramure.member.MemberId;
import org.ramure.purchase.Posting;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.QuarantineTable;
import org.ramure.table.TableShape;

/// Judges one subject, and says nothing of what is being written at that moment.
///
/// Right books give right readings, but a reading takes several calls, and what is written between
/// them looks like a difference. So whatever differs is read again after a pause, until two
// readings
/// running are the same in everything. Each item that is compared carries a number that every write
/// raises (the account's version, a rating's and a voucher's revision) or never changes (entries,
/// evidence): what two readings both saw was so at every moment between the last call of the one
// and
/// the first call of the other. Those items together were therefore one state of the books, for at
/// least as long as the pause, which is many times as long as a transaction takes to become visible
/// item by item.
///
/// What nothing tells the age of (evidence not rated yet, orders that do not agree with their
/// vouchers yet) is left alone for an hour: the sweep before the audit has queued it again, and
// what
/// is still undone after that is nobody's work any more.
record Auditor(Books books, QuarantineTable quarantine, InstantSource clock, Duration pause) {

  /// What came in later may still be under way.
  static final Duration UNDER_WAY = Duration.ofHours(1);

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int READINGS = 6;

  /// A body put again by a repeat of the shop lives longer than its entry, by a day at most.
  private static final Duration ENTRIES_KEPT = QuarantineTable.KEPT.minusDays(2);

  static Auditor of(Environment environment) {
    return new Auditor(
        Books.of(environment),
        new QuarantineTable(environment.dynamoDb(), environment.table(TableShape.QUARANTINE)),
        environment.clock(),
        PAUSE);
  }

  Finding audit(Subject subject) {
    return switch (subject) {
      case OfAccount(Owner owner) ->
          finding(
              subject,
              () -> books.account(owner),
              AccountBooks::differences,
              _ -> Optional.of(owner.member()));
      case OfPurchase(var key) ->
          finding(
              subject,
              () -> books.purchase(key),
              found -> purchase(found, key.reference()),
              found -> found.flatMap(Auditor::buyer));
      case OfHint(var key) ->
          finding(
              subject,
              () -> books.purchases().load(key).evidence().isEmpty(),
              nobody ->
                  nobody
                      ? List.of(Difference.missing(Kind.HINT_WITHOUT_PURCHASE, key.reference()))
                      : List.of(),
              _ -> Optional.empty());
      case OfVoucher(var programme, String hash) ->
          finding(
              subject,
              () -> books.voucher(programme, hash),
              found ->
                  found
                      .map(VoucherBooks::differences)
                      .orElseGet(
                          () ->
                              List.of(
                                  Difference.surplus(
                                      Kind.ITEM_UNREADABLE, "voucher " + hash.substring(0, 8)))),
              found -> found.map(voucher -> voucher.voucher().member()));
      case OfMessage message ->
          finding(
              subject,
              () -> hasEntry(message),
              has ->
                  has
                      ? List.of()
                      : List.of(
                          Difference.missing(
                              Kind.BODY_WITHOUT_ENTRY, message.source() + "/" + message.id())),
              _ -> Optional.empty());
    };
  }

  private List<Difference> purchase(Optional<PurchaseBooks> found, String reference) {
    return found
        .map(purchase -> purchase.differences(quietSince()))
        .orElseGet(() -> List.of(Difference.surplus(Kind.ITEM_UNREADABLE, reference)));
  }

  private static Optional<MemberId> buyer(PurchaseBooks purchase) {
    return purchase
        .posting()
        .flatMap(Posting::member)
        .or(() -> purchase.claim().map(Posting.Claim::member));
  }

  private Instant quietSince() {
    return clock.instant().minus(UNDER_WAY);
  }

  private boolean hasEntry(OfMessage message) {
    var kept = message.keptAt();
    var day = LocalDate.ofInstant(kept, ZoneOffset.UTC);
    boolean tooOld = kept.isBefore(clock.instant().minus(ENTRIES_KEPT));
    return tooOld
        || kept.isAfter(quietSince())
        || Stream.of(day, day.minusDays(1), day.minusDays(2))
            .anyMatch(
                d -> quarantine.holds(message.programme(), message.source(), message.id(), d));
  }

  /// @param reads the subject's books, once for each call
  private <B> Finding finding(
      Subject subject,
      Supplier<B> reads,
      Function<B, List<Difference>> judge,
      Function<B, Optional<MemberId>> member) {
    var reading = reads.get();
    var differences = judge.apply(reading);
    for (int readings = 1; !differences.isEmpty() && readings < READINGS; readings++) {
      LockSupport.parkNanos(pause.toNanos());
      var again = reads.get();
      if (again.equals(reading)) {
        return new Finding(subject.programme(), member.apply(again), differences, false);
      }
      reading = again;
      differences = judge.apply(again);
    }
    return differences.isEmpty()
        ? new Finding(subject.programme(), member.apply(reading), List.of(), false)
        : Finding.moving(subject.programme());
  }
}
