// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.minting;

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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ramure.lambda.MessageQueue;
import org.ramure.lambda.batch.MintingQueue;
import org.ramure.lambda.key.CodePress;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.VoucherCodes;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.ProgrammeDocument;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Account.Candidate;
import org.ramure.points.Cause;
import org.ramure.points.Entry;
import org.ramure.points.Ledger;
import org.ramure.points.Minting;
import org.ramure.points.Move;
import org.ramure.points.Pot;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.table.Booking.Books;
import org.ramure.table.LedgerKeys;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.LedgerTable;
import org.ramure.table.LocalTables;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherTable;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// One programme in which 150 points buy a voucher, its members and its mint, with a clock that a
/// test moves.
final class Mint {

  static final ProgrammeId VOSGES = new ProgrammeId("tradition-des-vosges");
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  static final LocalDate TODAY = LocalDate.of(2026, 3, 14);

  private static final AtomicInteger MEMBERS = new AtomicInteger();

  final Books books;
  final VoucherHashes hashes;
  final VoucherCodes codes;
  final List<String> queued = new ArrayList<>();

  private final VoucherMintingHandler handler;
  private final AccountMinting minting;
  private ProgrammeTerms terms = document();
  private Instant now = noon(TODAY);

  Mint(DynamoDbClient client, LocalTables tables) {
    books =
        Books.of(client, new LedgerTable(client, tables.name(TableShape.LEDGER)))
            .with(new VoucherTable(client, tables.name(TableShape.VOUCHERS)));
    hashes = new VoucherHashes(keys());
    codes = new VoucherCodes(keys(), hashes);
    minting = new AccountMinting(books, new CodePress(codes, hashes), _ -> versions(), () -> now);
    MessageQueue queue = queued::add;
    handler = new VoucherMintingHandler(minting, new MintingQueue(queue));
  }

  private KeyRing keys() {
    return KeyRing.of(() -> "{\"current\":\"A\",\"A\":\"a secret of tests\"}", () -> now);
  }

  private List<ProgrammeVersion> versions() {
    return List.of(new ProgrammeVersion(VOSGES, 1, Instant.EPOCH, terms));
  }

  private static ProgrammeTerms document() {
    return ProgrammeDocument.published(
            read(Path.of("..", "..", "test-fixtures", "programmes", "tradition-des-vosges.json")))
        .terms();
  }

  static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Instant noon(LocalDate day) {
    return day.atTime(12, 0).atZone(PARIS).toInstant();
  }

  void at(LocalDate day) {
    now = noon(day);
  }

  void reward(Function<ProgrammeTerms.RewardTerms, ProgrammeTerms.RewardTerms> change) {
    var before = document();
    terms =
        new ProgrammeTerms(
            before.name(),
            before.startsOn(),
            before.zone(),
            before.currency(),
            before.points(),
            before.tiers(),
            before.rules(),
            before.reward().map(change),
            before.reservations(),
            before.adjustments(),
            before.birthday());
  }

  static MemberId anybody() {
    return new MemberId("member-" + MEMBERS.incrementAndGet());
  }

  /// Points that live a year.
  void earns(MemberId member, long points) {
    earns(member, Map.of(TODAY.plusYears(1), points));
  }

  /// @param lots points by their last day
  void earns(MemberId member, Map<LocalDate, Long> lots) {
    var moves =
        lots.entrySet().stream()
            .map(l -> new Move(new Pot.Earned(), new Pot.Available(l.getKey()), l.getValue()))
            .toList();
    var ledger = Ledger.of(account(member)).post(Entry.Kind.ACCRUE, moves, cause());
    write(ledger);
  }

  /// Vouchers that were minted before: candidates of the account.
  void has(MemberId member, List<Voucher> vouchers) {
    vouchers.forEach(
        v -> {
          if (!books.open(VOSGES).newVoucher(v).commit()) {
            throw new IllegalStateException("there is one already: " + v);
          }
          write(Minting.givenBack(Ledger.of(account(member)), v, cause()));
        });
  }

  private void write(Ledger ledger) {
    if (!books.open(VOSGES).ledger(ledger, terms.reward()).commit()) {
      throw new IllegalStateException("somebody else wrote the account");
    }
  }

  private static Cause cause() {
    return new Cause("test", noon(TODAY), TODAY, 1, Optional.empty(), List.of());
  }

  Account account(MemberId member) {
    return books.ledgers().account(VOSGES, member, TODAY.minusDays(400));
  }

  List<Voucher> vouchers(MemberId member) {
    return books
        .vouchers()
        .getAll(VOSGES, account(member).candidates().stream().map(Candidate::hash).toList());
  }

  List<Entry.Kind> history(MemberId member) {
    return books.ledgers().entries(VOSGES, member, 100, Optional.empty()).reversed().stream()
        .map(Entry::kind)
        .toList();
  }

  void mint(MemberId member) {
    minting.mint(new Owner(VOSGES, member));
  }

  /// A record of the stream for each, in this order.
  String stream(List<MemberId> members) {
    var records =
        IntStream.range(0, members.size())
            .mapToObj(
                i ->
                    """
                    {"eventName":"MODIFY","dynamodb":{"SequenceNumber":"%d","Keys":{
                    "pk":{"S":"%s"},"sk":{"S":"ACCOUNT"}},"NewImage":{},"OldImage":{}}}\
                    """
                        .formatted(i, LedgerKeys.account(VOSGES, members.get(i)).pk()))
            .toList();
    return handle("{\"Records\":[" + String.join(",", records) + "]}");
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
            Mint.class.getClassLoader(), new Class<?>[] {Context.class}, (p, m, a) -> "lambda-1");
  }
}
