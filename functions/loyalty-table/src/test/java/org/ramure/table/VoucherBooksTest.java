// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ramure.table.LocalVouchers.CAMILLE;
import static org.ramure.table.LocalVouchers.LAST_DAY;
import static org.ramure.table.LocalVouchers.NOON;
import static org.ramure.table.LocalVouchers.PARIS;
import static org.ramure.table.LocalVouchers.VOSGES;
import static org.ramure.table.LocalVouchers.issued;
import static org.ramure.table.LocalVouchers.usedBy;
import static org.ramure.table.LocalVouchers.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.TableNames;
import org.ramure.explain.Reason;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Cause;
import org.ramure.points.Entry;
import org.ramure.points.Ledger;
import org.ramure.points.Move;
import org.ramure.points.Pot;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.purchase.Posting;
import org.ramure.purchase.PurchaseKey;
import org.ramure.purchase.VoucherWish;
import org.ramure.table.VoucherBooks.Agreed;
import org.ramure.table.VoucherBooks.Deed;
import org.ramure.table.VoucherBooks.OnlyWhile;
import org.ramure.table.VoucherBooks.Outcome;
import org.ramure.table.VoucherBooks.Overtaken;
import org.ramure.table.VoucherTable.Contested;
import org.ramure.voucher.Agreement;
import org.ramure.voucher.Agreement.Action;
import org.ramure.voucher.Agreement.Conflict;
import org.ramure.voucher.Agreement.Naming;
import org.ramure.voucher.ClosedKey;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.Voucher.Redeemed;
import org.ramure.voucher.VoucherUse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class VoucherBooksTest {

  private static final CallPattern TRANSACTION = CallPattern.of("TransactWriteItems");
  private static final LocalDate TODAY = LocalDate.ofInstant(NOON, PARIS);

  private final DynamoDbProxy proxy;
  private final LocalVouchers tables;
  private final VoucherBooks books;
  private MemberId member = CAMILLE;

  VoucherBooksTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    tables = new LocalVouchers(client, LocalTables.create(client, names.prefix()));
    books = new VoucherBooks(tables.books);
  }

  @BeforeEach
  void anotherMember() {
    member = LocalVouchers.anotherMember();
  }

  private Voucher given(LocalVouchers.Draft draft) {
    return tables.given(draft.of(member));
  }

  private Account account() {
    return tables.ledgers.account(VOSGES, member, TODAY);
  }

  private List<Entry.Kind> history() {
    return tables.ledgers.entries(VOSGES, member, 50, Optional.empty()).reversed().stream()
        .map(Entry::kind)
        .toList();
  }

  private Outcome agree(
      Voucher voucher,
      Optional<OnlyWhile> onlyWhile,
      java.util.function.Function<Contested, Action> decision) {
    var cause = new Cause("key:anna", NOON, TODAY, 1, Optional.empty(), List.of());
    var version = new ProgrammeVersion(VOSGES, 1, Instant.EPOCH, LocalVouchers.terms());
    return books.agree(new Deed(VOSGES, version, cause), voucher.hash(), onlyWhile, decision);
  }

  private Outcome reverse(Voucher voucher) {
    return agree(voucher, Optional.empty(), this::reversal);
  }

  private Action reversal(Contested read) {
    var used = ((Redeemed) read.voucher().state()).redemption();
    return Agreement.reverse(read.voucher(), used, read.waiting(), NOON, PARIS).orElseThrow();
  }

  private Outcome use(Voucher voucher, Naming order) {
    return agree(
        voucher,
        Optional.empty(),
        read ->
            Agreement.use(
                read.voucher(), order, read.of(order.source(), order.documentId()), NOON));
  }

  private static Naming order(String document) {
    var basket = Optional.of("cart-of-" + document);
    return new Naming("shop", document, Optional.empty(), basket, 5000, 1000);
  }

  @Nested
  class Given_back {

    @Test
    void it_is_free_again_open_in_the_account_and_told_in_the_history() {
      var voucher = given(issued().in(usedBy(web("cart"))));
      assertThat(reverse(voucher)).isInstanceOf(Agreed.class);
      var now = tables.read(voucher);
      assertThat(now.state()).isEqualTo(new Voucher.Issued());
      assertThat(now.closedKeys()).containsExactly(ClosedKey.basket("shop", "cart"));
      assertThat(account().candidates())
          .containsExactly(
              new Account.Candidate(
                  voucher.hash(), voucher.id(), now.lastDay(), voucher.paidWith()));
      var entry = tables.ledgers.entries(VOSGES, member, 1, Optional.empty()).getFirst();
      assertThat(entry.kind()).isEqualTo(Entry.Kind.GIVE_BACK);
      assertThat(entry.cause().subject()).contains(voucher.id());
      assertThat(entry.cause().by()).isEqualTo("key:anna");
      assertThat(entry.cause().why())
          .containsExactly(Reason.of("voucher.given.back", "lastDay", LAST_DAY));
    }

    @Test
    void a_late_retry_of_the_same_basket_cannot_burn_it() {
      var voucher = given(issued().in(usedBy(web("cart"))));
      reverse(voucher);
      var late = tables.vouchers.redeem(VOSGES, voucher.hash(), web("cart"));
      assertThat(late.outcome())
          .isEqualTo(new VoucherUse.Refused(new org.ramure.voucher.Refusal.GivenBack()));
      assertThat(tables.vouchers.redeem(VOSGES, voucher.hash(), web("other")).outcome())
          .isInstanceOf(VoucherUse.Accepted.class);
    }

    @Test
    void the_account_is_settled_first() {
      var voucher = given(issued().in(usedBy(web("cart"))));
      holds(1, TODAY.minusDays(1));
      reverse(voucher);
      assertThat(history())
          .containsExactly(Entry.Kind.ACCRUE, Entry.Kind.SETTLE, Entry.Kind.GIVE_BACK);
      assertThat(account().available()).isZero();
    }

    @Test
    void an_account_long_asleep_is_settled_in_several_transactions() {
      var voucher = given(issued().in(usedBy(web("cart"))));
      holds(45, TODAY.minusDays(1));
      var used = proxy.meter().during(() -> reverse(voucher));
      assertThat(used.of("TransactWriteItems").calls()).isEqualTo(3);
      assertThat(history()).hasSize(1 + 45 + 1).endsWith(Entry.Kind.GIVE_BACK);
    }

    @Test
    void a_write_in_between_is_seen_and_decided_on() {
      var voucher = given(issued().in(usedBy(web("cart"))));
      proxy.before(
          TRANSACTION.key(voucher.hash()),
          _ -> tables.vouchers.announce(VOSGES, voucher.hash(), NOON));
      assertThat(reverse(voucher)).isInstanceOf(Agreed.class);
      assertThat(tables.read(voucher).announcedAt()).contains(NOON);
      assertThat(history()).containsExactly(Entry.Kind.GIVE_BACK);
    }

    @Test
    void points_that_come_in_between_are_not_lost() {
      var voucher = given(issued().in(usedBy(web("cart"))));
      proxy.before(TRANSACTION.key(voucher.hash()), _ -> holds(1, TODAY));
      reverse(voucher);
      assertThat(history()).containsExactly(Entry.Kind.ACCRUE, Entry.Kind.GIVE_BACK);
      assertThat(account().available()).isEqualTo(10);
    }

    @Test
    void an_answer_lost_on_the_way_gives_back_once() {
      var voucher = given(issued().in(usedBy(web("cart"))));
      var fault = proxy.inject(TRANSACTION.key(voucher.hash()).dropAnswerAfterSuccess().always());
      assertThatThrownBy(() -> reverse(voucher)).isInstanceOf(SdkException.class);
      fault.close();
      assertThat(tables.read(voucher).state()).isInstanceOf(Voucher.Issued.class);
      assertThat(history()).containsExactly(Entry.Kind.GIVE_BACK);
    }

    @Test
    void it_costs_three_calls_six_writes_and_two_reads_and_the_row_of_its_due_day() {
      var voucher = given(issued().in(usedBy(web("cart"))));
      var used = proxy.meter().during(() -> reverse(voucher));
      assertThat(used.calls()).isEqualTo(3);
      assertThat(used.readUnits()).isEqualTo(2);
      // The account was not there: one row of the due index is new.
      assertThat(used.writeUnits()).isEqualTo(6 + 1);
    }
  }

  /// Lots of 10 points, one for each day that ends with {@code lastDay}.
  private void holds(int lots, LocalDate lastDay) {
    var account = tables.ledgers.account(VOSGES, member, TODAY.minusDays(100));
    var moves =
        IntStream.range(0, lots)
            .mapToObj(i -> new Move(new Pot.Earned(), new Pot.Available(lastDay.minusDays(i)), 10))
            .toList();
    var cause = new Cause("test", NOON, TODAY, 1, Optional.empty(), List.of());
    var ledger = Ledger.of(account).post(Entry.Kind.ACCRUE, moves, cause);
    if (!tables.books.open(VOSGES).ledger(ledger, Optional.empty()).commit()) {
      throw new IllegalStateException("somebody wrote the account");
    }
  }

  @Nested
  class Wanted_by_two {

    private Voucher usedByFirst() {
      return given(issued().in(usedBy(web("cart"), Optional.of("first"), true)));
    }

    @Test
    void the_second_order_waits_and_gets_it_when_the_first_is_taken_back() {
      var voucher = given(issued().in(usedBy(web("cart"))));
      use(voucher, order("second"));
      use(voucher, order("third"));
      assertThat(tables.read(voucher).openConflicts()).isEqualTo(2);
      assertThat(((Agreed) reverse(voucher)).action()).isInstanceOf(Agreement.HandOver.class);
      var now = tables.read(voucher);
      assertThat(now.openConflicts()).isEqualTo(1);
      assertThat(now.state())
          .isInstanceOfSatisfying(
              Redeemed.class, r -> assertThat(r.redemption().purchase()).contains("second"));
      assertThat(account().candidates()).as("it is still used").isEmpty();
      assertThat(history()).containsExactly(Entry.Kind.GIVE_BACK);
    }

    @Test
    void one_conflict_is_raised_however_often_the_order_is_read() {
      var voucher = usedByFirst();
      use(voucher, order("second"));
      use(voucher, order("second"));
      assertThat(tables.read(voucher).openConflicts()).isEqualTo(1);
    }

    @Test
    void staff_may_take_it_from_a_paid_order_whose_claim_is_kept() {
      var voucher = usedByFirst();
      assertThat(takeAway(voucher)).isInstanceOf(Agreed.class);
      var now = tables.vouchers.contested(VOSGES, voucher.hash()).orElseThrow();
      assertThat(now.voucher().state()).isEqualTo(new Voucher.Issued());
      assertThat(now.waiting()).containsExactly(new Conflict("shop", "first", 1000, NOON, true));
      assertThat(account().candidates()).hasSize(1);
      use(voucher, order("first"));
      assertThat(tables.read(voucher).state())
          .as("read again, the order does not snatch it back")
          .isEqualTo(new Voucher.Issued());
    }

    @Test
    void taken_from_one_order_it_passes_to_the_one_that_waited() {
      var voucher = usedByFirst();
      use(voucher, order("second"));
      takeAway(voucher);
      var now = tables.vouchers.contested(VOSGES, voucher.hash()).orElseThrow();
      assertThat(now.voucher().state())
          .isInstanceOfSatisfying(
              Redeemed.class, r -> assertThat(r.redemption().purchase()).contains("second"));
      assertThat(now.waiting()).extracting(Conflict::documentId).containsExactly("first");
      assertThat(account().candidates()).isEmpty();
    }

    private Outcome takeAway(Voucher voucher) {
      return agree(
          voucher,
          Optional.empty(),
          read ->
              Agreement.takeFrom(
                  read.voucher(),
                  ((Redeemed) read.voucher().state()).redemption(),
                  read.waiting(),
                  NOON,
                  PARIS));
    }

    @Test
    void a_query_that_meets_a_transaction_half_way_reads_again() {
      var voucher = usedByFirst();
      var conflict = new Conflict("shop", "second", 1000, NOON, true);
      tables.books.open(VOSGES).conflict(voucher, conflict).commit();
      proxy.before(
          CallPattern.of("Query"),
          2,
          _ -> tables.books.open(VOSGES).voucher(LocalVouchers.withOneConflict(voucher)).commit());
      assertThat(tables.vouchers.contested(VOSGES, voucher.hash()).orElseThrow().waiting())
          .containsExactly(conflict);
    }

    @Test
    void a_voucher_that_never_matches_its_conflicts_is_an_error_and_not_a_guess() {
      var voucher = usedByFirst();
      var conflict = new Conflict("shop", "second", 1000, NOON, true);
      tables.books.open(VOSGES).conflict(voucher, conflict).commit();
      assertThatThrownBy(() -> tables.vouchers.contested(VOSGES, voucher.hash()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Nested
  class Overtaken_by_a_newer_posting {

    private PurchaseKey key = new PurchaseKey(VOSGES, "shop", "order");

    @BeforeEach
    void anotherOrder() {
      key = new PurchaseKey(VOSGES, "shop", "order-of-" + member);
    }

    private Posting posted(long revision, VoucherWish wish, String voucher) {
      var posting =
          new Posting(
              Optional.of(member),
              "digest-" + revision,
              1,
              Optional.empty(),
              List.of(),
              0,
              Map.of(voucher, wish),
              false,
              revision);
      if (!tables.books.open(VOSGES).posting(key, posting).commit()) {
        throw new IllegalStateException("a posting of that revision stands");
      }
      return posting;
    }

    @Test
    void a_cancelled_order_that_was_paid_again_meanwhile_keeps_its_voucher() {
      var used = usedBy(web("cart"), Optional.of(key.documentId()), true);
      var voucher = given(issued().in(used));
      var cancelled = posted(1, VoucherWish.GIVEN_BACK, voucher.hash());
      proxy.before(
          TRANSACTION.key(voucher.hash()), _ -> posted(2, VoucherWish.USED, voucher.hash()));
      assertThat(
              agree(
                  voucher,
                  Optional.of(new OnlyWhile(key, cancelled)),
                  VoucherBooksTest.this::giveBack))
          .isInstanceOf(Overtaken.class);
      assertThat(tables.read(voucher)).isEqualTo(voucher);
      assertThat(history()).isEmpty();
    }

    @Test
    void a_claim_on_a_voucher_is_not_raised_for_an_order_that_names_it_no_more() {
      var voucher = given(issued().in(usedBy(web("cart"), Optional.of("first"), true)));
      var named = posted(1, VoucherWish.USED, voucher.hash());
      posted(2, VoucherWish.GIVEN_BACK, voucher.hash());
      var outcome =
          agree(
              voucher,
              Optional.of(new OnlyWhile(key, named)),
              read ->
                  Agreement.use(read.voucher(), order(key.documentId()), Optional.empty(), NOON));
      assertThat(outcome).isInstanceOf(Overtaken.class);
      assertThat(tables.vouchers.contested(VOSGES, voucher.hash()).orElseThrow().conflicts())
          .isEmpty();
    }
  }

  private Action giveBack(Contested read) {
    var used = ((Redeemed) read.voucher().state()).redemption();
    return Agreement.giveBack(
        read.voucher(),
        order(used.purchase().orElseThrow()),
        Optional.empty(),
        read.waiting(),
        NOON,
        PARIS);
  }
}
