// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.caller.MemberTokens;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.identity.IdentityHashes;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.VoucherCodes;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.Claims;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A brand with two stores, a web shop and a handler, as a till or shop calls it.
final class Shop {

  static final ProgrammeId VOSGES = new ProgrammeId("tradition-des-vosges");
  static final ProgrammeId ELSEWHERE = new ProgrammeId("elsewhere");
  static final Instant MORNING = Instant.parse("2026-03-01T09:00:00Z");

  final DynamoDbClient client;
  final LedgerTable ledger;
  final PurchaseTable purchases;
  final VoucherTable vouchers;
  final MemberTable members;
  final IdentityHashes hashes;
  final VoucherHashes voucherHashes;
  final VoucherCodes voucherCodes;
  final List<PurchaseKey> queued = new ArrayList<>();

  private final MemberTokens tokens;
  private final MemberRegistryHandler handler;
  private Instant now = MORNING;

  Shop(DynamoDbClient client, LocalTables tables) {
    this(client, tables, NewMemberIds.random());
  }

  Shop(DynamoDbClient client, LocalTables tables, NewMemberIds ids) {
    this.client = client;
    ledger = new LedgerTable(client, tables.name(TableShape.LEDGER));
    purchases = new PurchaseTable(client, tables.name(TableShape.PURCHASES));
    vouchers = new VoucherTable(client, tables.name(TableShape.VOUCHERS));
    members = new MemberTable(client, tables.name(TableShape.MEMBERS));
    hashes = new IdentityHashes(keys());
    tokens = new MemberTokens(keys());
    voucherHashes = new VoucherHashes(keys());
    voucherCodes = new VoucherCodes(keys(), voucherHashes);
    handler = handler(new ProgrammeTable(client, tables.name(TableShape.PROGRAMMES)), ids);
  }

  private MemberRegistryHandler handler(ProgrammeTable table, NewMemberIds ids) {
    open(table);
    var programmes = new Programmes(table, () -> now);
    var claims = new Claims(members, purchases, queued::add);
    return new MemberRegistryHandler(
        new Callers(programmes::apiKey, tokens, () -> now),
        new MemberRoutes(
            programmes,
            members,
            new Enrolment(members, claims, ids),
            hashes,
            tokens,
            new Metrics("member-registry", () -> now),
            () -> now),
        new BirthdayRoutes(members, programmes, () -> now),
        new AccountRoutes(programmes, members, ledger, vouchers, voucherCodes, () -> now));
  }

  private KeyRing keys() {
    return KeyRing.of(() -> "{\"current\":\"A\",\"A\":\"a secret of tests\"}", () -> now);
  }

  private static void open(ProgrammeTable table) {
    for (var programme : List.of(VOSGES, ELSEWHERE)) {
      table.publish(
          new PublishedVersion(
              programme, 1, Instant.parse("2026-01-01T00:00:00Z"), MORNING, "tests", document()));
    }
    table.put(store("lyon", "Europe/Paris", "FR"));
    table.put(store("jarry", "America/Guadeloupe", "GP"));
    table.put(
        new Source(
            VOSGES,
            "shop",
            Source.Type.GENERIC,
            ZoneId.of("Europe/Paris"),
            Source.Refunds.SEPARATE,
            Optional.empty(),
            List.of()));
    table.create(
        new ApiKey(
            Callers.hash("rk_elsewhere"),
            ELSEWHERE,
            "k-elsewhere",
            "another brand",
            Scope.ADMIN,
            Optional.empty(),
            Optional.empty(),
            MORNING));
    table.create(key("rk_till", Scope.TILL, Optional.empty(), Optional.empty()));
    table.create(key("rk_lyon", Scope.TILL, Optional.of("lyon"), Optional.of("fastmag")));
    table.create(key("rk_shop", Scope.SHOP, Optional.empty(), Optional.empty()));
    table.create(key("rk_admin", Scope.ADMIN, Optional.empty(), Optional.empty()));
  }

  private static Store store(String id, String zone, String region) {
    return new Store(VOSGES, id, id, Optional.empty(), ZoneId.of(zone), region);
  }

  private static ApiKey key(
      String key, Scope scope, Optional<String> store, Optional<String> source) {
    return new ApiKey(
        Callers.hash(key), VOSGES, key.replace("rk_", "k-"), key, scope, store, source, MORNING);
  }

  private static String document() {
    try {
      return Files.readString(
          Path.of("..", "..", "test-fixtures", "programmes", "tradition-des-vosges.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void at(Instant instant) {
    now = instant;
  }

  String token(MemberId member) {
    return tokens.issue(VOSGES, member, now).token();
  }

  String tokenElsewhere(MemberId member) {
    return tokens.issue(ELSEWHERE, member, now).token();
  }

  MemberRegistryHandler handler() {
    return handler;
  }

  /// @param body JSON with single quotes, because there are many
  Exchange post(String path, String bearer, String body) {
    return call("POST", path, Map.of(), bearer, body.replace('\'', '"'));
  }

  Exchange put(String path, String bearer, String body) {
    return call("PUT", path, Map.of(), bearer, body.replace('\'', '"'));
  }

  Exchange get(String path, String bearer) {
    return get(path, Map.of(), bearer);
  }

  Exchange get(String path, Map<String, String> query, String bearer) {
    return call("GET", path, query, bearer, "");
  }

  private Exchange call(
      String method, String path, Map<String, String> query, String bearer, String body) {
    var parts = path.split("/");
    boolean named = parts.length > 3 && !parts[3].equals("search");
    var member = named ? parts[3] : "";
    var routeKey = method + " " + (named ? path.replace(member, "{member}") : path);
    Map<String, String> parameters = named ? Map.of("member", member) : Map.of();
    var event = GatewayEvent.of(routeKey, parameters, bearer, body);
    query.forEach(GatewayEvent.query(event)::put);
    return handled(event);
  }

  /// @param event as the gateway sends it
  Exchange handled(JsonNode event) {
    return Contract.published().check(Exchange.with(handler, event));
  }
}
