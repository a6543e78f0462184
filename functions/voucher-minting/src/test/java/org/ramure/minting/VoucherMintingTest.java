// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.minting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ramure.minting.Mint.TODAY;
import static org.ramure.minting.Mint.VOSGES;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.Log;
import org.ramure.lambda.batch.MintingQueue;
import org.ramure.member.MemberId;
import org.ramure.money.Money;
import org.ramure.points.Account;
import org.ramure.points.Entry;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.table.LedgerKeys;
import org.ramure.table.LocalTables;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.VoucherCode;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class VoucherMintingTest {

  private static final CallPattern TRANSACTION = CallPattern.of("TransactWriteItems");
  private static final String ALL_DONE = "{\"batchItemFailures\":[]}";
  private static final Path SAMPLES = Path.of("..", "..", "events", "voucher-minting");

  private final DynamoDbProxy proxy;
  private final Mint mint;
  private MemberId member = Mint.anybody();

  VoucherMintingTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    mint = new Mint(client, LocalTables.create(client, names.prefix()));
  }

  @BeforeEach
  void another_member_on_an_ordinary_day() {
    member = Mint.anybody();
    mint.at(TODAY);
    mint.reward(reward -> reward);
    mint.queued.clear();
  }

  private List<String> ids() {
    return mint.vouchers(member).stream().map(Voucher::id).sorted().toList();
  }

  private String id(int number) {
    return member + "-" + number;
  }

  private Optional<VoucherCode> codeOf(Voucher voucher) {
    return mint.codes.of(VOSGES, voucher.id(), voucher.attempt(), voucher.hash());
  }

  @Nested
  class Points {

    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        textBlock =
            """
            POINTS, VOUCHERS, LEFT
               149,        0,  149
               150,        1,    0
               310,        2,   10
              1499,        9,  149
            """)
    void buy_whole_vouchers_and_the_rest_is_kept(long points, int vouchers, long left) {
      mint.earns(member, points);
      mint.mint(member);
      assertThat(mint.vouchers(member)).hasSize(vouchers);
      assertThat(mint.account(member).available()).isEqualTo(left);
      assertThat(mint.history(member)).hasSize(1 + vouchers);
    }

    @Test
    void become_a_voucher_as_the_programme_promises_it() {
      mint.earns(member, 150);
      mint.mint(member);
      var voucher = mint.vouchers(member).getFirst();
      assertThat(voucher.id()).isEqualTo(id(1));
      assertThat(voucher.amount()).isEqualTo(Money.of(1000, "EUR"));
      assertThat(voucher.firstDay()).isEqualTo(TODAY);
      assertThat(voucher.lastDay()).isEqualTo(LocalDate.of(2026, 6, 14));
      assertThat(voucher.state()).isEqualTo(new Voucher.Issued());
      assertThat(voucher.announcedAt()).isEmpty();
      assertThat(voucher.paidWith()).isEqualTo(Map.of(TODAY.plusYears(1), 150L));
    }

    @Test
    void of_which_the_first_to_expire_are_spent_first() {
      mint.earns(member, Map.of(TODAY.plusDays(3), 100L, TODAY.plusDays(90), 100L));
      mint.mint(member);
      assertThat(mint.vouchers(member).getFirst().paidWith())
          .isEqualTo(Map.of(TODAY.plusDays(3), 100L, TODAY.plusDays(90), 50L));
    }

    @Test
    void whose_day_has_passed_buy_nothing() {
      mint.earns(member, Map.of(TODAY.minusDays(1), 100L, TODAY.plusDays(90), 100L));
      mint.mint(member);
      assertThat(mint.vouchers(member)).isEmpty();
    }

    @Test
    void at_the_end_of_november_buy_a_voucher_until_the_end_of_february() {
      mint.earns(member, 150);
      mint.at(LocalDate.of(2026, 11, 30));
      mint.mint(member);
      assertThat(mint.vouchers(member).getFirst().lastDay()).isEqualTo(LocalDate.of(2027, 2, 28));
    }

    @Test
    void wait_where_vouchers_are_made_on_request_only() {
      mint.reward(r -> changed(r, RewardTerms.Mode.ON_REQUEST, r.dailyCap()));
      mint.earns(member, 150);
      mint.mint(member);
      assertThat(mint.vouchers(member)).isEmpty();
    }

    @Test
    void beyond_the_daily_cap_wait_for_tomorrow() {
      mint.earns(member, 12 * 150);
      mint.mint(member);
      mint.mint(member);
      assertThat(mint.vouchers(member)).hasSize(10);
      mint.at(TODAY.plusDays(1));
      mint.mint(member);
      assertThat(mint.vouchers(member)).hasSize(12);
    }

    @Test
    void of_an_account_long_asleep_are_settled_in_several_transactions_first() {
      var lots = new TreeMap<LocalDate, Long>();
      IntStream.range(1, 50).forEach(day -> lots.put(TODAY.minusDays(day), 10L));
      lots.put(TODAY.plusDays(1), 150L);
      mint.earns(member, lots);
      mint.mint(member);
      assertThat(ids()).containsExactly(id(1));
      assertThat(mint.account(member).available()).isZero();
    }
  }

  private static RewardTerms changed(RewardTerms r, RewardTerms.Mode mode, int dailyCap) {
    return new RewardTerms(
        r.label(),
        r.threshold(),
        r.amountMinor(),
        r.minimumBasketMinor(),
        r.validityMonths(),
        mode,
        dailyCap);
  }

  @Nested
  class Once {

    @Test
    void a_record_that_comes_again_mints_nothing() {
      mint.earns(member, 310);
      assertThat(mint.stream(List.of(member, member))).isEqualTo(ALL_DONE);
      assertThat(mint.stream(List.of(member))).isEqualTo(ALL_DONE);
      assertThat(ids()).containsExactly(id(1), id(2));
      assertThat(mint.account(member).available()).isEqualTo(10);
    }

    @Test
    void two_at_once_mint_what_one_would() {
      mint.earns(member, 310);
      proxy.before(TRANSACTION, _ -> mint.mint(member));
      mint.mint(member);
      assertThat(ids()).containsExactly(id(1), id(2));
      assertThat(mint.history(member))
          .containsExactly(Entry.Kind.ACCRUE, Entry.Kind.MINT, Entry.Kind.MINT);
    }

    @Test
    void points_that_come_in_between_buy_too() {
      mint.earns(member, 160);
      proxy.before(TRANSACTION, _ -> mint.earns(member, 140));
      mint.mint(member);
      assertThat(ids()).containsExactly(id(1), id(2));
      assertThat(mint.account(member).available()).isZero();
    }

    @Test
    void an_answer_lost_on_the_way_mints_once() {
      mint.earns(member, 310);
      var fault = proxy.inject(TRANSACTION.dropAnswerAfterSuccess().always());
      assertThatThrownBy(() -> mint.mint(member)).isInstanceOf(SdkException.class);
      fault.close();
      mint.mint(member);
      assertThat(ids()).containsExactly(id(1), id(2));
    }

    @Test
    void later_points_get_later_numbers() {
      mint.earns(member, 150);
      mint.mint(member);
      mint.earns(member, 150);
      mint.mint(member);
      assertThat(ids()).containsExactly(id(1), id(2));
    }
  }

  @Nested
  class Codes {

    @Test
    void follow_from_the_voucher_alone() {
      mint.earns(member, 310);
      mint.mint(member);
      for (var voucher : mint.vouchers(member)) {
        assertThat(codeOf(voucher)).isPresent();
        assertThat(codeOf(voucher).orElseThrow().last4()).isEqualTo(voucher.last4());
      }
    }

    @Test
    void that_somebody_else_has_are_made_again_and_can_still_be_derived() {
      var taken = mint.codes.current(VOSGES, id(1), 0);
      var other = Mint.anybody();
      var theirs = voucher(other, mint.hashes.hash(taken).orElseThrow(), TODAY.plusDays(9));
      mint.has(other, List.of(theirs));
      mint.earns(member, 310);
      mint.mint(member);
      assertThat(ids()).containsExactly(id(1), id(2));
      var first =
          mint.vouchers(member).stream()
              .filter(v -> v.id().equals(id(1)))
              .findFirst()
              .orElseThrow();
      assertThat(first.attempt()).isEqualTo(1);
      assertThat(codeOf(first)).contains(mint.codes.current(VOSGES, id(1), 1));
      assertThat(mint.vouchers(other)).containsExactly(theirs);
    }

    @Test
    void are_in_no_log() {
      mint.earns(member, 150);
      var lines = Log.capture(() -> mint.stream(List.of(member)));
      var voucher = mint.vouchers(member).getFirst();
      assertThat(String.join("\n", lines))
          .doesNotContain(codeOf(voucher).orElseThrow().text(), voucher.last4(), voucher.hash());
    }
  }

  /// One minted before, paid with {@code days} lots that lie far behind.
  private Voucher voucher(MemberId owner, String hash, LocalDate lastDay, int days) {
    var paidWith = new TreeMap<LocalDate, Long>();
    IntStream.range(0, days).forEach(i -> paidWith.put(lastDay.minusDays(300 + i), 150L / days));
    return new Voucher(
        hash,
        owner + "-" + hash.substring(0, 6),
        100,
        owner,
        Voucher.Kind.REWARD,
        Money.of(1000, "EUR"),
        0,
        lastDay.minusDays(90),
        lastDay,
        Mint.PARIS,
        new Voucher.Issued(),
        Optional.empty(),
        List.of(),
        0,
        paidWith,
        0,
        "WXYZ",
        1);
  }

  private Voucher voucher(MemberId owner, String hash, LocalDate lastDay) {
    return voucher(owner, hash, lastDay, 1);
  }

  private List<Voucher> vouchers(int count, LocalDate lastDay, int days) {
    return IntStream.range(0, count)
        .mapToObj(i -> voucher(member, "%06d-of-%s".formatted(i, member), lastDay, days))
        .toList();
  }

  @Nested
  class Vouchers_of_before {

    @Test
    void that_nobody_used_in_time_expire_with_the_points_that_paid_for_them() {
      var old = vouchers(1, TODAY.minusDays(3), 1).getFirst();
      mint.has(member, List.of(old));
      mint.earns(member, 150);
      mint.mint(member);
      assertThat(mint.books.vouchers().get(VOSGES, old.hash()).orElseThrow().state())
          .isEqualTo(new Voucher.Expired());
      assertThat(mint.books.ledgers().expired(VOSGES, member, old.paidWith().firstKey()))
          .isEqualTo(150);
      assertThat(ids()).containsExactly(id(1));
    }

    @Test
    void twenty_of_them_open_leave_no_room() {
      mint.has(member, vouchers(20, TODAY.plusDays(30), 1));
      mint.earns(member, 150);
      mint.mint(member);
      assertThat(mint.account(member).candidates()).hasSize(Account.MAX_CANDIDATES);
      assertThat(mint.account(member).available()).isEqualTo(150);
    }

    @Test
    void make_room_when_they_are_used() {
      var open = vouchers(20, TODAY.plusDays(30), 1);
      mint.has(member, open);
      mint.earns(member, 150);
      var used =
          new Voucher.Redeemed(
              new Voucher.Redemption(
                  "b", "s", Optional.empty(), Optional.empty(), 1, Mint.noon(TODAY), false));
      mint.books.vouchers().replace(VOSGES, open.getFirst().as(used));
      mint.mint(member);
      assertThat(ids()).hasSize(20).contains(id(1));
    }

    @Test
    void one_used_at_the_last_moment_does_not_expire() {
      var old = vouchers(1, TODAY.minusDays(3), 1).getFirst();
      mint.has(member, List.of(old));
      mint.earns(member, 150);
      var used =
          new Voucher.Redeemed(
              new Voucher.Redemption(
                  "b", "s", Optional.empty(), Optional.empty(), 1, Mint.noon(TODAY), true));
      proxy.before(TRANSACTION, _ -> mint.books.vouchers().replace(VOSGES, old.as(used)));
      mint.mint(member);
      assertThat(mint.books.vouchers().get(VOSGES, old.hash()).orElseThrow().state())
          .isEqualTo(used);
      assertThat(ids()).containsExactly(id(1));
    }

    @Test
    void more_than_one_transaction_holds_expire_in_several() {
      mint.has(member, vouchers(15, TODAY.minusDays(3), 10));
      mint.earns(member, 1500);
      mint.mint(member);
      assertThat(ids()).hasSize(10);
      assertThat(mint.history(member)).filteredOn(k -> k == Entry.Kind.VOUCHER_EXPIRED).hasSize(15);
    }

    @Test
    void one_that_fits_no_transaction_does_not_stop_the_mint() {
      mint.has(member, vouchers(1, TODAY.minusDays(3), 150));
      mint.earns(member, 150);
      mint.mint(member);
      assertThat(ids()).contains(id(1));
    }
  }

  @Nested
  class Batches {

    @Test
    void a_sample_of_the_stream_is_understood() {
      var camille = new MemberId("camille");
      mint.earns(camille, 310);
      assertThat(mint.handle(Mint.read(SAMPLES.resolve("ledger-stream.json")))).isEqualTo(ALL_DONE);
      assertThat(mint.vouchers(camille)).hasSize(2);
    }

    @Test
    void a_sample_of_the_queue_is_understood() {
      assertThat(mint.handle(Mint.read(SAMPLES.resolve("queue.json")))).isEqualTo(ALL_DONE);
    }

    @Test
    void an_account_that_fails_is_put_aside_and_the_others_go_on() {
      var failing = Mint.anybody();
      mint.earns(failing, 150);
      mint.earns(member, 150);
      proxy.inject(TRANSACTION.key(failing.value()).conflict().always());
      assertThat(mint.stream(List.of(failing, member))).isEqualTo(ALL_DONE);
      assertThat(mint.queued)
          .extracting(MintingQueue::parse)
          .containsExactly(LedgerKeys.account(VOSGES, failing).pk());
      assertThat(ids()).containsExactly(id(1));
    }

    @Test
    void others_who_keep_writing_are_given_way_to() {
      mint.earns(member, 150);
      IntStream.rangeClosed(1, 12)
          .forEach(i -> proxy.before(TRANSACTION, 2 * i - 1, _ -> mint.earns(member, 1)));
      assertThatThrownBy(() -> mint.mint(member)).isInstanceOf(IllegalStateException.class);
      assertThat(mint.vouchers(member)).isEmpty();
      mint.mint(member);
      assertThat(ids()).containsExactly(id(1));
    }
  }

  @Nested
  class Costs {

    @Test
    void minting_two_costs_two_calls_ten_writes_one_read_and_the_row_of_the_due_day() {
      mint.earns(member, 310);
      var used = proxy.meter().during(() -> mint.mint(member));
      assertThat(used.calls()).isEqualTo(2);
      assertThat(used.readUnits()).isEqualTo(1);
      assertThat(used.writeUnits()).isBetween(2 + 4.0 * 2, 2 + 4.0 * 2 + 2);
    }

    @Test
    void finding_nothing_to_do_costs_one_read() {
      mint.earns(member, 100);
      var used = proxy.meter().during(() -> mint.mint(member));
      assertThat(List.of(used.calls(), used.readUnits(), used.writeUnits()))
          .isEqualTo(List.of(1L, 1.0, 0.0));
    }
  }
}
