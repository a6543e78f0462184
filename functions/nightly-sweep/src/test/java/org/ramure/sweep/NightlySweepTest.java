// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.member.Identity;
import org.ramure.member.IdentityKey;
import org.ramure.member.Member;
import org.ramure.member.MemberId;
import org.ramure.programme.Channel;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Posting;
import org.ramure.purchase.PurchaseKey;
import org.ramure.purchase.VoucherWish;
import org.ramure.table.Booking.Books;
import org.ramure.table.Claims;
import org.ramure.table.LedgerTable;
import org.ramure.table.LocalTables;
import org.ramure.table.MemberTable;
import org.ramure.table.PurchaseKeys;
import org.ramure.table.PurchaseTable;
import org.ramure.table.PurchaseTable.OtherContent;
import org.ramure.table.PurchaseTable.Waiting;
import org.ramure.table.SweepCursors;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherTable;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class NightlySweepTest {

  private static final Map<String, LocalTables> TABLES = new HashMap<>();
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final IdentityKey LOUIS = new IdentityKey(IdentityKey.Kind.EMAIL, "hash");

  private final PurchaseTable purchases;
  private final MemberTable members;
  private final Books books;
  private final ProgrammeTable programmes;
  private final List<String> queued = Collections.synchronizedList(new ArrayList<>());
  private boolean queueIsBroken;
  private ProgrammeId programme = new ProgrammeId("none");
  private Instant now = Instant.parse("2026-03-15T00:30:00Z");
  private final NightlySweep sweep;

  NightlySweepTest(DynamoDbClient client, TableNames names) {
    var tables = TABLES.computeIfAbsent(names.prefix(), p -> LocalTables.create(client, p));
    purchases = new PurchaseTable(client, tables.name(TableShape.PURCHASES));
    members = new MemberTable(client, tables.name(TableShape.MEMBERS));
    programmes = new ProgrammeTable(client, tables.name(TableShape.PROGRAMMES));
    books =
        Books.of(client, new LedgerTable(client, tables.name(TableShape.LEDGER)))
            .with(purchases)
            .with(new VoucherTable(client, tables.name(TableShape.VOUCHERS)));
    var queue = new AccrualQueue(this::send);
    var cursors = new SweepCursors(client, tables.name(TableShape.PROGRAMMES));
    sweep =
        new NightlySweep(
            programmes,
            new PurchaseSweep(purchases, cursors, queue),
            members,
            new Claims(members, purchases, queue::send),
            new Metrics("nightly-sweep", () -> now),
            () -> now);
  }

  @BeforeEach
  void a_programme_of_its_own() {
    programme = new ProgrammeId("sweep-" + RUNS.incrementAndGet());
    programmes.publish(
        new PublishedVersion(programme, 1, Instant.EPOCH, Instant.EPOCH, "test", document()));
  }

  private static String document() {
    var file = Path.of("..", "..", "test-fixtures", "programmes", "tradition-des-vosges.json");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_purchase_that_was_never_rated_is_queued() {
    store("1", now.minus(Duration.ofHours(5)));
    run();
    assertThat(queued).singleElement().asString().contains(PurchaseKeys.partition(key("1")));
  }

  @Test
  void a_purchase_that_is_rated_and_agreed_is_left_alone() {
    store("1", now.minus(Duration.ofHours(5)));
    rate("1", true);
    run();
    assertThat(queued).isEmpty();
  }

  @Test
  void a_purchase_whose_vouchers_do_not_agree_yet_is_queued() {
    store("1", now.minus(Duration.ofHours(5)));
    rate("1", false);
    run();
    assertThat(queued).hasSize(1);
  }

  @Test
  void evidence_that_came_after_the_rating_is_seen_by_its_digest() {
    store("1", now.minus(Duration.ofHours(5)));
    rate("1", true);
    purchases.store(
        key("1"),
        new Evidence.Cancellation(now.minusSeconds(60), now.minusSeconds(60)),
        OtherContent.REPLACE);
    run();
    assertThat(queued).hasSize(1);
  }

  @Test
  void nights_that_were_missed_are_caught_up() {
    run();
    store("1", now.plus(Duration.ofHours(1)));
    now = now.plus(Duration.ofDays(10));
    run();
    assertThat(queued).hasSize(1);
  }

  @Test
  void without_a_failure_nothing_older_than_three_days_is_read_again() {
    store("1", now.minus(Duration.ofDays(2)));
    run();
    queued.clear();
    now = now.plus(Duration.ofDays(4));
    run();
    assertThat(queued).isEmpty();
  }

  @Test
  void a_night_that_fails_says_so_and_the_next_one_goes_on_from_before() {
    run();
    store("1", now.plus(Duration.ofHours(1)));
    now = now.plus(Duration.ofDays(1));
    queueIsBroken = true;
    assertThatThrownBy(this::run).hasMessageContaining("failed");
    queueIsBroken = false;
    now = now.plus(Duration.ofDays(9));
    run();
    assertThat(queued).hasSize(1);
  }

  @Test
  void a_refund_whose_sale_does_not_come_within_thirty_days_is_counted_once() {
    var then = now.minus(Duration.ofDays(30));
    purchases.store(
        key("1"), new Evidence.Refund("r", then, then, List.of(), 0, 100), OtherContent.REPLACE);
    assertThat(run().waitingForSale()).isEqualTo(1);
    now = now.plus(Duration.ofDays(1));
    assertThat(run().waitingForSale()).isZero();
  }

  @Test
  void an_enrolment_that_broke_off_gets_its_waiting_purchases() {
    store("1", now.minus(Duration.ofHours(5)));
    rate("1", true);
    purchases.putHints(new Waiting(key("1"), now), List.of(LOUIS));
    enrol(now.minus(Duration.ofHours(1)));
    assertThat(run().claimed()).isEqualTo(1);
    assertThat(purchases.load(key("1")).claim()).isPresent();
    assertThat(queued).isNotEmpty();
  }

  @Test
  void an_enrolment_under_way_is_left_to_the_function_that_enrols() {
    purchases.putHints(new Waiting(key("1"), now), List.of(LOUIS));
    enrol(now.minusSeconds(10));
    assertThat(run().claimed()).isZero();
  }

  private void send(String body) {
    if (queueIsBroken) {
      throw new IllegalStateException("no queue");
    }
    queued.add(body);
  }

  private NightlySweep.Report run() {
    return sweep.run(List.of(programme));
  }

  private void enrol(Instant when) {
    var profile =
        new Member.Profile(
            Optional.empty(), Optional.empty(), Optional.empty(), "fr", Optional.empty());
    var identity = Identity.email("louis@example.com").orElseThrow();
    members.enrol(
        programme,
        new Member(
            new MemberId("louis"),
            profile,
            List.of(new Member.KnownIdentity(identity, LOUIS)),
            when,
            "test"),
        Optional.empty());
  }

  private PurchaseKey key(String document) {
    return new PurchaseKey(programme, "web", document);
  }

  private void store(String document, Instant received) {
    var paris = ZoneId.of("Europe/Paris");
    var order =
        new Evidence.Order(
            received,
            received,
            Evidence.Status.PAID,
            received,
            LocalDate.ofInstant(received, paris),
            Channel.WEB,
            new Evidence.Place(Optional.empty(), List.of(), paris),
            "1",
            Currency.getInstance("EUR"),
            List.of(
                new Evidence.Line(
                    "1",
                    "sku",
                    "label",
                    List.of(),
                    BigDecimal.ONE,
                    1000,
                    0,
                    0,
                    Evidence.Line.Kind.GOODS)),
            Evidence.Charges.NONE,
            0,
            List.of(),
            Optional.empty(),
            List.of());
    purchases.store(key(document), order, OtherContent.REPLACE);
  }

  private void rate(String document, boolean agreed) {
    var partition = purchases.load(key(document));
    var posting =
        new Posting(
            Optional.empty(),
            partition.digest(),
            1,
            Optional.empty(),
            List.of(),
            0,
            Map.of("voucher", VoucherWish.USED),
            agreed,
            1);
    assertThat(books.open(programme).posting(key(document), posting).commit()).isTrue();
  }
}
