// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.preview;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ramure.accrual.RealAccrual;
import org.ramure.ingestion.RealIngestion;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.identity.IdentityHashes;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.VoucherCodes;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.ProgrammeDocument;
import org.ramure.lambda.programme.Programmes;
import org.ramure.lambda.reading.Surroundings;
import org.ramure.member.Identity;
import org.ramure.member.Member;
import org.ramure.member.MemberId;
import org.ramure.minting.RealMinting;
import org.ramure.money.Money;
import org.ramure.points.Account;
import org.ramure.points.Cause;
import org.ramure.points.Entry;
import org.ramure.points.Settlement;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.purchase.Posting;
import org.ramure.purchase.PurchaseKey;
import org.ramure.redemption.RealCounter;
import org.ramure.table.Booking.Books;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.LedgerTable;
import org.ramure.table.LocalTables;
import org.ramure.table.MemberTable;
import org.ramure.table.PurchaseTable;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherTable;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ApiKey.Scope;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;
import org.ramure.table.programmes.Source;
import org.ramure.table.programmes.Store;
import org.ramure.table.programmes.Zone;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.VoucherCode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A brand with a web shop and two stores: it can ask for a preview, and it can sell, with the
/// functions that do it in earnest.
final class Brand {

  static final String VOSGES =
      read(Path.of("..", "..", "test-fixtures", "programmes", "tradition-des-vosges.json"));
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  static final String ROUTE = "POST /v1/purchases/preview";
  static final String WEB = "vosges-web";

  final ProgrammeId programme;
  final Books books;
  final RealCounter counter;

  private final MemberTable members;
  private final IdentityHashes identities;
  private final VoucherHashes hashes;
  private final VoucherCodes codes;
  private final PurchasePreviewHandler handler;
  private final RealIngestion ingestion;
  private final RealAccrual accrual;
  private final RealMinting minting;
  private final ProgrammeTerms terms;
  private Instant now = Instant.parse("2026-03-14T09:15:00Z");
  private int sales;

  /// @param document of its programme, whose name says which brand it is
  Brand(DynamoDbClient client, LocalTables tables, String name, String document) {
    programme = new ProgrammeId(name);
    terms = ProgrammeDocument.published(document).terms();
    books =
        Books.of(client, new LedgerTable(client, tables.name(TableShape.LEDGER)))
            .with(new PurchaseTable(client, tables.name(TableShape.PURCHASES)))
            .with(new VoucherTable(client, tables.name(TableShape.VOUCHERS)));
    members = new MemberTable(client, tables.name(TableShape.MEMBERS));
    identities = new IdentityHashes(keys());
    hashes = new VoucherHashes(keys());
    codes = new VoucherCodes(keys(), hashes);
    var table = new ProgrammeTable(client, tables.name(TableShape.PROGRAMMES));
    open(table, document);
    var programmes = new Programmes(table, this::now);
    var surroundings = new Surroundings(programmes, identities, hashes);
    handler =
        new PurchasePreviewHandler(
            surroundings, new Previews(members, books.ledgers(), books.vouchers()), this::now);
    ingestion = new RealIngestion(surroundings, books.purchases(), this::now);
    accrual = new RealAccrual(books, members, programmes, this::now);
    minting = new RealMinting(books, codes, hashes, programmes, this::now);
    counter = new RealCounter(books, programmes, hashes, this::now);
  }

  private KeyRing keys() {
    return KeyRing.of(() -> "{\"current\":\"A\",\"A\":\"a secret of tests\"}", this::now);
  }

  private void open(ProgrammeTable table, String document) {
    var start = Instant.parse("2026-01-01T00:00:00Z");
    table.publish(new PublishedVersion(programme, 1, start, now, "tests", document));
    table.put(new Zone(programme, "est", "Est", Optional.empty()));
    table.put(store("epinal", "Épinal", "Europe/Paris"));
    table.put(store("saint-denis", "Saint-Denis", "Indian/Reunion"));
    table.put(source(WEB));
    table.put(source("fastmag"));
    create(table, "rk_till", Scope.TILL, "", "");
    create(table, "rk_epinal", Scope.TILL, "epinal", "fastmag");
    create(table, "rk_shop", Scope.SHOP, "", "");
    create(table, "rk_web", Scope.SHOP, "", WEB);
    create(table, "rk_admin", Scope.ADMIN, "", "");
  }

  private Store store(String id, String name, String zone) {
    return new Store(programme, id, name, Optional.of("est"), ZoneId.of(zone), "FR");
  }

  private Source source(String id) {
    return new Source(
        programme,
        id,
        Source.Type.GENERIC,
        PARIS,
        Source.Refunds.SEPARATE,
        Optional.empty(),
        List.of());
  }

  /// Keys are for one programme: a brand's own begin with its name.
  String key(String name) {
    return name + "_of_" + programme;
  }

