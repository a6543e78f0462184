// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.expiry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.ramure.dynamodb.Mortal;
import org.ramure.lambda.Json;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.batch.ExpiryQueue;
import org.ramure.lambda.programme.NewDays;
import org.ramure.lambda.programme.ProgrammeDocument;
import org.ramure.lambda.programme.Programmes;
import org.ramure.member.MemberId;
import org.ramure.money.Money;
import org.ramure.points.Account;
import org.ramure.points.Cause;
import org.ramure.points.Entry;
import org.ramure.points.Ledger;
import org.ramure.points.Minting;
import org.ramure.points.Move;
import org.ramure.points.Pot;
import org.ramure.points.Settlement;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.table.BegunDays;
import org.ramure.table.Booking.Books;
import org.ramure.table.LedgerKeys;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.LedgerTable;
import org.ramure.table.LocalTables;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherTable;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A programme in which 150 points buy a voucher, members whom nobody touches, and its nights.
final class Brand {

  private static final AtomicInteger BRANDS = new AtomicInteger();

  final ProgrammeId programme = new ProgrammeId("brand-" + BRANDS.incrementAndGet());
  final Mortal process = new Mortal();
  final Deque<String> queue = new ArrayDeque<>();
  final ZoneId zone;
  final Optional<RewardTerms> reward;

  private final Books books;
  private final AccountSettling settling;
  private final ExpiryHandler handler;
  private Instant now = Instant.EPOCH;
  private int vouchers;

  /// @param stretch accounts that a message does at most
  Brand(DynamoDbClient client, LocalTables tables, ZoneId zone, int stretch) {
    this.zone = zone;
    books = books(client, tables);
    var programmes = new ProgrammeTable(client, tables.name(TableShape.PROGRAMMES));
    var document = document().replace("Europe/Paris", zone.getId());
    programmes.publish(
        new PublishedVersion(programme, 1, Instant.EPOCH, Instant.EPOCH, "test", document));
    reward = ProgrammeDocument.published(document).terms().reward();
    var mortal = process.client(client);
    var known = new Programmes(programmes, () -> now);
    var expiryQueue = new ExpiryQueue(body -> process.step(() -> queue.add(body)));
    var mine = books(mortal, tables);
    settling = new AccountSettling(mine, known, () -> now);
    var metrics = new Metrics("expiry", () -> now);
    var accounts =
        new DueAccounts(mine.ledgers(), known, settling, expiryQueue, metrics, () -> now, stretch);
    var begun = new BegunDays(mortal, tables.name(TableShape.PROGRAMMES), "expiry");
    handler =
        new ExpiryHandler(
            new NewDays(() -> List.of(programme), known, begun, () -> now), accounts, expiryQueue);
  }

  private static Books books(DynamoDbClient client, LocalTables tables) {
    return Books.of(client, new LedgerTable(client, tables.name(TableShape.LEDGER)))
        .with(new VoucherTable(client, tables.name(TableShape.VOUCHERS)));
  }

  private static String document() {
    var file = Path.of("..", "..", "test-fixtures", "programmes", "tradition-des-vosges.json");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// By the clock on the programme's walls.
  void at(LocalDateTime time) {
    now = time.atZone(zone).toInstant();
  }

  void at(Instant time) {
    now = time;
  }

  /// Seven minutes past midnight.
  void inTheNightTo(LocalDate day) {
    at(day.atTime(0, 7));
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, zone);
  }

  /// The whole of a night: the schedule rings, and all messages are worked off.
  void night(LocalDate day) {
    inTheNightTo(day);
    ring();
    workOff();
  }

  /// @return whether a day was begun
  boolean ring() {
    return handle("{\"scheduledTime\":\"" + now + "\"}").contains(programme.value());
  }

  /// Forgets messages of shards in which none of these is: what they would find is known.
  void forgetShardsBut(List<MemberId> members) {
    var shards =
        members.stream()
            .map(member -> LedgerKeys.due(programme, member))
            .map(key -> Integer.parseInt(key.substring(key.lastIndexOf('#') + 1)))
            .map(shard -> programme + "#DUE#" + shard)
            .toList();
    queue.removeIf(
        body ->
            ExpiryQueue.parse(body).matches(programme + "#DUE#\\d+")
                && !shards.contains(ExpiryQueue.parse(body)));
  }

