// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.birthday;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.ramure.dynamodb.Mortal;
import org.ramure.lambda.Json;
import org.ramure.lambda.LaterQueue;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.batch.BirthdayQueue;
import org.ramure.lambda.key.CodePress;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.VoucherCodes;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.NewDays;
import org.ramure.lambda.programme.ProgrammeDocument;
import org.ramure.lambda.programme.Programmes;
import org.ramure.member.Birthday;
import org.ramure.member.Identity;
import org.ramure.member.IdentityKey;
import org.ramure.member.Member;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Entry;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.table.BegunDays;
import org.ramure.table.Booking.Books;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.LedgerTable;
import org.ramure.table.LocalTables;
import org.ramure.table.MemberTable;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherTable;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A programme that gives 25 € on a birthday, its members, and its nights.
final class Feast {

  private static final AtomicInteger FEASTS = new AtomicInteger();

  final ProgrammeId programme = new ProgrammeId("feast-" + FEASTS.incrementAndGet());
  final Mortal process = new Mortal();
  final ProgrammeTerms terms;
  final Books books;

  /// What is held back, and for how long.
  record Message(String body, Duration delay) {}

  final Deque<Message> queue = new ArrayDeque<>();
  final List<Duration> delays = new ArrayList<>();

  private final MemberTable members;
  private final CodePress press;
  private final BirthdayGifts gifts;
  private final BirthdayGiftsHandler handler;
  private Instant now = Instant.EPOCH;

  /// @param birthday the part of the programme document about it
  Feast(DynamoDbClient client, LocalTables tables, ZoneId zone, String birthday) {
    var programmes = new ProgrammeTable(client, tables.name(TableShape.PROGRAMMES));
    var document =
        document()
            .replaceFirst("(?s)\"birthday\": [{].*?[}],\\s*\"amountMinor.*?[}],", birthday)
            .replace("Europe/Paris", zone.getId());
    programmes.publish(
        new PublishedVersion(programme, 1, Instant.EPOCH, Instant.EPOCH, "test", document));
    terms = ProgrammeDocument.published(document).terms();
    books = books(client, tables);
    members = books.members();
    var mortal = process.client(client);
    var known = new Programmes(programmes, () -> now);
    LaterQueue later = (body, delay) -> process.step(() -> send(body, delay));
    var hashes = new VoucherHashes(keys());
    press = new CodePress(new VoucherCodes(keys(), hashes), hashes);
    var mine = books(mortal, tables);
    gifts = new BirthdayGifts(mine, press, known, () -> now);
    var birthdays =
        new Birthdays(
            mine.members(),
            known,
            gifts,
            new BirthdayQueue(later),
            new Metrics("birthday-gifts", () -> now),
            () -> now);
    var begun = new BegunDays(mortal, tables.name(TableShape.PROGRAMMES), "birthday-gifts");
    handler =
        new BirthdayGiftsHandler(
            new NewDays(() -> List.of(programme), known, begun, () -> now), birthdays);
  }

  private void send(String body, Duration delay) {
    queue.add(new Message(body, delay));
    delays.add(delay);
  }

  private KeyRing keys() {
    return KeyRing.of(() -> "{\"current\":\"A\",\"A\":\"a secret of tests\"}", () -> now);
  }

  private static Books books(DynamoDbClient client, LocalTables tables) {
    return Books.of(client, new LedgerTable(client, tables.name(TableShape.LEDGER)))
        .with(new VoucherTable(client, tables.name(TableShape.VOUCHERS)))
        .with(new MemberTable(client, tables.name(TableShape.MEMBERS)));
  }

  private static String document() {
    var file = Path.of("..", "..", "test-fixtures", "programmes", "tradition-des-vosges.json");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A little after midnight in the programme's zone.
  void inTheNightTo(LocalDate day) {
    now = day.atTime(0, 7).atZone(terms.zone()).toInstant();
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, terms.zone());
  }

  /// The whole of a night: the schedule rings, and all messages are worked off.
  void night(LocalDate day) {
    inTheNightTo(day);
    ring();
    workOff();
  }

  void ring() {
    handle("{\"scheduledTime\":\"" + now + "\"}");
  }

  /// A message that fails stays, as in a queue.
  void workOff() {
    while (!queue.isEmpty()) {
      var message = queue.element();
      var answer = deliver(message.body());
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
            Feast.class.getClassLoader(), new Class<?>[] {Context.class}, (p, m, a) -> "lambda-1");
  }

  MemberId enrol(String name, LocalDate born, LocalDate today) {
    var profile =
        new Member.Profile(
            Optional.empty(), Optional.empty(), Optional.of(born), "fr", Optional.empty());
    var identity = Identity.email(name + "@example.com").orElseThrow();
    var key = new IdentityKey(IdentityKey.Kind.EMAIL, name);
    var member =
        new Member(
            new MemberId(name),
            profile,
            List.of(new Member.KnownIdentity(identity, key)),
            today.atStartOfDay(terms.zone()).toInstant(),
            "test");
    members.enrol(programme, member, profile.birthdayAfter(today, terms.leapDay()));
    return member.id();
  }

  boolean tells(MemberId member, LocalDate born) {
    var read = members.birthday(programme, member).orElseThrow().birthday();
    return read.changed(born, today())
        .map(
            changed ->
                members.change(
                    programme, member, read, changed, changed.after(today(), terms.leapDay())))
        .orElse(false);
  }

  Birthday birthday(MemberId member) {
    return members.birthday(programme, member).orElseThrow().birthday();
  }

  LocalDate listed(MemberId member) {
    return members.birthday(programme, member).orElseThrow().day();
  }

  Account account(MemberId member) {
    return books.ledgers().account(programme, member, today());
  }

  List<Entry> history(MemberId member) {
    return books.ledgers().entries(programme, member, 500, Optional.empty()).reversed();
  }

  Optional<Voucher> voucher(MemberId member, int year) {
    return books.vouchers().get(programme, coded(member, year).hash());
  }

  CodePress.Coded coded(MemberId member, int year) {
    return press.press(programme, member + "-birthday-" + year, _ -> false);
  }

  BirthdayGifts.Done gives(MemberId member) {
    return gifts.give(new Owner(programme, member));
  }
}
