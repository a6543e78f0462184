// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.Fault;
import org.ramure.dynamodb.TableNames;
import org.ramure.member.MemberId;
import org.ramure.points.Entry;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Evidence.Status;
import org.ramure.table.Correlation;
import org.ramure.table.TableShape;
import org.ramure.voucher.Agreement.Conflict;
import org.ramure.voucher.Refusal;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.VoucherUse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PurchaseAccrualTest {

  private final DynamoDbProxy proxy;
  private final DynamoDbClient client;
  private final TableNames names;
  private Loop loop;

  PurchaseAccrualTest(DynamoDbProxy proxy, DynamoDbClient client, TableNames names) {
    this.proxy = proxy;
    this.client = client;
    this.names = names;
    this.loop = new Loop(client, names);
  }

  @BeforeEach
  void newProgramme() {
    loop = new Loop(client, names);
  }

  @Nested
  class Points {

    @Test
    void a_paid_order_becomes_points_once() {
      var camille = loop.enrol("camille");
      loop.arrives("1", loop.order("camille", 8990));
      loop.accrue("1");
      assertThat(loop.account(camille).available()).isEqualTo(89);
      assertThat(loop.entries(camille)).hasSize(1);
    }

    @Test
    void a_refund_takes_back_exactly_what_its_money_earned() {
      var camille = loop.enrol("camille");
      loop.arrives("1", loop.order("camille", 7900, 5580));
      loop.arrives("1", loop.refund("r1", "2", 2790));
      assertThat(loop.account(camille).available()).isEqualTo(106);
    }

    @Test
    void a_refund_that_comes_before_its_sale_counts_when_the_sale_comes() {
      var camille = loop.enrol("camille");
      loop.arrives("1", loop.refund("r1", "2", 3000));
      loop.arrives("1", loop.order("camille", 4500, 3000));
      assertThat(loop.account(camille).available()).isEqualTo(45);
    }

    @Test
    void an_old_body_delivered_late_changes_nothing() {
      var camille = loop.enrol("camille");
      var paid = loop.order("camille", 8990);
      loop.arrives("1", paid);
      loop.arrives("1", Loop.as(paid, Status.PENDING, paid.modifiedAt().minusSeconds(10)));
      assertThat(loop.account(camille).available()).isEqualTo(89);
    }

    @Test
    void a_purchase_that_earns_nothing_is_in_the_history_with_its_reason() {
      var camille = loop.enrol("camille");
      loop.arrives("1", loop.order("camille", 99));
      assertThat(loop.entries(camille))
          .singleElement()
          .satisfies(e -> assertThat(e.moves()).isEmpty())
          .satisfies(e -> assertThat(e.cause().why()).isNotEmpty());
    }

    @RepeatedTest(12)
    void any_order_of_arrival_ends_at_the_same_points(RepetitionInfo repetition) {
      var camille = loop.enrol("camille");
      var paid = loop.order("camille", 8990, 4500, 3000);
      var evidence =
          new ArrayList<Evidence>(
              List.of(
                  Loop.as(paid, Status.PENDING, paid.modifiedAt().minusSeconds(9)),
                  paid,
                  paid,
                  loop.refund("r1", "2", 4500),
                  loop.refund("r2", "3", 1000),
                  loop.refund("r1", "2", 4500)));
      Collections.shuffle(evidence, new Random(repetition.getCurrentRepetition()));
      evidence.forEach(e -> loop.arrives("1", e));
      assertThat(loop.account(camille).available()).isEqualTo(109);
      assertThat(chainHolds(loop.entries(camille))).isTrue();
    }

    private boolean chainHolds(List<Entry> entries) {
      var previous = "";
      for (var entry : entries) {
        if (!entry.previous().equals(previous)) {
          return false;
        }
        previous = entry.hash();
      }
      return true;
    }
  }

  @Nested
  class The_request_that_brought_it {

    @Test
    void is_named_by_what_follows_whoever_wakes_the_function() {
      var camille = loop.enrol("camille");
      loop.request = "the-webhook";
      loop.store("1", loop.order("camille", 8990));
      accrueUnder("the-sweep");
      assertThat(loop.writers(camille))
          .containsExactly("ACCOUNT by the-webhook", "ENTRY#000000000001 by the-webhook");
    }

    @Test
    void is_the_one_received_last_of_several() {
      var camille = loop.enrol("camille");
      loop.request = "the-refund";
      loop.arrives("1", loop.refund("r", "1", 2000));
      loop.now = loop.now.plusSeconds(1);
      loop.request = "the-order";
      loop.store("1", loop.order("camille", 8990));
      accrueUnder("the-sweep");
      loop.now = loop.now.plusSeconds(1);
      loop.request = "another-refund";
      loop.arrives("1", loop.refund("r2", "1", 1000));
      assertThat(loop.writers(camille))
          .containsExactly(
              "ACCOUNT by another-refund",
              "ENTRY#000000000001 by the-order",
              "ENTRY#000000000002 by another-refund");
    }

    private void accrueUnder(String request) {
      Correlation.within(
          request,
          () -> {
            loop.accrue("1");
            return 0;
          });
    }
  }

  @Nested
  class Costs {

    @Test
    void accruing_costs_three_calls_six_writes_and_two_reads() {
      var camille = loop.enrol("camille");
      loop.arrives("0", loop.order("camille", 1000));
      loop.store("1", loop.order("camille", 8990));
      loop.books.purchases().claim(loop.key("1"), camille, loop.now);
      var used = proxy.meter().during(() -> loop.accrue("1"));
      assertThat(used.calls()).as("%s", used).isEqualTo(3);
      assertThat(used.readUnits()).as("%s", used).isEqualTo(2);
      assertThat(used.writeUnits()).as("%s", used).isEqualTo(6);
    }

    @Test
    void finding_whose_it_is_costs_a_read_for_each_hint_and_a_write() {
      loop.enrol("camille");
      loop.arrives("0", loop.order("camille", 1000));
      loop.store("1", loop.order("camille", 8990));
      var used = proxy.meter().during(() -> loop.accrue("1"));
      assertThat(used.total()).as("%s", used).hasToString("5 calls, 3 R, 7 W");
    }

    @Test
    void waiting_for_somebody_costs_a_second_look_and_a_write_for_each_hint() {
      loop.store("1", loop.order("louis", 8990));
      var used = proxy.meter().during(() -> loop.accrue("1"));
      assertThat(used.total()).as("%s", used).hasToString("5 calls, 3 R, 3 W");
    }

    @Test
    void making_a_voucher_agree_costs_a_read_and_two_writes() {
      var camille = loop.enrol("camille");
      loop.arrives("0", loop.order("camille", 16000));
      var voucher = loop.mint(camille);
      loop.store("1", Loop.paidWith(loop.order("camille", 6000), voucher, "cart-1"));
      loop.books.purchases().claim(loop.key("1"), camille, loop.now);
      var used = proxy.meter().during(() -> loop.accrue("1"));
      assertThat(used.total()).as("%s", used).hasToString("6 calls, 3 R, 8 W");
    }

    @Test
    void each_day_on_which_points_expired_costs_an_entry_and_what_may_be_excused() {
      var camille = loop.enrol("camille");
      loop.arrives("0", loop.order("camille", 1000));
      loop.now = loop.now.plus(Duration.ofDays(500));
      loop.store("1", loop.order("camille", 8990));
      loop.books.purchases().claim(loop.key("1"), camille, loop.now);
      var used = proxy.meter().during(() -> loop.accrue("1"));
      assertThat(used.writeUnits()).as("%s", used).isEqualTo(6 + 2 + 2 + 2);
    }

    @Test
    void taking_points_back_costs_one_read_more() {
      var camille = loop.enrol("camille");
      loop.arrives("1", loop.order("camille", 8990, 1000));
      loop.store("1", loop.refund("r", "2", 1000));
      var used = proxy.meter().during(() -> loop.accrue("1"));
      assertThat(used.total()).as("%s", used).hasToString("4 calls, 3 R, 6 W");
      assertThat(loop.account(camille).available()).isEqualTo(89);
    }

    @Test
    void finding_that_nothing_is_left_to_do_costs_one_read() {
      loop.enrol("camille");
      loop.arrives("1", loop.order("camille", 8990));
      var used = proxy.meter().during(() -> loop.accrue("1"));
      assertThat(used.calls()).isEqualTo(1);
      assertThat(used.readUnits()).isEqualTo(1);
      assertThat(used.writeUnits()).isZero();
    }

    @Test
    void storing_costs_one_read_and_two_writes_and_a_repeat_no_write() {
      var order = loop.order("camille", 8990);
      var first = proxy.meter().during(() -> loop.store("1", order));
      assertThat(List.of(first.calls(), (long) first.readUnits(), (long) first.writeUnits()))
          .as("%s", first)
          .containsExactly(2L, 1L, 2L);
      var repeat = proxy.meter().during(() -> loop.store("1", order));
      assertThat(List.of(repeat.calls(), (long) repeat.readUnits(), (long) repeat.writeUnits()))
          .as("%s", repeat)
          .containsExactly(1L, 1L, 0L);
    }
  }

  @Nested
  class Whose {

    @Test
    void a_purchase_of_nobody_waits_and_is_claimed_at_enrolment() {
      loop.arrives("1", loop.order("louis", 6000));
      var louis = loop.enrol("louis");
      loop.queued.forEach(key -> loop.accrue(key.documentId()));
      assertThat(loop.account(louis).available()).isEqualTo(60);
    }

    @Test
    void somebody_who_enrols_just_before_the_hints_are_put_is_found_by_the_second_look() {
      loop.store("1", loop.order("louis", 6000));
      proxy.before(
          Fault.on("PutItem").table(loop.tables.name(TableShape.PURCHASES)),
          _ -> loop.enrol("louis"));
      loop.accrue("1");
      assertThat(loop.account(new MemberId("louis")).available()).isEqualTo(60);
    }

    @Test
    void somebody_who_enrols_just_after_the_hints_are_put_finds_the_purchase() {
      loop.store("1", loop.order("louis", 6000));
      proxy.before(
          Fault.on("TransactWriteItems").table(loop.tables.name(TableShape.PURCHASES)),
          _ -> loop.enrol("louis"));
      loop.accrue("1");
      loop.queued.forEach(key -> loop.accrue(key.documentId()));
      assertThat(loop.account(new MemberId("louis")).available()).isEqualTo(60);
    }

    @Test
    void a_purchase_given_to_another_member_takes_its_points_along() {
      var camille = loop.enrol("camille");
      var louis = loop.enrol("louis");
      loop.arrives("1", loop.order("camille", 6000));
      loop.books.purchases().reassign(loop.key("1"), camille, louis, loop.now);
      loop.accrue("1");
      assertThat(loop.account(camille).available()).isZero();
      assertThat(loop.account(louis).available()).isEqualTo(60);
    }

    @Test
    void what_fits_no_single_transaction_is_settled_first() {
      var camille = loop.enrol("camille");
      var louis = loop.enrol("louis");
      loop.arrives("1", loop.order("camille", 300_000));
      loop.mint(camille);
      loop.now = loop.now.plus(Duration.ofDays(1));
      loop.mint(camille);
      loop.holdsLots(camille, loop.today().plusDays(1));
      loop.holdsLots(louis, loop.today().plusDays(1));
      loop.now = loop.now.plus(Duration.ofDays(30));
      loop.books.purchases().reassign(loop.key("1"), camille, louis, loop.now);
      loop.accrue("1");
      assertThat(loop.account(camille).available()).isZero();
      assertThat(loop.account(camille).debt()).isZero();
      assertThat(loop.account(camille).candidates()).isEmpty();
      assertThat(loop.account(louis).available()).isEqualTo(3000);
    }

    @Test
    void the_former_owner_may_write_at_the_same_moment() {
      var camille = loop.enrol("camille");
      var louis = loop.enrol("louis");
      loop.arrives("1", loop.order("camille", 6000));
      loop.books.purchases().reassign(loop.key("1"), camille, louis, loop.now);
      loop.store("2", loop.order("camille", 2000));
      proxy.before("TransactWriteItems", _ -> loop.accrue("2"));
      loop.accrue("1");
      assertThat(loop.account(camille).available()).isEqualTo(20);
      assertThat(loop.account(louis).available()).isEqualTo(60);
    }

    @Test
    void a_later_revision_never_changes_whose_it_is() {
      var camille = loop.enrol("camille");
      var louis = loop.enrol("louis");
      loop.arrives("1", loop.order("camille", 6000));
      loop.now = loop.now.plusSeconds(60);
      loop.arrives("1", loop.order("louis", 7000));
      assertThat(loop.account(camille).available()).isEqualTo(70);
      assertThat(loop.account(louis).available()).isZero();
    }
  }

  @Nested
  class Faults {

    @Test
    void two_revisions_at_once_end_at_the_newer_one() {
      var camille = loop.enrol("camille");
      loop.store("1", loop.order("camille", 8990));
      proxy.before(
          "TransactWriteItems",
          _ -> {
            loop.now = loop.now.plusSeconds(5);
            loop.arrives("1", loop.order("camille", 5000));
          });
      loop.accrue("1");
      assertThat(loop.account(camille).available()).isEqualTo(50);
      assertThat(loop.entries(camille)).hasSize(1);
    }

    @Test
    void a_conflict_is_tried_again() {
      var camille = loop.enrol("camille");
      loop.store("1", loop.order("camille", 8990));
      proxy.inject(Fault.on("TransactWriteItems").conflict().times(2));
      loop.accrue("1");
      assertThat(loop.account(camille).available()).isEqualTo(89);
    }

    @Test
    void an_answer_lost_after_success_posts_nothing_twice() {
      var camille = loop.enrol("camille");
      loop.store("1", loop.order("camille", 8990));
      var fault = proxy.inject(Fault.on("TransactWriteItems").dropAnswerAfterSuccess().always());
      assertThatThrownBy(() -> loop.accrue("1")).isInstanceOf(RuntimeException.class);
      fault.close();
      loop.accrue("1");
      assertThat(loop.account(camille).available()).isEqualTo(89);
      assertThat(loop.entries(camille)).hasSize(1);
    }

    @Test
    void a_throttle_that_stays_is_left_to_the_platform_and_nothing_is_half_done() {
      var camille = loop.enrol("camille");
      loop.store("1", loop.order("camille", 8990));
      var fault = proxy.inject(Fault.on("TransactWriteItems").throttle().always());
      assertThatThrownBy(() -> loop.accrue("1")).isInstanceOf(RuntimeException.class);
      assertThat(loop.account(camille).available()).isZero();
      fault.close();
      loop.accrue("1");
      assertThat(loop.account(camille).available()).isEqualTo(89);
    }
  }

  @Nested
  class Vouchers {

    private MemberId camille = new MemberId("camille");
    private Voucher voucher = placeholder();

    @BeforeEach
    void camille_has_one() {
      camille = loop.enrol("camille");
      loop.arrives("0", loop.order("camille", 16000));
      voucher = loop.mint(camille);
    }

    @Test
    void an_order_that_names_it_uses_it_and_that_part_earns_nothing() {
      loop.arrives("1", Loop.paidWith(loop.order("camille", 6000), voucher, "cart-1"));
      assertThat(loop.account(camille).available()).isEqualTo(10 + 50);
      assertThat(redeemedBy()).isEqualTo("1");
    }

    @Test
    void a_checkout_that_redeemed_is_bound_to_its_order() {
      loop.redeem(voucher, Loop.WEB, "cart-1");
      loop.arrives("1", Loop.paidWith(loop.order("camille", 6000), voucher, "cart-1"));
      assertThat(redeemedBy()).isEqualTo("1");
      assertThat(loop.voucher(voucher).openConflicts()).isZero();
    }

    @Test
    void a_commit_that_comes_after_the_order_gets_the_first_answer() {
      loop.reserve(voucher, "cart-1");
      loop.arrives("1", Loop.paidWith(loop.order("camille", 6000), voucher, "cart-1"));
      assertThat(loop.redeem(voucher, Loop.WEB, "cart-1")).isInstanceOf(VoucherUse.Repeated.class);
    }

    @Test
    void a_crash_between_rating_and_agreement_is_finished_later() {
      var order = Loop.paidWith(loop.order("camille", 6000), voucher, "cart-1");
      loop.store("1", order);
      var fault =
          proxy.inject(
              Fault.on("PutItem")
                  .table(loop.tables.name(TableShape.VOUCHERS))
                  .unavailable()
                  .always());
      assertThatThrownBy(() -> loop.accrue("1")).isInstanceOf(RuntimeException.class);
      assertThat(loop.books.purchases().load(loop.key("1")).settled()).isFalse();
      fault.close();
      loop.accrue("1");
      assertThat(redeemedBy()).isEqualTo("1");
      assertThat(loop.books.purchases().load(loop.key("1")).settled()).isTrue();
      assertThat(loop.account(camille).available()).isEqualTo(60);
    }

    @Test
    void a_cancelled_order_gives_it_back_and_a_late_retry_cannot_burn_it() {
      loop.arrives("1", Loop.paidWith(loop.order("camille", 6000), voucher, "cart-1"));
      loop.arrives("1", loop.cancellation());
      assertThat(loop.voucher(voucher).state()).isInstanceOf(Voucher.Issued.class);
      assertThat(loop.account(camille).available()).isEqualTo(10);
      assertThat(loop.redeem(voucher, Loop.WEB, "cart-1"))
          .isEqualTo(new VoucherUse.Refused(new Refusal.GivenBack()));
      assertThat(loop.redeem(voucher, "till", "ticket-9")).isInstanceOf(VoucherUse.Accepted.class);
    }

    @Test
    void a_late_redeem_that_slips_in_before_the_give_back_is_given_back_too() {
      loop.arrives("1", Loop.paidWith(loop.order("camille", 6000), voucher, "cart-1"));
      loop.store("1", loop.cancellation());
      proxy.before(
          Fault.on("TransactWriteItems").table(loop.tables.name(TableShape.VOUCHERS)),
          _ -> loop.redeem(voucher, Loop.WEB, "cart-1"));
      loop.accrue("1");
      assertThat(loop.voucher(voucher).state()).isInstanceOf(Voucher.Issued.class);
    }

    @Test
    void a_cancellation_before_its_sale_closes_the_keys_of_a_redemption_never_seen() {
      loop.arrives("1", loop.cancellation());
      loop.arrives("1", Loop.paidWith(loop.order("camille", 6000), voucher, "cart-1"));
      assertThat(loop.redeem(voucher, Loop.WEB, "cart-1"))
          .isEqualTo(new VoucherUse.Refused(new Refusal.GivenBack()));
    }

    @Test
    void named_by_two_orders_it_goes_to_the_first_and_passes_on_when_that_is_cancelled() {
      loop.arrives("1", Loop.paidWith(loop.order("camille", 6000), voucher, "cart-1"));
      loop.arrives("2", Loop.paidWith(loop.order("camille", 7000), voucher, "cart-2"));
      assertThat(redeemedBy()).isEqualTo("1");
      assertThat(conflicts()).singleElement().matches(Conflict::open);
      loop.arrives("1", loop.cancellation());
      assertThat(redeemedBy()).isEqualTo("2");
      assertThat(conflicts()).noneMatch(Conflict::open);
      assertThat(loop.voucher(voucher).openConflicts()).isZero();
    }

    @Test
    void an_order_no_longer_paid_leaves_it_alone() {
      var order = Loop.paidWith(loop.order("camille", 6000), voucher, "cart-1");
      loop.arrives("1", order);
      loop.arrives("1", Loop.as(order, Status.PENDING, order.modifiedAt().plusSeconds(9)));
      assertThat(redeemedBy()).isEqualTo("1");
      assertThat(loop.account(camille).available()).isEqualTo(10);
    }

    @Test
    void a_take_back_cancels_an_unannounced_voucher_and_gives_the_rest_back() {
      loop.arrives("0", loop.refund("r", "1", 2000));
      assertThat(loop.voucher(voucher).state()).isInstanceOf(Voucher.Cancelled.class);
      assertThat(loop.account(camille).available()).isEqualTo(140);
      assertThat(loop.account(camille).debt()).isZero();
    }

    @Test
    void a_redeem_that_slips_into_the_take_back_keeps_its_voucher_and_leaves_debt() {
      loop.store("0", loop.refund("r", "1", 2000));
      proxy.before(
          Fault.on("TransactWriteItems").table(loop.tables.name(TableShape.VOUCHERS)),
          _ -> loop.redeem(voucher, "till", "ticket-1"));
      loop.accrue("0");
      assertThat(loop.voucher(voucher).state()).isInstanceOf(Voucher.Redeemed.class);
      assertThat(loop.account(camille).debt()).isEqualTo(10);
      assertThat(loop.account(camille).available()).isZero();
    }

    @Test
    void a_code_shown_while_points_are_taken_back_stays_good() {
      loop.store("0", loop.refund("r", "1", 2000));
      proxy.before(
          Fault.on("TransactWriteItems").table(loop.tables.name(TableShape.VOUCHERS)),
          _ -> loop.books.vouchers().announce(loop.programme, voucher.hash(), loop.now));
      loop.accrue("0");
      assertThat(loop.voucher(voucher).state()).isInstanceOf(Voucher.Issued.class);
      assertThat(loop.account(camille).debt()).isEqualTo(10);
    }

    @Test
    void a_voucher_cancelled_is_never_shown() {
      loop.arrives("0", loop.refund("r", "1", 2000));
      assertThat(loop.books.vouchers().announce(loop.programme, voucher.hash(), loop.now))
          .isFalse();
    }

    @Test
    void a_lapsed_reservation_of_another_basket_does_not_stop_the_order_that_was_paid() {
      loop.reserve(voucher, "cart-9");
      loop.now = loop.now.plus(Duration.ofHours(1));
      loop.arrives("1", Loop.paidWith(loop.order("camille", 6000), voucher, "cart-1"));
      assertThat(redeemedBy()).isEqualTo("1");
    }

    private String redeemedBy() {
      return loop.voucher(voucher).state() instanceof Voucher.Redeemed used
          ? used.redemption().purchase().orElse("a basket")
          : "nobody";
    }

    private List<Conflict> conflicts() {
      return loop.books
          .vouchers()
          .contested(loop.programme, voucher.hash())
          .orElseThrow()
          .conflicts();
    }

    private static Voucher placeholder() {
      return new Voucher(
          "",
          "",
          0,
          new MemberId("nobody"),
          Voucher.Kind.REWARD,
          org.ramure.money.Money.of(0, "EUR"),
          0,
          java.time.LocalDate.EPOCH,
          java.time.LocalDate.EPOCH,
          Loop.PARIS,
          new Voucher.Issued(),
          java.util.Optional.empty(),
          List.of(),
          0,
          new java.util.TreeMap<>(Map.of()),
          0,
          "",
          0);
    }
  }
}