  /// A message that fails stays, as in a queue.
  void workOff() {
    while (!queue.isEmpty()) {
      var message = queue.peek();
      var answer = deliver(message);
      if (!answer.equals("{\"batchItemFailures\":[]}")) {
        throw new IllegalStateException(message + " failed: " + answer);
      }
      queue.remove(message);
    }
  }

  String deliver(String body) {
    return handle(
        Json.text(Map.of("Records", List.of(Map.of("messageId", "message-1", "body", body)))));
  }

  /// What the function answers to an event.
  String handle(String event) {
    var out = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), out, context());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8);
  }

  private static Context context() {
    return (Context)
        Proxy.newProxyInstance(
            Brand.class.getClassLoader(), new Class<?>[] {Context.class}, (p, m, a) -> "lambda-1");
  }

  Account account(MemberId member) {
    return books.ledgers().account(programme, member, today());
  }

  List<Entry> history(MemberId member) {
    return books.ledgers().entries(programme, member, 500, Optional.empty()).reversed();
  }

  long expired(MemberId member, LocalDate day) {
    return books.ledgers().expired(programme, member, day);
  }

  /// Accounts that are listed as due today.
  List<MemberId> due() {
    return IntStream.range(0, 64)
        .boxed()
        .flatMap(
            shard -> books.ledgers().due(programme, shard, today(), Optional.empty(), 500).stream())
        .map(due -> due.owner().member())
        .toList();
  }

  Voucher voucher(String hash) {
    return books.vouchers().get(programme, hash).orElseThrow();
  }

  /// As any transaction does it: the account is settled first.
  void posts(MemberId member, Entry.Kind kind, Move... moves) {
    var cause = cause();
    var settled = Settlement.settle(Ledger.of(account(member)), today(), cause).ledger();
    write(settled.post(kind, List.of(moves), cause));
  }

  void earns(MemberId member, LocalDate lastDay, long points) {
    posts(
        member, Entry.Kind.ACCRUE, new Move(new Pot.Earned(), new Pot.Available(lastDay), points));
  }

  void waits(MemberId member, LocalDate matures, LocalDate lastDay, long points) {
    posts(
        member,
        Entry.Kind.ACCRUE,
        new Move(new Pot.Earned(), new Pot.Pending(matures, lastDay), points));
  }

  void spends(MemberId member, LocalDate lot, long points) {
    posts(member, Entry.Kind.MINT, new Move(new Pot.Available(lot), new Pot.Spent(), points));
  }

  /// A voucher of before, among those that may be open.
  ///
  /// @param days how many lots have paid for it, all of them long over
  Voucher has(MemberId member, LocalDate lastDay, int days) {
    int number = ++vouchers;
    var paidWith = new TreeMap<LocalDate, Long>();
    IntStream.range(0, days).forEach(i -> paidWith.put(lastDay.minusDays(300 + i), 150L / days));
    var voucher =
        new Voucher(
            "%04d-of-%s".formatted(number, programme),
            member + "-" + number,
            number,
            member,
            Voucher.Kind.REWARD,
            Money.of(1000, "EUR"),
            0,
            lastDay.minusDays(90),
            lastDay,
            zone,
            new Voucher.Issued(),
            Optional.empty(),
            List.of(),
            0,
            paidWith,
            0,
            "WXYZ",
            1);
    if (!books.open(programme).newVoucher(voucher).commit()) {
      throw new IllegalStateException("there is one already: " + voucher);
    }
    write(Minting.givenBack(Ledger.of(account(member)), voucher, cause()));
    return voucher;
  }

  void uses(Voucher voucher) {
    var use = new Voucher.Redemption("b", "s", Optional.empty(), Optional.empty(), 1, now, false);
    books.vouchers().replace(programme, voucher.as(new Voucher.Redeemed(use)));
  }

  private Cause cause() {
    return new Cause("test", now, today(), 1, Optional.empty(), List.of());
  }

  private void write(Ledger ledger) {
    if (!books.open(programme).ledger(ledger, reward).commit()) {
      throw new IllegalStateException("somebody else wrote the account");
    }
  }

  void settles(MemberId member) {
    settling.settle(new Owner(programme, member));
  }
}