  private void create(ProgrammeTable table, String key, Scope scope, String store, String source) {
    table.create(
        new ApiKey(
            Callers.hash(key(key)),
            programme,
            key,
            key,
            scope,
            Optional.of(store).filter(s -> !s.isEmpty()),
            Optional.of(source).filter(s -> !s.isEmpty()),
            now));
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PurchasePreviewHandler handler() {
    return handler;
  }

  Instant now() {
    return now;
  }

  void at(Instant instant) {
    now = instant;
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, PARIS);
  }

  /// @param key as {@code rk_shop}
  /// @param body JSON, with single quotes where there are no double ones
  Exchange preview(String key, String body) {
    return preview(key, "en", body);
  }

  Exchange preview(String key, String language, String body) {
    var event =
        GatewayEvent.of(
            ROUTE,
            Map.of(),
            key.isEmpty() ? key : key(key),
            body.contains("\"") ? body : body.replace('\'', '"'));
    GatewayEvent.headers(event).put("accept-language", language);
    return handle(event);
  }

  Exchange handle(JsonNode event) {
    return Contract.published().check(Exchange.with(handler, event));
  }

  /// Somebody with this e-mail address.
  MemberId enrol(String email) {
    var identity = Identity.email(email).orElseThrow();
    var known = new Member.KnownIdentity(identity, identities.key(programme, identity));
    var profile =
        new Member.Profile(
            Optional.empty(), Optional.empty(), Optional.empty(), "fr", Optional.empty());
    var id = new MemberId(email.replaceAll("[^a-z0-9]", "-"));
    members.enrol(
        programme, new Member(id, profile, List.of(known), now, "test"), Optional.empty());
    return id;
  }

  /// Sells: what purchase-ingestion and points-accrual do, and voucher-minting unless it is left
  /// out.
  PurchaseKey sells(String key, String source, String body) {
    var document = "D-" + ++sales;
    var scope = key.equals("rk_admin") ? Scope.ADMIN : Scope.SHOP;
    var caller = new ApiKeyCaller(programme, scope, key, Optional.empty(), Optional.empty());
    ingestion.purchase(caller, source, document, body);
    var purchase = new PurchaseKey(programme, source, document);
    accrual.accrue(purchase);
    return purchase;
  }

  /// A paid basket of the web shop.
  PurchaseKey sells(String email, String gross) {
    return sells(
        "rk_admin",
        WEB,
        """
        {"modifiedAt":"%s","occurredAt":"%s","status":"PAID","currency":"EUR",
         "customer":{"email":"%s"},
         "lines":[{"id":"1","label":"Drap","quantity":"1","gross":"%s"}]}\
        """
            .formatted(now, now, email, gross));
  }

  /// All goods of it come back.
  void takesBack(PurchaseKey sale, String amount) {
    var caller =
        new ApiKeyCaller(programme, Scope.ADMIN, "rk_admin", Optional.empty(), Optional.empty());
    ingestion.refund(
        caller,
        sale.source(),
        sale.documentId(),
        "{\"refundedAt\":\"%s\",\"adjustment\":\"%s\"}".formatted(now, amount));
    accrual.accrue(sale);
  }

  /// The stream wakes voucher-minting for an account that is mintable as it was written.
  void mintsIfWoken(MemberId member) {
    var reward = terms.reward();
    if (books.ledgers().account(programme, member, today()).mintable(reward, today())) {
      minting.mint(new Owner(programme, member));
    }
  }

  Account account(MemberId member) {
    var stored = books.ledgers().account(programme, member, today());
    var reading = new Cause("reading", now, today(), 1, Optional.empty(), List.of());
    return Settlement.view(stored, today(), reading);
  }

  Entry lastEntry(MemberId member) {
    return books.ledgers().entries(programme, member, 1, Optional.empty()).getFirst();
  }

  Posting posting(PurchaseKey sale) {
    return books.purchases().load(sale).posting().orElseThrow();
  }

  /// The members' vouchers that may still be open.
  List<Voucher> open(MemberId member) {
    var hashes =
        books.ledgers().account(programme, member, today()).candidates().stream()
            .map(Account.Candidate::hash)
            .toList();
    return books.vouchers().getAll(programme, hashes);
  }

  VoucherCode code(Voucher voucher) {
    return codes.of(programme, voucher.id(), voucher.attempt(), voucher.hash()).orElseThrow();
  }

  /// A voucher that was given for nothing.
  VoucherCode gives(String id, String amount, long minimumMinor, LocalDate lastDay) {
    var code = codes.current(programme, id, 0);
    var voucher =
        new Voucher(
            hashes.hash(code).orElseThrow(),
            id,
            1,
            new MemberId("somebody"),
            Voucher.Kind.BIRTHDAY,
            Money.of(Long.parseLong(amount), "EUR"),
            minimumMinor,
            today().minusDays(1),
            lastDay,
            PARIS,
            new Voucher.Issued(),
            Optional.empty(),
            List.of(),
            0,
            new TreeMap<>(),
            0,
            code.last4(),
            1);
    if (!books.open(programme).newVoucher(voucher).commit()) {
      throw new IllegalStateException("there is one already: " + id);
    }
    return code;
  }

  /// A code that a voucher could have, and none has.
  VoucherCode unused() {
    return codes.current(programme, "never-made", 0);
  }
}
