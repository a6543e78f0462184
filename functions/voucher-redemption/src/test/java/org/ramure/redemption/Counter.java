// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

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
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.caller.MemberTokens;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.VoucherCodes;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.member.MemberId;
import org.ramure.money.Money;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Booking.Books;
import org.ramure.table.LedgerTable;
import org.ramure.table.LocalTables;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherTable;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ApiKey.Scope;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;
import org.ramure.table.programmes.Source;
import org.ramure.table.programmes.Store;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.VoucherCode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A brand with a web shop, tills in three time zones and a handler, as a till or shop calls it.
final class Counter {

  static final ProgrammeId VOSGES = new ProgrammeId("tradition-des-vosges");
  static final ProgrammeId OTHER = new ProgrammeId("another-brand");
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  static final Instant MORNING = Instant.parse("2026-03-14T09:15:00Z");
  static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 14);

  final Books books;

  private final MemberTokens tokens;
  private final VoucherHashes hashes;
  private final VoucherCodes codes;
  private final VoucherRedemptionHandler handler;
  private Instant now = MORNING;

  Counter(DynamoDbClient client, LocalTables tables) {
    books =
        Books.of(client, new LedgerTable(client, tables.name(TableShape.LEDGER)))
            .with(new VoucherTable(client, tables.name(TableShape.VOUCHERS)));
    tokens = new MemberTokens(keys());
    hashes = new VoucherHashes(keys());
    codes = new VoucherCodes(keys(), hashes);
    var table = new ProgrammeTable(client, tables.name(TableShape.PROGRAMMES));
    open(table);
    handler =
        new VoucherRedemptionHandler(
            Desk.of(books, new Programmes(table, () -> now), hashes, () -> now));
  }

  private KeyRing keys() {
    return KeyRing.of(() -> "{\"current\":\"A\",\"A\":\"a secret of tests\"}", () -> now);
  }

  private static void open(ProgrammeTable table) {
    publish(table, VOSGES);
    publish(table, OTHER);
    table.put(store("epinal", "Épinal", "Europe/Paris"));
    table.put(store("jarry", "Jarry", "America/Guadeloupe"));
    table.put(store("saint-denis", "Saint-Denis", "Indian/Reunion"));
    table.put(source(VOSGES, "vosges-web"));
    table.put(source(VOSGES, "fastmag"));
    table.put(source(OTHER, "other-web"));
    create(table, VOSGES, "rk_till", Scope.TILL, "", "");
    create(table, VOSGES, "rk_epinal", Scope.TILL, "epinal", "fastmag");
    create(table, VOSGES, "rk_shop", Scope.SHOP, "", "vosges-web");
    create(table, VOSGES, "rk_admin", Scope.ADMIN, "", "");
    create(table, OTHER, "rk_other", Scope.ADMIN, "", "");
  }

  private static void publish(ProgrammeTable table, ProgrammeId programme) {
    var start = Instant.parse("2026-01-01T00:00:00Z");
    table.publish(new PublishedVersion(programme, 1, start, MORNING, "tests", document()));
  }

  private static Store store(String id, String name, String zone) {
    return new Store(VOSGES, id, name, Optional.empty(), ZoneId.of(zone), "FR");
  }

  private static Source source(ProgrammeId programme, String id) {
    return new Source(
        programme,
        id,
        Source.Type.GENERIC,
        PARIS,
        Source.Refunds.SEPARATE,
        Optional.empty(),
        List.of());
  }

  private static void create(
      ProgrammeTable table,
      ProgrammeId programme,
      String key,
      Scope scope,
      String store,
      String source) {
    table.create(
        new ApiKey(
            Callers.hash(key),
            programme,
            key.replace("rk_", "k-"),
            key,
            scope,
            Optional.of(store).filter(s -> !s.isEmpty()),
            Optional.of(source).filter(s -> !s.isEmpty()),
            MORNING));
  }

  private static String document() {
    return read(Path.of("..", "..", "test-fixtures", "programmes", "tradition-des-vosges.json"));
  }

  static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  VoucherRedemptionHandler handler() {
    return handler;
  }

  void at(Instant instant) {
    now = instant;
  }

  String memberToken() {
    return tokens.issue(VOSGES, new MemberId("camille"), now).token();
  }

  /// A voucher of 10 euros with its code.
  record Given(VoucherCode code, Voucher voucher) {

    String typed() {
      return code.text();
    }
  }

  Given voucher(int number) {
    return voucher(number, 0);
  }

  Given voucher(int number, long minimumMinor) {
    var id = "camille-" + number;
    var code = codes.current(VOSGES, id, 0);
    var voucher =
        new Voucher(
            hashes.hash(code).orElseThrow(),
            id,
            number,
            new MemberId("camille"),
            Voucher.Kind.REWARD,
            Money.of(1000, "EUR"),
            minimumMinor,
            LocalDate.of(2026, 3, 14),
            LAST_DAY,
            PARIS,
            new Voucher.Issued(),
            Optional.empty(),
            List.of(),
            0,
            new TreeMap<>(Map.of(LocalDate.of(2027, 2, 1), 150L)),
            0,
            code.last4(),
            1);
    if (!books.open(VOSGES).newVoucher(voucher).commit()) {
      throw new IllegalStateException("there is one already: " + id);
    }
    return new Given(code, voucher);
  }

  /// A code as it would be of that voucher.
  VoucherCode codeOf(String voucherId) {
    return codes.current(VOSGES, voucherId, 0);
  }

  Voucher read(Given given) {
    return books.vouchers().get(VOSGES, given.voucher().hash()).orElseThrow();
  }

  /// Calls as a shop or till does.
  Call as(String bearer) {
    return new Call(bearer, "fr-FR");
  }

  /// @param language that people there read
  final class Call {
    private final String bearer;
    private final String language;

    private Call(String bearer, String language) {
      this.bearer = bearer;
      this.language = language;
    }

    Call reading(String other) {
      return new Call(bearer, other);
    }

    Exchange check(String body) {
      return call("POST /v1/vouchers/check", Map.of(), body);
    }

    Exchange reserve(String body) {
      return call("POST /v1/vouchers/reservations", Map.of(), body);
    }

    Exchange redeem(String body) {
      return call("POST /v1/vouchers/redemptions", Map.of(), body);
    }

    Exchange renew(String id, String body) {
      return call("PUT /v1/vouchers/reservations/{id}", Map.of("id", id), body);
    }

    Exchange commit(String id, String body) {
      return call("POST /v1/vouchers/reservations/{id}/commit", Map.of("id", id), body);
    }

    Exchange release(String id) {
      return call("DELETE /v1/vouchers/reservations/{id}", Map.of("id", id), "");
    }

    Exchange reverse(String id, String body) {
      return call("POST /v1/vouchers/redemptions/{id}/reversal", Map.of("id", id), body);
    }

    /// @param body JSON with single quotes, because there are many
    Exchange call(String routeKey, Map<String, String> path, String body) {
      var event = GatewayEvent.of(routeKey, path, bearer, body.replace('\'', '"'));
      GatewayEvent.headers(event).put("accept-language", language);
      return handle(event);
    }
  }

  /// @param event as the gateway sends it
  Exchange handle(JsonNode event) {
    return Contract.published().check(Exchange.with(handler, event));
  }
}
