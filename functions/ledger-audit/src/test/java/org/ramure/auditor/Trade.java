// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.ramure.accrual.RealAccrual;
import org.ramure.adjustment.RealAdjustment;
import org.ramure.birthday.RealBirthdays;
import org.ramure.dynamodb.TableNames;
import org.ramure.expiry.RealExpiry;
import org.ramure.ingestion.RealIngestion;
import org.ramure.lambda.Json;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.identity.IdentityHashes;
import org.ramure.lambda.key.CodePress;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.VoucherCodes;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.lambda.reading.Surroundings;
import org.ramure.member.Identity;
import org.ramure.member.Member;
import org.ramure.member.MemberId;
import org.ramure.minting.RealMinting;
import org.ramure.points.Account;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.PurchaseKey;
import org.ramure.redemption.RealCounter;
import org.ramure.table.Claims;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.LedgerTable;
import org.ramure.table.LocalTables;
import org.ramure.table.MemberTable;
import org.ramure.table.PurchaseTable;
import org.ramure.table.QuarantineTable;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherTable;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ApiKey.Scope;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;
import org.ramure.table.programmes.Source;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A brand whose books are written by the functions that write them in earnest, and the audit of
/// them. Each has a programme of its own in tables that all tests share.
final class Trade {

  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Map<String, LocalTables> TABLES = new HashMap<>();
  private static final AtomicInteger RUNS = new AtomicInteger();

  final ProgrammeId programme = new ProgrammeId("audit-" + RUNS.incrementAndGet());

  /// A source belongs to one programme.
  final String web = "web-of-" + programme;

  final LocalTables tables;
  final Bucket bucket = new Bucket();
  final List<String> queued = Collections.synchronizedList(new ArrayList<>());
  final PurchaseTable purchases;
  final LedgerTable ledgers;
  final VoucherTable vouchers;
  final QuarantineTable quarantine;
  final ProgrammeTable table;

  private final org.ramure.table.Booking.Books books;
  private final MemberTable members;
  private final IdentityHashes identities;
  private final VoucherCodes codes;
  private final RealIngestion ingestion;
  private final RealAccrual accrual;
  private final RealMinting minting;
  private final RealCounter counter;
  private final RealAdjustment adjustment;
  private final RealExpiry expiry;
  private final RealBirthdays birthdays;
  private final Programmes programmes;
  private Instant now = Instant.parse("2026-03-14T09:15:00Z");
  private int sales;

  Trade(DynamoDbClient client, TableNames names) {
    tables = TABLES.computeIfAbsent(names.prefix(), p -> LocalTables.create(client, p));
    purchases = new PurchaseTable(client, tables.name(TableShape.PURCHASES));
    ledgers = new LedgerTable(client, tables.name(TableShape.LEDGER));
    vouchers = new VoucherTable(client, tables.name(TableShape.VOUCHERS));
    quarantine = new QuarantineTable(client, tables.name(TableShape.QUARANTINE));
    members = new MemberTable(client, tables.name(TableShape.MEMBERS));
    table = new ProgrammeTable(client, tables.name(TableShape.PROGRAMMES));
    books =
        org.ramure.table.Booking.Books.of(client, ledgers)
            .with(purchases)
            .with(vouchers)
            .with(members);
    identities = new IdentityHashes(keys());
    var hashes = new VoucherHashes(keys());
    codes = new VoucherCodes(keys(), hashes);
    programmes = new Programmes(table, this::now);
    open();
    ingestion =
        new RealIngestion(new Surroundings(programmes, identities, hashes), purchases, this::now);
    accrual = new RealAccrual(books, members, programmes, this::now);
    minting = new RealMinting(books, codes, hashes, programmes, this::now);
    counter = new RealCounter(books, programmes, hashes, this::now);
    adjustment = new RealAdjustment(books, members, programmes, this::now);
    expiry = new RealExpiry(books, programmes, this::now);
    birthdays = new RealBirthdays(books, new CodePress(codes, hashes), programmes, this::now);
  }

  private KeyRing keys() {
    return KeyRing.of(() -> "{\"current\":\"A\",\"A\":\"a secret of tests\"}", this::now);
  }

