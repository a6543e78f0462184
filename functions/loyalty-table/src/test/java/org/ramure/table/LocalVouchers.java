// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.ramure.explain.LocalizedText;
import org.ramure.member.MemberId;
import org.ramure.money.Money;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.programme.ProgrammeTerms.PointsTerms;
import org.ramure.programme.ProgrammeTerms.RefundPolicy;
import org.ramure.programme.ProgrammeTerms.ReservationTerms;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.table.Booking.Books;
import org.ramure.voucher.Use;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.Voucher.Redemption;
import org.ramure.voucher.Voucher.Reservation;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Vouchers of 10 euros, valid from 15 March to 15 June 2027, and the tables they lie in.
final class LocalVouchers {

  static final ProgrammeId VOSGES = new ProgrammeId("vosges");
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  static final LocalDate FIRST_DAY = LocalDate.of(2027, 3, 15);
  static final LocalDate LAST_DAY = LocalDate.of(2027, 6, 15);
  static final Instant NOON = LocalDate.of(2027, 4, 1).atTime(12, 0).atZone(PARIS).toInstant();
  static final Duration HOLD = Duration.ofMinutes(20);
  static final MemberId CAMILLE = new MemberId("camille");

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  final VoucherTable vouchers;
  final LedgerTable ledgers;
  final PurchaseTable purchases;
  final Books books;

  LocalVouchers(DynamoDbClient client, LocalTables tables) {
    vouchers = new VoucherTable(client, tables.name(TableShape.VOUCHERS));
    ledgers = new LedgerTable(client, tables.name(TableShape.LEDGER));
    purchases = new PurchaseTable(client, tables.name(TableShape.PURCHASES));
    books = Books.of(client, ledgers).with(purchases).with(vouchers);
  }

  /// Puts a voucher into its table.
  Voucher given(Draft draft) {
    var voucher = draft.voucher();
    if (!books.open(VOSGES).newVoucher(voucher).commit()) {
      throw new IllegalStateException("there is one already: " + voucher);
    }
    return voucher;
  }

  /// Puts many, as many at a time as one transaction takes.
  void given(List<Voucher> many) {
    for (int from = 0; from < many.size(); from += Transaction.MOST) {
      var booking = books.open(VOSGES);
      many.stream().skip(from).limit(Transaction.MOST).forEach(booking::newVoucher);
      if (!booking.commit()) {
        throw new IllegalStateException("some are there already");
      }
    }
  }

  /// Reads many, as many at a time as one batch takes.
  List<Voucher> read(List<Voucher> many) {
    var read = new ArrayList<Voucher>();
    for (int from = 0; from < many.size(); from += 100) {
      var hashes = many.stream().skip(from).limit(100).map(Voucher::hash).toList();
      read.addAll(vouchers.getAll(VOSGES, hashes));
    }
    return read;
  }

  Voucher read(Voucher voucher) {
    return vouchers.get(VOSGES, voucher.hash()).orElseThrow();
  }

  static Draft issued() {
    return new Draft();
  }

  /// A voucher in words.
  static final class Draft {
    private final int number = NUMBERS.incrementAndGet();
    private final List<String> closed = new ArrayList<>();
    private LocalDate firstDay = FIRST_DAY;
    private LocalDate lastDay = LAST_DAY;
    private long minimumMinor;
    private long amountMinor = 1000;
    private MemberId member = CAMILLE;
    private Voucher.State state = new Voucher.Issued();

    Draft valid(LocalDate first, LocalDate last) {
      firstDay = first;
      lastDay = last;
      return this;
    }

    Draft from(long basketMinor) {
      minimumMinor = basketMinor;
      return this;
    }

    Draft of(MemberId owner) {
      member = owner;
      return this;
    }

    Draft of(long amount) {
      amountMinor = amount;
      return this;
    }

    Draft in(Voucher.State other) {
      state = other;
      return this;
    }

    Draft closedFor(String key) {
      closed.add(key);
      return this;
    }

    Voucher voucher() {
      return new Voucher(
          "%064x".formatted(number),
          member + "-" + number,
          number,
          member,
          Voucher.Kind.REWARD,
          Money.of(amountMinor, "EUR"),
          minimumMinor,
          firstDay,
          lastDay,
          PARIS,
          state,
          Optional.empty(),
          closed,
          0,
          new TreeMap<>(Map.of(LocalDate.of(2028, 1, 31), 150L)),
          0,
          "WXYZ",
          1);
    }
  }

  static MemberId anotherMember() {
    return new MemberId("member-" + NUMBERS.incrementAndGet());
  }

  /// 150 points buy a voucher.
  static ProgrammeTerms terms() {
    return new ProgrammeTerms(
        new LocalizedText("Vosges", "Vosges"),
        LocalDate.of(2026, 1, 1),
        PARIS,
        Currency.getInstance("EUR"),
        new PointsTerms(12, Map.of(), Map.of(), RefundPolicy.DEBT, false, true, false),
        List.of(),
        List.of(),
        Optional.of(
            new RewardTerms(
                new LocalizedText("Bon", "Voucher"),
                150,
                1000,
                0,
                3,
                RewardTerms.Mode.AUTOMATIC,
                10)),
        new ReservationTerms(20, 5),
        ProgrammeTerms.AdjustmentTerms.USUAL,
        Optional.empty());
  }

  /// The voucher with the revision after one write.
  static Voucher writtenOnce(Voucher voucher) {
    return copy(voucher, voucher.openConflicts(), voucher.revision() + 1);
  }

  static Voucher withOneConflict(Voucher voucher) {
    return copy(voucher, 1, voucher.revision());
  }

  private static Voucher copy(Voucher v, int openConflicts, long revision) {
    return new Voucher(
        v.hash(),
        v.id(),
        v.number(),
        v.member(),
        v.kind(),
        v.amount(),
        v.minimumBasketMinor(),
        v.firstDay(),
        v.lastDay(),
        v.zone(),
        v.state(),
        v.announcedAt(),
        v.closedKeys(),
        openConflicts,
        v.paidWith(),
        v.attempt(),
        v.last4(),
        revision);
  }

  /// Baskets of 50 euros.
  static Use web(String basket) {
    return use(basket, "shop", Optional.empty());
  }

  static Use till(String basket, String store) {
    return use(basket, "tills", Optional.of(store));
  }

  private static Use use(String basket, String source, Optional<String> store) {
    return new Use(basket, source, store, Optional.empty(), 5000, false, PARIS, PARIS, NOON);
  }

  /// The same use, so much later.
  static Use after(Duration later, Use use) {
    return new Use(
        use.key(),
        use.source(),
        use.store(),
        use.purchase(),
        use.basketMinor(),
        use.acceptsLoss(),
        use.programmeZone(),
        use.storeZone(),
        use.now().plus(later));
  }

  static Voucher.Reserved heldBy(Use use, Instant until) {
    return new Voucher.Reserved(
        new Reservation(
            use.key(),
            use.source(),
            use.store(),
            use.purchase(),
            use.basketMinor(),
            use.now(),
            until));
  }

  static Voucher.Redeemed usedBy(Use use) {
    return usedBy(use, use.purchase(), false);
  }

  static Voucher.Redeemed usedBy(Use use, Optional<String> order, boolean confirmed) {
    return new Voucher.Redeemed(
        new Redemption(
            use.key(), use.source(), use.store(), order, use.basketMinor(), use.now(), confirmed));
  }
}
