// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.lambda.batch.AccrualTurns;
import org.ramure.lambda.programme.ProgrammeDocument;
import org.ramure.member.Identity;
import org.ramure.member.IdentityKey;
import org.ramure.member.Member;
import org.ramure.member.Member.KnownIdentity;
import org.ramure.member.Member.Profile;
import org.ramure.member.MemberId;
import org.ramure.money.Money;
import org.ramure.points.Account;
import org.ramure.points.Account.Candidate;
import org.ramure.points.Cause;
import org.ramure.points.Entry;
import org.ramure.points.Ledger;
import org.ramure.points.Minting;
import org.ramure.points.Move;
import org.ramure.points.Pot.Available;
import org.ramure.points.Pot.Earned;
import org.ramure.points.Settlement;
import org.ramure.programme.Channel;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Evidence.Cancellation;
import org.ramure.purchase.Evidence.Line;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Refund;
import org.ramure.purchase.Evidence.RefundLine;
import org.ramure.purchase.Evidence.Status;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.Booking.Books;
import org.ramure.table.Claims;
import org.ramure.table.Correlation;
import org.ramure.table.LedgerKeys;
import org.ramure.table.LedgerTable;
import org.ramure.table.LocalTables;
import org.ramure.table.MemberTable;
import org.ramure.table.PurchaseTable;
import org.ramure.table.PurchaseTable.OtherContent;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherBooks;
import org.ramure.table.VoucherTable;
import org.ramure.voucher.Use;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.VoucherUse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The loop of one programme on a real table: orders of a web shop, its members and vouchers, and a
/// clock that a test moves.
final class Loop {

  static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  static final String WEB = "vosges-web";

  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final Map<String, LocalTables> TABLES = new HashMap<>();

  final ProgrammeId programme = new ProgrammeId("vosges-" + RUNS.incrementAndGet());
  final Books books;
  final MemberTable members;
  final List<PurchaseKey> queued = new ArrayList<>();
  final LocalTables tables;
  final Turns turns = new Turns();
  volatile Instant now = Instant.parse("2026-03-14T09:15:00Z");

  /// Which brings the next evidence, as the gateway names it.
  String request = "JKJaXmPLvHcESHA=";

  private final DynamoDbClient client;

  private final ProgrammeVersion version;
  final PurchaseAccrual accrual;

  Loop(DynamoDbClient client, TableNames names) {
    this.client = client;
    tables = TABLES.computeIfAbsent(names.prefix(), prefix -> LocalTables.create(client, prefix));
    var purchases = new PurchaseTable(client, tables.name(TableShape.PURCHASES));
    books =
        Books.of(client, new LedgerTable(client, tables.name(TableShape.LEDGER)))
            .with(purchases)
            .with(new VoucherTable(client, tables.name(TableShape.VOUCHERS)));
    members = new MemberTable(client, tables.name(TableShape.MEMBERS));
    version = new ProgrammeVersion(programme, 1, Instant.parse("2026-01-01T00:00:00Z"), terms());
    accrual =
        new PurchaseAccrual(
            books,
            new PurchaseClaims(purchases, members),
            new AccrualBooking(books),
            new VoucherAgreement(new VoucherBooks(books)),
            _ -> List.of(version),
            new AccrualTurns(turns::send),
            () -> now);
  }