  private void open() {
    var start = Instant.parse("2026-01-01T00:00:00Z");
    table.publish(new PublishedVersion(programme, 1, start, now, "tests", document()));
    table.put(
        new Source(
            programme,
            web,
            Source.Type.GENERIC,
            PARIS,
            Source.Refunds.SEPARATE,
            Optional.empty(),
            List.of()));
    table.create(
        new ApiKey(
            Callers.hash(key()),
            programme,
            key(),
            key(),
            Scope.ADMIN,
            Optional.empty(),
            Optional.empty(),
            now));
  }

  static String document() {
    try {
      return Files.readString(
          Path.of("..", "..", "test-fixtures", "programmes", "tradition-des-vosges.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String key() {
    return "rk_admin_of_" + programme;
  }

  Instant now() {
    return now;
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, PARIS);
  }

  void wait(Duration time) {
    now = now.plus(time);
  }

  /// The night's work for one member.
  void night(MemberId member) {
    expiry.settle(new Owner(programme, member));
    birthdays.give(new Owner(programme, member));
  }

  /// The member tells a birthday, so that it comes on this day of the year next.
  void birthday(MemberId member, LocalDate next) {
    if (!members.tell(programme, member, next.minusYears(40), next)) {
      throw new IllegalStateException("told before: " + member);
    }
  }

  MemberId enrol(String name) {
    var identity = Identity.email(name + "@example.com").orElseThrow();
    var known = new Member.KnownIdentity(identity, identities.key(programme, identity));
    var profile =
        new Member.Profile(
            Optional.empty(), Optional.empty(), Optional.empty(), "fr", Optional.empty());
    var id = new MemberId(name);
    members.enrol(
        programme, new Member(id, profile, List.of(known), now, "test"), Optional.empty());
    members
        .claimsDue(programme, id)
        .ifPresent(
            due -> new Claims(members, purchases, accrual::accrue).finish(programme, due, now));
    return id;
  }

  /// A paid basket of the web shop, of one line.
  ///
  /// @param more fields with a comma behind, single quotes for double ones
  PurchaseKey sells(String name, String gross, String more) {
    var key = next();
    stores(key, name, gross, more);
    accrual.accrue(key);
    return key;
  }

  PurchaseKey sells(String name, String gross) {
    return sells(name, gross, "");
  }

  PurchaseKey next() {
    return new PurchaseKey(programme, web, "D-" + ++sales);
  }

  /// The evidence alone.
  void stores(PurchaseKey key, String name, String gross, String more) {
    now = now.plusSeconds(60);
    ingestion.purchase(
        caller(),
        web,
        key.documentId(),
        """
        {"modifiedAt":"%s","occurredAt":"%s","status":"PAID","currency":"EUR",%s
         "customer":{"email":"%s@example.com"},
         "lines":[{"id":"1","label":"Drap","quantity":"1","gross":"%s"}]}\
        """
            .formatted(now, now, more.replace('\'', '"'), name, gross));
  }

  /// Evidence that nobody looked at for longer than it may be under way.
  void storesLong(PurchaseKey key) {
    stores(key, "camille", "20.00", "");
    wait(Auditor.UNDER_WAY.plusSeconds(1));
  }

  PurchaseKey sellsPaidWith(String name, String gross, Voucher voucher, String basket) {
    return sells(
        name,
        gross,
        "'basket':'%s','vouchers':[{'code':'%s','amount':'10.00'}],"
            .formatted(basket, code(voucher)));
  }

  void takesBack(PurchaseKey sale, String amount) {
    now = now.plusSeconds(60);
    refunds(sale, amount);
    accrual.accrue(sale);
  }

  private void refunds(PurchaseKey sale, String amount) {
    ingestion.refund(
        caller(),
        web,
        sale.documentId(),
        "{\"refundedAt\":\"%s\",\"adjustment\":\"%s\"}".formatted(now, amount));
  }

  /// Whose sale is not known yet.
  void refundsBefore(PurchaseKey sale, String amount) {
    refunds(sale, amount);
    accrual.accrue(sale);
  }

  void callsOff(PurchaseKey sale) {
    now = now.plusSeconds(60);
    ingestion.cancellation(
        caller(), web, sale.documentId(), "{\"cancelledAt\":\"%s\"}".formatted(now));
    accrual.accrue(sale);
  }

  void accrues(PurchaseKey sale) {
    accrual.accrue(sale);
  }

  private ApiKeyCaller caller() {
    return new ApiKeyCaller(programme, Scope.ADMIN, "rk", Optional.empty(), Optional.empty());
  }

  /// The latest voucher that the member's points bought.
  Voucher mints(MemberId member) {
    minting.mint(new Owner(programme, member));
    return open(member).getLast();
  }

  void mintsWhatItCan(MemberId member) {
    minting.mint(new Owner(programme, member));
  }

  List<Voucher> open(MemberId member) {
    var hashes = account(member).candidates().stream().map(Account.Candidate::hash).toList();
    return vouchers.getAll(programme, hashes).stream()
        .sorted(java.util.Comparator.comparing(Voucher::number))
        .toList();
  }

  Account account(MemberId member) {
    return ledgers.account(programme, member, today());
  }

  private String code(Voucher voucher) {
    return codes
        .of(programme, voucher.id(), voucher.attempt(), voucher.hash())
        .orElseThrow()
        .text();
  }

  void redeems(Voucher voucher, String basket) {
    now = now.plusSeconds(60);
    var answer =
        counter.handle(
            GatewayEvent.of(
                "POST /v1/vouchers/redemptions",
                Map.of(),
                key(),
                """
                {"code":"%s","source":"%s",
                 "basket":{"id":"%s","eligibleTotalMinor":6000,"currency":"EUR"}}\
                """
                    .formatted(code(voucher), web, basket)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  void adjusts(MemberId member, long points, String once) {
    var event =
        GatewayEvent.of(
            "POST /v1/members/{member}/adjustments",
            Map.of("member", member.value()),
            key(),
            "{\"points\":%d,\"reason\":\"Gesture\",\"by\":\"marie\"}".formatted(points));
    GatewayEvent.headers((ObjectNode) event).put("Idempotency-Key", once);
    var answer = adjustment.handle(event);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  /// The audit of all books.
  LedgerAuditHandler auditor(int pageSize) {
    return auditor(pageSize, this::now);
  }

  /// One whose time is always up after a page.
  LedgerAuditHandler impatient(int pageSize) {
    var asked = new AtomicInteger();
    return auditor(pageSize, () -> now.plus(Nights.PATIENCE.multipliedBy(asked.getAndIncrement())));
  }

  private LedgerAuditHandler auditor(int pageSize, InstantSource time) {
    return new LedgerAuditHandler(
        new Stretch(shelves(pageSize), auditor(), time),
        new AuditQueue(queued::add),
        new Metrics("ledger-audit", this::now));
  }

  Auditor auditor() {
    return new Auditor(read(), quarantine, this::now, Duration.ZERO);
  }

  Shelves shelves(int pageSize) {
    return new Shelves(read(), () -> bucket, "bucket", pageSize);
  }

  private Books read() {
    return new Books(ledgers, purchases, vouchers, programmes::versions);
  }

  static JsonNode call(LedgerAuditHandler auditor, String event) {
    var out = new ByteArrayOutputStream();
    try {
      auditor.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, Exchange.CONTEXT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var answer = out.toString(StandardCharsets.UTF_8);
    return Json.tree(answer.isEmpty() ? "{}" : answer);
  }

  /// @return the report on this programme
  JsonNode audit() {
    return call(auditor(50), question(""));
  }

  /// @param more fields with a comma before, single quotes for double ones
  String question(String more) {
    return "{'programme':'%s'%s}".formatted(programme, more).replace('\'', '"');
  }

  /// Member, kind and part of every difference, sorted; what is made up by the run left out.
  List<String> differences(JsonNode report) {
    var told = new TreeSet<String>();
    for (var member : report.path("members")) {
      for (var difference : member.path("differences")) {
        told.add(
            member.path("member").asText("nobody")
                + " "
                + difference.path("kind").asText()
                + " "
                + plain(difference.path("about").asText()));
      }
    }
    return List.copyOf(told);
  }

  private String plain(String about) {
    return about
        .replace(web, "web")
        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|(?<=voucher )[0-9a-f]{8}", "ID")
        .replaceAll("web/D-(1[2-9]|[2-9]\\d)$", "web/NEXT");
  }
}
