// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ramure.dynamodb.DynamoDbLocal;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.Usage;
import org.ramure.local.Credentials;
import org.ramure.local.dynamodb.DynamoDbCalls;
import org.ramure.local.dynamodb.Tables;
import org.ramure.local.template.Assembly;
import org.ramure.local.template.Places;
import org.ramure.local.template.Resources;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Key;
import org.ramure.table.LedgerKeys;
import org.ramure.table.LedgerTable;
import org.ramure.table.TableShape;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// Finds the accounts that are due today, in a programme and in one with ten times its members and
/// as many due. Every account is in the index: those that are not due today are later.
final class DueBench implements Bench {

  private static final double MOST = 1.05;
  private static final int DUE = 256;
  private static final int MEMBERS = 1_000;
  private static final int NIGHTS = 10;
  private static final int BATCH = 25;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

  private record Programme(ProgrammeId id, int members) {}

  private static final Programme ONE = new Programme(new ProgrammeId("one"), MEMBERS);
  private static final Programme TEN = new Programme(new ProgrammeId("ten"), 10 * MEMBERS);

  /// What it took to find them, once.
  private record Night(Usage usage, double millis) {}

  @Override
  public List<Row> measure(Bed bed) throws IOException, InterruptedException {
    try (var local = DynamoDbLocal.inMemory();
        var proxy = DynamoDbProxy.inFrontOf(local.endpoint());
        var direct = client(local.endpoint());
        var metered = client(proxy.endpoint())) {
      String table = ledger(bed.root(), local.endpoint());
      fill(direct, table, ONE);
      fill(direct, table, TEN);
      bed.look();
      return rows(new LedgerTable(metered, table), new LedgerTable(direct, table), proxy, bed);
    }
  }

  /// @return the name of the ledger's table
  private static String ledger(Path root, URI endpoint) throws IOException, InterruptedException {
    var places = new Places(Credentials.REGION, Places.ACCOUNT, "", "");
    var assembly = Assembly.read(root.resolve("infra/cdk/target/cdk.out"));
    var tables = new Tables(Resources.resolve(assembly, places));
    try (var calls = new DynamoDbCalls(endpoint, Credentials.REGION)) {
      tables.create(calls);
    }
    return tables.all().stream()
        .filter(table -> table.logicalId().contains(TableShape.LEDGER.name()))
        .findFirst()
        .orElseThrow()
        .name();
  }

  private static DynamoDbClient client(URI endpoint) {
    var anyone =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(Credentials.ACCESS_KEY, Credentials.SECRET_KEY));
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(Credentials.REGION))
        .credentialsProvider(anyone)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static void fill(DynamoDbClient client, String table, Programme programme) {
    List<WriteRequest> accounts =
        IntStream.range(0, programme.members()).mapToObj(i -> account(programme.id(), i)).toList();
    for (int from = 0; from < accounts.size(); from += BATCH) {
      var batch = accounts.subList(from, Math.min(from + BATCH, accounts.size()));
      client.batchWriteItem(write -> write.requestItems(Map.of(table, batch)));
    }
  }

  /// As large as an ordinary one.
  private static WriteRequest account(ProgrammeId programme, int number) {
    var member = new MemberId("%032x".formatted(number));
    LocalDate due = TODAY.plusDays(number < DUE ? -number % 3 : 1 + number % 300);
    Key key = LedgerKeys.account(programme, member);
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(TableShape.PK, fromS(key.pk()));
    item.put(TableShape.SK, fromS(key.sk()));
    item.put(TableShape.DUE.pk(), fromS(LedgerKeys.due(programme, member)));
    item.put(TableShape.DUE.sk(), fromS(due.toString()));
    item.put("version", fromN("17"));
    item.put("hash", fromS("a".repeat(64)));
    item.put("lots", fromM(Map.of(due.toString(), fromN("120"))));
    return WriteRequest.builder().putRequest(put -> put.item(item)).build();
  }

  private static List<Row> rows(
      LedgerTable metered, LedgerTable timed, DynamoDbProxy proxy, Bed bed) throws IOException {
    Usage one = proxy.meter().during(() -> find(metered, ONE));
    Usage ten = proxy.meter().during(() -> find(metered, TEN));
    List<Double> ones = new ArrayList<>();
    List<Double> tens = new ArrayList<>();
    millis(timed, ONE);
    for (int round = 0; round < ROUNDS; round++) {
      ones.add(millis(timed, ONE));
      tens.add(millis(timed, TEN));
      bed.look();
    }
    return rows(new Night(one, Figures.median(ones)), new Night(ten, Figures.median(tens)));
  }

  private static List<Row> rows(Night one, Night ten) {
    String members = "%d due of %,d members and of %,d".formatted(DUE, MEMBERS, 10 * MEMBERS);
    return List.of(
        Row.held(
            "ten times the members: read units",
            ten.usage().readUnits() / one.usage().readUnits(),
            "×",
            MOST,
            members + ": " + one.usage().total() + " ÷ " + ten.usage().total()),
        Row.held(
            "ten times the members: calls",
            (double) ten.usage().calls() / one.usage().calls(),
            "×",
            MOST,
            ""),
        Row.of(
            "ten times the members: time",
            ten.millis() / one.millis(),
            "×",
            "on DynamoDB Local, whose indexes are SQLite's"));
  }

  private static void find(LedgerTable ledger, Programme programme) {
    long found =
        IntStream.range(0, LedgerKeys.DUE_SHARDS)
            .mapToLong(
                shard -> ledger.due(programme.id(), shard, TODAY, Optional.empty(), DUE).size())
            .sum();
    if (found != DUE) {
      throw new IllegalStateException(found + " are due, not " + DUE);
    }
  }

  private static double millis(LedgerTable ledger, Programme programme) {
    long began = System.nanoTime();
    for (int night = 0; night < NIGHTS; night++) {
      find(ledger, programme);
    }
    return (System.nanoTime() - began) / 1e6 / NIGHTS;
  }
}