  private static org.ramure.programme.ProgrammeTerms terms() {
    try {
      var document = "programmes/tradition-des-vosges.json";
      return ProgrammeDocument.published(Files.readString(fixtures().resolve(document))).terms();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Seen from this module, or from the root, where benches run.
  private static Path fixtures() {
    var here = Path.of("test-fixtures");
    return Files.isDirectory(here) ? here : Path.of("../..").resolve(here);
  }

  static IdentityKey email(String name) {
    return new IdentityKey(IdentityKey.Kind.EMAIL, "hash-of-" + name);
  }

  MemberId enrol(String name) {
    var id = new MemberId(name);
    var identity = Identity.email(name + "@example.com").orElseThrow();
    var profile =
        new Profile(Optional.of(name), Optional.empty(), Optional.empty(), "fr", Optional.empty());
    members.enrol(
        programme,
        new Member(id, profile, List.of(new KnownIdentity(identity, email(name))), now, "test"),
        Optional.empty());
    members.claimsDue(programme, id).ifPresent(due -> claims().finish(programme, due, now));
    return id;
  }

  private Claims claims() {
    return new Claims(members, books.purchases(), queued::add);
  }

  PurchaseKey key(String document) {
    return new PurchaseKey(programme, WEB, document);
  }

  /// A paid order of one line for each amount.
  Order order(String customer, long... amountsMinor) {
    var lines = new ArrayList<Line>();
    for (long amount : amountsMinor) {
      lines.add(
          new Line(
              String.valueOf(lines.size() + 1),
              "sku",
              "label",
              List.of(),
              BigDecimal.ONE,
              amount,
              0,
              0,
              Line.Kind.GOODS));
    }
    return new Order(
        now,
        now,
        Status.PAID,
        now,
        LocalDate.ofInstant(now, PARIS),
        Channel.WEB,
        new Evidence.Place(Optional.empty(), List.of(), PARIS),
        "1",
        Currency.getInstance("EUR"),
        lines,
        Evidence.Charges.NONE,
        0,
        List.of(),
        Optional.empty(),
        List.of(email(customer)));
  }

  static Order paidWith(Order order, Voucher voucher, String basket) {
    return new Order(
        order.modifiedAt(),
        order.receivedAt(),
        order.status(),
        order.occurredAt(),
        order.businessDate(),
        order.channel(),
        order.place(),
        order.number(),
        order.currency(),
        order.lines(),
        order.charges(),
        0,
        List.of(new Evidence.VoucherUse(voucher.hash(), voucher.amount().minor(), Map.of())),
        Optional.of(basket),
        order.hints());
  }

  static Order as(Order order, Status status, Instant modifiedAt) {
    return new Order(
        modifiedAt,
        order.receivedAt(),
        status,
        order.occurredAt(),
        order.businessDate(),
        order.channel(),
        order.place(),
        order.number(),
        order.currency(),
        order.lines(),
        order.charges(),
        order.giftCardPaidMinor(),
        order.vouchers(),
        order.basket(),
        order.hints());
  }

  Refund refund(String id, String line, long amountMinor) {
    return new Refund(
        id,
        now,
        now,
        List.of(new RefundLine(line, BigDecimal.ZERO, OptionalLong.of(amountMinor))),
        0,
        0);
  }

  Cancellation cancellation() {
    return new Cancellation(now, now);
  }

  void store(String document, Evidence evidence) {
    Correlation.within(
        request, () -> books.purchases().store(key(document), evidence, OtherContent.REPLACE));
  }

  /// With the turns of all who had to wait in line.
  void accrue(String document) {
    accrueAtOnce(document);
    takeTurns();
  }

  void accrueAtOnce(String document) {
    accrual.accrue(key(document));
  }

  /// As the function does with each batch, until nobody waits any more.
  void takeTurns() {
    while (turns.length() > 0) {
      takeTurns(turns.next());
    }
  }

  void takeTurns(List<PurchaseKey> waiting) {
    var done = waiting.size() > 1 ? accrual.accrueTogether(waiting) : Set.<PurchaseKey>of();
    waiting.stream().filter(key -> !done.contains(key)).forEach(accrual::accrueInTurn);
  }

  PointsAccrualHandler handler() {
    return new PointsAccrualHandler(accrual, new AccrualQueue(body -> {}));
  }

  void arrives(String document, Evidence evidence) {
    store(document, evidence);
    accrue(document);
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, PARIS);
  }

  Account account(MemberId member) {
    return Settlement.view(
        books.ledgers().account(programme, member, today()), today(), cause("reading"));
  }

  List<Entry> entries(MemberId member) {
    return books.ledgers().entries(programme, member, 100, Optional.empty()).reversed();
  }

  /// Which request wrote what of a member's ledger.
  List<String> writers(MemberId member) {
    var account = LedgerKeys.account(programme, member).pk();
    return client
        .query(
            q ->
                q.tableName(tables.name(TableShape.LEDGER))
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(account))))
        .items()
        .stream()
        .map(item -> sortKey(item) + " by " + Correlation.of(item).orElse("nobody"))
        .toList();
  }

  private static String sortKey(Map<String, AttributeValue> item) {
    return Objects.requireNonNull(item.get(TableShape.SK)).s();
  }

  private Cause cause(String by) {
    return new Cause(by, now, today(), 1, Optional.empty(), List.of());
  }

  /// Buys one voucher with the member's points, as the minting function would.
  Voucher mint(MemberId member) {
    var account = books.ledgers().account(programme, member, today());
    var settled = Settlement.settle(Ledger.of(account), today(), cause("mint")).ledger();
    var reward = version.terms().reward().orElseThrow();
    var minted =
        Minting.mint(
            settled,
            reward,
            List.of(),
            now,
            cause("mint"),
            order ->
                new Candidate(
                    "hash-" + member + "-" + order.number(),
                    member + "-" + order.number(),
                    order.lastDay(),
                    order.paidWith()));
    var booking = books.open(programme).ledger(minted.ledger(), version.terms().reward());
    var vouchers = new ArrayList<Voucher>();
    for (int i = 0; i < minted.orders().size(); i++) {
      vouchers.add(voucher(member, minted.orders().get(i), minted.candidates().get(i)));
    }
    vouchers.forEach(booking::newVoucher);
    if (!booking.commit()) {
      throw new IllegalStateException("nobody else writes here");
    }
    return vouchers.getFirst();
  }

  private Voucher voucher(MemberId member, Minting.Order order, Candidate candidate) {
    return new Voucher(
        candidate.hash(),
        candidate.id(),
        order.number(),
        member,
        Voucher.Kind.REWARD,
        Money.of(1000, "EUR"),
        0,
        order.firstDay(),
        order.lastDay(),
        PARIS,
        new Voucher.Issued(),
        Optional.empty(),
        List.of(),
        0,
        order.paidWith(),
        0,
        "94HZ",
        1);
  }

  /// Points that expire on twenty days in a row.
  void holdsLots(MemberId member, LocalDate firstLastDay) {
    var moves =
        IntStream.range(0, 20)
            .mapToObj(i -> new Move(new Earned(), new Available(firstLastDay.plusDays(i)), 1))
            .toList();
    var ledger = Ledger.of(books.ledgers().account(programme, member, today()));
    books
        .open(programme)
        .ledger(ledger.post(Entry.Kind.ACCRUE, moves, cause("test")), Optional.empty())
        .commit();
  }

  Voucher voucher(Voucher minted) {
    return books.vouchers().get(programme, minted.hash()).orElseThrow();
  }

  VoucherUse.Outcome redeem(Voucher voucher, String source, String basket) {
    return books.vouchers().redeem(programme, voucher.hash(), use(source, basket)).outcome();
  }

  VoucherUse.Outcome reserve(Voucher voucher, String basket) {
    return books
        .vouchers()
        .reserve(programme, voucher.hash(), use(WEB, basket), Duration.ofMinutes(20))
        .outcome();
  }

  private Use use(String source, String basket) {
    return new Use(
        basket, source, Optional.empty(), Optional.empty(), 6000, false, PARIS, PARIS, now);
  }
}
