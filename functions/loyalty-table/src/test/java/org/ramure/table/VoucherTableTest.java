// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ramure.table.LocalVouchers.HOLD;
import static org.ramure.table.LocalVouchers.NOON;
import static org.ramure.table.LocalVouchers.VOSGES;
import static org.ramure.table.LocalVouchers.after;
import static org.ramure.table.LocalVouchers.heldBy;
import static org.ramure.table.LocalVouchers.issued;
import static org.ramure.table.LocalVouchers.till;
import static org.ramure.table.LocalVouchers.usedBy;
import static org.ramure.table.LocalVouchers.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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
import org.ramure.table.VoucherTable.Decided;
import org.ramure.voucher.Refusal;
import org.ramure.voucher.Use;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.VoucherUse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class VoucherTableTest {

  private static final CallPattern UPDATE = CallPattern.of("UpdateItem");

  private final DynamoDbProxy proxy;
  private final LocalVouchers tables;
  private final VoucherTable vouchers;

  VoucherTableTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    tables = new LocalVouchers(client, LocalTables.create(client, names.prefix()));
    vouchers = tables.vouchers;
  }

  private Decided reserve(Voucher voucher, Use use) {
    return vouchers.reserve(VOSGES, voucher.hash(), use, HOLD);
  }

  private Decided redeem(Voucher voucher, Use use) {
    return vouchers.redeem(VOSGES, voucher.hash(), use);
  }

  private static Refusal refusal(Decided decided) {
    assertThat(decided.outcome()).isInstanceOf(VoucherUse.Refused.class);
    return ((VoucherUse.Refused) decided.outcome()).why();
  }

  @Nested
  class Races {

    private static final int RACERS = 200;
    private static final int THREADS = 32;

    /// A till redeems in one step, a web shop holds and commits.
    private Decided race(Voucher voucher, int racer) {
      if (racer % 2 == 0) {
        return redeem(voucher, till("ticket-" + racer, "store-" + racer % 7));
      }
      var basket = web("cart-" + racer);
      var held = reserve(voucher, basket);
      return held.outcome() instanceof VoucherUse.Accepted ? redeem(voucher, basket) : held;
    }

    @Test
    void of_two_hundred_at_web_and_tills_one_wins_and_all_others_learn_who()
        throws InterruptedException, ExecutionException {
      var voucher = tables.given(issued());
      var results = together(i -> () -> race(voucher, i));
      var winners =
          results.stream().filter(r -> r.outcome() instanceof VoucherUse.Accepted).toList();
      assertThat(winners).hasSize(1);
      var winner = ((Voucher.Redeemed) tables.read(voucher).state()).redemption();
      assertThat(winners.getFirst().outcome())
          .isEqualTo(new VoucherUse.Accepted(new Voucher.Redeemed(winner)));
      assertThat(results)
          .filteredOn(r -> !winners.contains(r))
          .hasSize(RACERS - 1)
          .allSatisfy(r -> assertNames(refusal(r), winner));
    }

    /// A web shop that holds the voucher will have it: then nobody can pass.
    private void assertNames(Refusal refusal, Voucher.Redemption winner) {
      var names =
          switch (refusal) {
            case Refusal.AlreadyRedeemed r -> List.of(r.by().source(), r.by().store());
            case Refusal.ReservedElsewhere r -> List.of(r.source(), r.store());
            default -> List.of(refusal);
          };
      assertThat(names).isEqualTo(List.of(winner.source(), winner.store()));
    }

    @Test
    void a_basket_that_asks_many_times_at_once_holds_it_once_and_hears_the_same()
        throws InterruptedException, ExecutionException {
      var voucher = tables.given(issued());
      var results = together(i -> () -> reserve(voucher, web("cart")));
      assertThat(results.stream().map(Decided::voucher).distinct()).hasSize(1);
      assertThat(results).filteredOn(r -> r.outcome() instanceof VoucherUse.Accepted).hasSize(1);
      assertThat(tables.read(voucher).revision()).isEqualTo(2);
    }

    private List<Decided> together(java.util.function.IntFunction<Callable<Decided>> racer)
        throws InterruptedException, ExecutionException {
      var start = new CountDownLatch(1);
      try (var threads = Executors.newFixedThreadPool(THREADS)) {
        var futures = new ArrayList<Future<Decided>>();
        for (int i = 0; i < RACERS; i++) {
          var call = racer.apply(i);
          futures.add(
              threads.submit(
                  () -> {
                    start.await();
                    return call.call();
                  }));
        }
        start.countDown();
        var results = new ArrayList<Decided>();
        for (var future : futures) {
          results.add(future.get());
        }
        return results;
      }
    }
  }

  @Nested
  class Repeats {

    @Test
    void the_same_redemption_again_gets_the_first_answer_and_writes_nothing() {
      var voucher = tables.given(issued());
      var first = redeem(voucher, till("ticket", "nancy"));
      var again = redeem(voucher, after(Duration.ofHours(3), till("ticket", "nancy")));
      assertThat(again.outcome()).isInstanceOf(VoucherUse.Repeated.class);
      assertThat(again.voucher()).isEqualTo(first.voucher());
      assertThat(tables.read(voucher).revision()).isEqualTo(2);
    }

    @Test
    void the_same_basket_with_other_content_changes_nothing() {
      var voucher = tables.given(issued());
      redeem(voucher, till("ticket", "nancy"));
      assertThat(redeem(voucher, till("ticket", "metz")).outcome())
          .isEqualTo(new VoucherUse.KeyReused());
      assertThat(tables.read(voucher).revision()).isEqualTo(2);
    }

    @Test
    void a_refusal_is_decided_again() {
      var voucher = tables.given(issued().in(heldBy(web("cart"), NOON.plusSeconds(60))));
      var use = till("ticket", "nancy");
      assertThat(refusal(redeem(voucher, use))).isInstanceOf(Refusal.ReservedElsewhere.class);
      assertThat(redeem(voucher, after(Duration.ofSeconds(60), use)).outcome())
          .isInstanceOf(VoucherUse.Accepted.class);
    }

    @Test
    void an_answer_lost_on_the_way_is_given_again() {
      var voucher = tables.given(issued());
      proxy.inject(UPDATE.key(voucher.hash()).dropAnswerAfterSuccess());
      var decided = redeem(voucher, till("ticket", "nancy"));
      assertThat(decided.outcome())
          .isEqualTo(new VoucherUse.Repeated(usedBy(till("ticket", "nancy"))));
      assertThat(tables.read(voucher).revision()).isEqualTo(2);
    }
  }

  @Nested
  class Meetings {

    @Test
    void a_transaction_on_its_way_is_waited_for() {
      var voucher = tables.given(issued());
      proxy.inject(UPDATE.key(voucher.hash()).conflict().times(4));
      assertThat(redeem(voucher, web("cart")).outcome()).isInstanceOf(VoucherUse.Accepted.class);
    }

    @Test
    void one_that_never_ends_is_left_to_the_caller_and_nothing_is_written() {
      var voucher = tables.given(issued());
      proxy.inject(UPDATE.key(voucher.hash()).conflict().always());
      assertThatThrownBy(() -> redeem(voucher, web("cart")))
          .isInstanceOf(TransactionConflictException.class);
      assertThat(tables.read(voucher)).isEqualTo(voucher);
    }

    @Test
    void a_code_that_was_shown_is_not_cancelled_by_whoever_read_the_voucher_before() {
      var voucher = tables.given(issued());
      assertThat(vouchers.announce(VOSGES, voucher.hash(), NOON)).isTrue();
      assertThat(vouchers.replace(VOSGES, voucher.as(new Voucher.Cancelled()))).isFalse();
      assertThat(tables.read(voucher).announcedAt()).contains(NOON);
    }

    @Test
    void a_cancelled_or_expired_voucher_is_never_shown() {
      var cancelled = tables.given(issued().in(new Voucher.Cancelled()));
      var expired = tables.given(issued().in(new Voucher.Expired()));
      assertThat(vouchers.announce(VOSGES, cancelled.hash(), NOON)).isFalse();
      assertThat(vouchers.announce(VOSGES, expired.hash(), NOON)).isFalse();
      assertThat(tables.read(cancelled)).isEqualTo(cancelled);
    }

    @Test
    void the_first_showing_is_the_one_that_counts() {
      var voucher = tables.given(issued());
      vouchers.announce(VOSGES, voucher.hash(), NOON);
      vouchers.announce(VOSGES, voucher.hash(), NOON.plusSeconds(60));
      assertThat(tables.read(voucher).announcedAt()).contains(NOON);
    }

    @Test
    void a_code_that_another_voucher_has_is_not_minted_over_it() {
      var voucher = tables.given(issued());
      assertThat(tables.books.open(VOSGES).newVoucher(voucher).commit()).isFalse();
      assertThat(tables.read(voucher)).isEqualTo(voucher);
    }

    @Test
    void a_batch_of_which_half_came_back_is_read_to_the_end() {
      var all = IntStream.range(0, 10).mapToObj(i -> tables.given(issued())).toList();
      proxy.inject(CallPattern.of("BatchGetItem").leaveUnprocessed());
      assertThat(tables.read(all)).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Nested
  class Costs {

    private void assertCost(double reads, double writes, Runnable work) {
      var used = proxy.meter().during(work::run);
      assertThat(List.<Object>of(used.calls(), used.readUnits(), used.writeUnits()))
          .as("calls, read units, write units of " + used)
          .isEqualTo(List.of(1L, reads, writes));
    }

    @Test
    void every_command_is_one_call_of_one_write_unit_refused_or_not() {
      var voucher = tables.given(issued());
      var cart = web("cart");
      assertCost(0, 1, () -> reserve(voucher, cart));
      assertCost(0, 1, () -> refusal(redeem(voucher, till("ticket", "nancy"))));
      assertCost(0, 1, () -> vouchers.renew(VOSGES, voucher.hash(), cart, HOLD));
      assertCost(0, 1, () -> vouchers.release(VOSGES, voucher.hash(), cart));
      assertCost(0, 1, () -> redeem(voucher, cart));
      assertCost(0, 1, () -> redeem(voucher, cart));
    }

    @Test
    void a_check_reads_once() {
      var voucher = tables.given(issued());
      assertCost(1, 0, () -> tables.read(voucher));
    }

    @Test
    void a_code_is_shown_first_for_one_write_unit() {
      var voucher = tables.given(issued());
      assertCost(0, 1, () -> vouchers.announce(VOSGES, voucher.hash(), NOON));
    }

    @Test
    void a_decision_about_a_voucher_alone_is_one_write_unit() {
      var voucher = tables.given(issued());
      assertCost(0, 1, () -> vouchers.replace(VOSGES, voucher.as(new Voucher.Cancelled())));
    }
  }
}
