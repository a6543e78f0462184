// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ramure.points.Members.TODAY;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramure.explain.Reason;
import org.ramure.points.TakeBack.Command;
import org.ramure.points.TakeBack.NeedsVouchers;
import org.ramure.points.TakeBack.Taken;
import org.ramure.programme.ProgrammeTerms.RefundPolicy;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.Vouchers;

/// Goods came back, and with them the points: where each of them is taken from.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TakingPointsBackTest {

  /// The last day of the purchase's own lot, of one that ends sooner, of one that ends later.
  private static final LocalDate OWN = TODAY.plusMonths(6);

  private static final LocalDate SOONER = TODAY.plusMonths(1);
  private static final LocalDate LATER = TODAY.plusMonths(11);
  private static final LocalDate MATURES = TODAY.plusDays(10);

  private static final Accrual.Days DAYS = new Accrual.Days(MATURES, OWN);

  private static Command take(long points, long expired, RefundPolicy policy) {
    return new Command(points, DAYS, expired, policy, false, Members.noon(TODAY));
  }

  private static Taken without(Ledger ledger, Command command) {
    return (Taken) TakeBack.decide(ledger, command, Members.cause());
  }

  private static Taken with(Ledger ledger, Command command, Voucher... vouchers) {
    return TakeBack.decide(ledger, command, List.of(vouchers), Members.cause());
  }

  private static List<String> reasons(Taken taken) {
    return taken.ledger().entries().getLast().cause().why().stream().map(Reason::code).toList();
  }

  @Nested
  class From_pending_points_lots_and_debt {

    @ParameterizedTest(name = "{0} of pending {1}, own lot {2}, expired {3}, later {4}, sooner {5}")
    @CsvSource(
        useHeadersInDisplayName = false,
        delimiter = '|',
        textBlock =
            """
            # take | pending | own | expired | later | sooner || pending | own | excused | later | sooner | debt
              10   | 30      | 30  | 30      | 30    | 30     || 20      | 30  | 0       | 30    | 30     | 0
              30   | 30      | 30  | 30      | 30    | 30     || 0       | 30  | 0       | 30    | 30     | 0
              40   | 30      | 30  | 30      | 30    | 30     || 0       | 20  | 0       | 30    | 30     | 0
              70   | 30      | 30  | 30      | 30    | 30     || 0       | 0   | 10      | 30    | 30     | 0
              90   | 30      | 30  | 30      | 30    | 30     || 0       | 0   | 30      | 30    | 30     | 0
              100  | 30      | 30  | 30      | 30    | 30     || 0       | 0   | 30      | 20    | 30     | 0
              140  | 30      | 30  | 30      | 30    | 30     || 0       | 0   | 30      | 0     | 10     | 0
              155  | 30      | 30  | 30      | 30    | 30     || 0       | 0   | 30      | 0     | 0      | 5
              25   | 0       | 0   | 0       | 0     | 0      || 0       | 0   | 0       | 0     | 0      | 25
            """)
    void the_steps_follow_one_another(
        long take,
        long pending,
        long own,
        long expired,
        long later,
        long sooner,
        String is,
        long pendingAfter,
        long ownAfter,
        long excused,
        long laterAfter,
        long soonerAfter,
        long debt) {
      var before =
          Members.with()
              .pending(MATURES, OWN, pending)
              .lot(OWN, own)
              .lot(LATER, later)
              .lot(SOONER, sooner);
      var taken = without(before.ledger(), take(take, expired, RefundPolicy.DEBT));
      var after =
          Members.with()
              .pending(MATURES, OWN, pendingAfter)
              .lot(OWN, ownAfter)
              .lot(LATER, laterAfter)
              .lot(SOONER, soonerAfter)
              .debt(debt)
              .account();
      assertThat(taken.ledger().account().lots()).isEqualTo(after.lots());
      assertThat(taken.ledger().account().pending()).isEqualTo(after.pending());
      assertThat(taken.ledger().account().debt()).isEqualTo(debt);
      assertThat(taken.ledger().expiredChanges())
          .isEqualTo(excused == 0 ? Map.of() : Map.of(OWN, -excused));
      assertThat(taken.forgiven()).isZero();
    }

    @Test
    void pending_points_of_another_purchase_stay() {
      var ledger = Members.with().pending(MATURES.plusDays(1), OWN, 30).ledger();
      var after = without(ledger, take(10, 0, RefundPolicy.DEBT)).ledger().account();
      assertThat(after.pendingTotal()).isEqualTo(30);
      assertThat(after.debt()).isEqualTo(10);
    }

    @Test
    void each_step_says_what_it_took() {
      var ledger = Members.with().pending(MATURES, OWN, 1).lot(OWN, 1).lot(LATER, 1).ledger();
      assertThat(reasons(without(ledger, take(5, 1, RefundPolicy.DEBT))))
          .containsExactly(
              "taken.pending", "taken.lot", "taken.expired", "taken.lot", "taken.debt");
    }

    @Test
    void a_debt_from_before_grows() {
      var ledger = Members.with().debt(40).ledger();
      assertThat(without(ledger, take(10, 0, RefundPolicy.DEBT)).ledger().account().debt())
          .isEqualTo(50);
    }

    @Test
    void nothing_to_take_is_no_take_back() {
      assertThatThrownBy(() -> take(0, 0, RefundPolicy.DEBT))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class Policies {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            # policy     | pending | lots | excused | debt | forgiven
            DEBT         | 0       | 0    | 10      | 10   | 0
            FORGIVE      | 0       | 0    | 10      | 0    | 10
            PENDING_ONLY | 0       | 20   | 0       | 0    | 40
            """)
    void taking_50_from_10_pending_20_available_and_10_expired(
        RefundPolicy policy, long pending, long lots, long excused, long debt, long forgiven) {
      var ledger = Members.with().pending(MATURES, OWN, 10).lot(OWN, 10).lot(LATER, 10).ledger();
      var taken = without(ledger, take(50, 10, policy));
      var after = taken.ledger().account();
      assertThat(after.pendingTotal()).isEqualTo(pending);
      assertThat(after.available()).isEqualTo(lots);
      assertThat(taken.ledger().expiredChanges().getOrDefault(OWN, 0L)).isEqualTo(-excused);
      assertThat(after.debt()).isEqualTo(debt);
      assertThat(taken.forgiven()).isEqualTo(forgiven);
    }

    @Test
    void pending_only_looks_at_no_voucher() {
      var voucher = Vouchers.number(1).paidWith(LATER, 100).voucher();
      var ledger = Members.with().vouchers(List.of(voucher)).ledger();
      var command = take(10, 0, RefundPolicy.PENDING_ONLY);
      assertThat(TakeBack.decide(ledger, command, Members.cause())).isInstanceOf(Taken.class);
      assertThat(with(ledger, command, voucher).cancelled()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(RefundPolicy.class)
    void the_history_shows_it_even_where_nothing_was_taken(RefundPolicy policy) {
      var taken = without(Members.withNothing(), take(10, 0, policy));
      assertThat(taken.ledger().entries()).hasSize(1);
      assertThat(taken.ledger().entries().getLast().kind()).isEqualTo(Entry.Kind.REVERSE);
    }
  }

  @Nested
  class From_vouchers {

    @Test
    void vouchers_are_read_only_when_points_do_not_suffice() {
      var voucher = Vouchers.number(1).paidWith(LATER, 100).voucher();
      var ledger = Members.with().lot(LATER, 10).vouchers(List.of(voucher)).ledger();
      assertThat(TakeBack.decide(ledger, take(10, 0, RefundPolicy.DEBT), Members.cause()))
          .isInstanceOf(Taken.class);
      assertThat(TakeBack.decide(ledger, take(11, 0, RefundPolicy.DEBT), Members.cause()))
          .isEqualTo(new NeedsVouchers());
      assertThat(TakeBack.decide(ledger, take(11, 0, RefundPolicy.FORGIVE), Members.cause()))
          .isEqualTo(new NeedsVouchers());
    }

    @Test
    void the_newest_is_cancelled_first_and_no_more_than_needed() {
      var first = Vouchers.number(1).paidWith(LATER, 100).voucher();
      var second = Vouchers.number(2).paidWith(LATER, 100).voucher();
      var third = Vouchers.number(3).paidWith(LATER, 100).voucher();
      var ledger = Members.with().vouchers(List.of(first, second, third)).ledger();
      var taken = with(ledger, take(130, 0, RefundPolicy.DEBT), second, first, third);
      assertThat(taken.cancelled()).containsExactly(third, second);
      assertThat(taken.ledger().account().candidates())
          .extracting(Account.Candidate::id)
          .containsExactly("voucher-1");
      assertThat(taken.ledger().account().available()).isEqualTo(70);
      assertThat(taken.ledger().account().debt()).isZero();
    }

    @Test
    void the_rest_goes_back_to_its_own_days_and_thirty_days_ahead_where_they_are_past() {
      var voucher =
          Vouchers.number(1)
              .paidWith(TODAY.minusDays(1), 40)
              .paidWith(TODAY, 30)
              .paidWith(OWN, 20)
              .paidWith(LATER, 60)
              .voucher();
      var ledger = Members.with().vouchers(List.of(voucher)).ledger();
      var taken = with(ledger, take(50, 0, RefundPolicy.DEBT), voucher);
      assertThat(taken.ledger().account().lots())
          .isEqualTo(new TreeMap<>(Map.of(TODAY, 30L, TODAY.plusDays(30), 40L, LATER, 30L)));
      assertThat(moves(taken))
          .contains(move(new Pot.Spent(), new Pot.Available(TODAY.plusDays(30)), 40));
    }

    @Test
    void it_repays_an_older_debt_with_what_is_left() {
      var voucher = Vouchers.number(1).paidWith(OWN, 50).paidWith(LATER, 50).voucher();
      var ledger = Members.with().debt(30).vouchers(List.of(voucher)).ledger();
      var taken = with(ledger, take(60, 0, RefundPolicy.DEBT), voucher);
      assertThat(taken.ledger().account().debt()).isZero();
      assertThat(taken.ledger().account().lots()).isEqualTo(new TreeMap<>(Map.of(LATER, 10L)));
      assertThat(reasons(taken)).endsWith("debt.repaid");
    }

    @Test
    void what_is_still_missing_is_owed() {
      var voucher = Vouchers.number(1).paidWith(LATER, 100).voucher();
      var ledger = Members.with().debt(5).vouchers(List.of(voucher)).ledger();
      var after = with(ledger, take(130, 0, RefundPolicy.DEBT), voucher).ledger().account();
      assertThat(after.debt()).isEqualTo(35);
      assertThat(after.available()).isZero();
    }

    @ParameterizedTest(name = "{0}: cancelled {1}, with the option {2}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            issued         | true  | true
            lapsed         | true  | true
            announced      | false | true
            held           | false | false
            redeemed       | false | false
            cancelled      | false | false
            free of charge | false | false
            """)
    void only_what_nobody_has_seen_or_holds(String how, boolean cancelled, boolean evenAnnounced) {
      var voucher = voucherThatIs(how);
      var ledger = Members.with().vouchers(List.of(voucher)).ledger();
      var command = take(10, 0, RefundPolicy.DEBT);
      var announcedToo = new Command(10, DAYS, 0, RefundPolicy.DEBT, true, command.now());
      assertThat(with(ledger, command, voucher).cancelled().contains(voucher)).isEqualTo(cancelled);
      assertThat(with(ledger, announcedToo, voucher).cancelled().contains(voucher))
          .isEqualTo(evenAnnounced);
    }

    private static Voucher voucherThatIs(String how) {
      var voucher = Vouchers.number(1);
      if (!how.equals("free of charge")) {
        voucher.paidWith(LATER, 100);
      }
      return switch (how) {
        case "announced" -> voucher.announced().voucher();
        case "held" -> voucher.heldUntil(Members.noon(TODAY).plusSeconds(1)).voucher();
        case "lapsed" -> voucher.heldUntil(Members.noon(TODAY)).voucher();
        case "redeemed" -> voucher.in(Redeemed.BY_A_TILL).voucher();
        case "cancelled" -> voucher.in(new Voucher.Cancelled()).voucher();
        default -> voucher.voucher();
      };
    }
  }

  @Nested
  class Points_that_expired {

    @Test
    void a_voucher_that_ended_unused_excuses_what_was_paid_from_the_day() {
      var ended = endedUnused(1, 100);
      var ledger = Members.with().vouchers(List.of(ended)).ledger();
      var taken = with(ledger, take(80, 0, RefundPolicy.DEBT), ended);
      assertThat(taken.expired()).containsExactly(ended);
      assertThat(taken.ledger().account().debt()).isZero();
      assertThat(taken.ledger().account().candidates()).isEmpty();
      assertThat(taken.ledger().expiredChanges()).isEqualTo(Map.of(OWN, 20L));
      assertThat(taken.ledger().entries())
          .extracting(Entry::kind)
          .containsExactly(Entry.Kind.VOUCHER_EXPIRED, Entry.Kind.REVERSE);
    }

    @Test
    void together_they_excuse_no_more_than_expired() {
      var ended = endedUnused(1, 100);
      var ledger = Members.with().vouchers(List.of(ended)).ledger();
      var taken = with(ledger, take(150, 30, RefundPolicy.DEBT), ended);
      assertThat(taken.ledger().account().debt()).isEqualTo(20);
      assertThat(taken.ledger().expiredChanges()).isEqualTo(Map.of(OWN, -30L));
    }

    @Test
    void what_expired_of_another_day_excuses_nothing() {
      var ended =
          Vouchers.number(1)
              .valid(TODAY.minusMonths(4), TODAY.minusDays(5))
              .paidWith(LATER, 100)
              .voucher();
      var ledger = Members.with().vouchers(List.of(ended)).ledger();
      var taken = with(ledger, take(80, 0, RefundPolicy.DEBT), ended);
      assertThat(taken.ledger().account().debt()).isEqualTo(80);
      assertThat(taken.ledger().expiredChanges()).isEqualTo(Map.of(LATER, 100L));
    }

    private static Voucher endedUnused(long number, long points) {
      return Vouchers.number(number)
          .valid(TODAY.minusMonths(4), TODAY.minusDays(5))
          .paidWith(OWN, points)
          .voucher();
    }
  }

  private static List<Move> moves(Taken taken) {
    return taken.ledger().entries().getLast().moves();
  }

  private static Move move(Pot from, Pot to, long points) {
    return new Move(from, to, points);
  }

  /// Somebody else's use of a voucher.
  private static final class Redeemed {
    static final Voucher.State BY_A_TILL =
        new Voucher.Redeemed(
            new Voucher.Redemption(
                "ticket",
                "till",
                java.util.Optional.of("nancy"),
                java.util.Optional.empty(),
                5000,
                Members.noon(TODAY),
                false));
  }
}
