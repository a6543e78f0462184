// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ramure.points.Members.IN_A_YEAR;
import static org.ramure.points.Members.TODAY;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.explain.Reason;
import org.ramure.points.Accrual.Days;

/// A purchase earned points.
@DisplayNameGeneration(ReplaceUnderscores.class)
class CreditingPointsTest {

  private static final Days AT_ONCE = new Days(TODAY, IN_A_YEAR);
  private static final Days IN_TWO_WEEKS = new Days(TODAY.plusDays(14), IN_A_YEAR);
  private static final Days OVER = new Days(TODAY.minusYears(1), TODAY.minusDays(1));

  private static Ledger credit(Ledger ledger, long points, Days days) {
    return Accrual.credit(ledger, points, days, Members.cause());
  }

  private static List<String> reasons(Ledger ledger) {
    return ledger.entries().getLast().cause().why().stream().map(Reason::code).toList();
  }

  @Test
  void points_that_mature_today_can_be_spent_today() {
    var after = credit(Members.withPoints(10), 42, AT_ONCE).account();
    assertThat(after.lots()).isEqualTo(lots(Map.of(IN_A_YEAR, 52L)));
    assertThat(after.pending()).isEmpty();
  }

  @Test
  void points_that_mature_later_are_pending() {
    var after = credit(Members.withNothing(), 42, IN_TWO_WEEKS).account();
    assertThat(after.available()).isZero();
    assertThat(after.pendingTotal()).isEqualTo(42);
  }

  @ParameterizedTest(name = "debt {0}, credit {1}: available {2}, debt {3}")
  @CsvSource(
      textBlock =
          """
          30, 20,  0, 10
          30, 30,  0,  0
          30, 42, 12,  0
           0, 42, 42,  0
          """)
  void debt_is_repaid_first(long debt, long credit, long available, long left) {
    var after = credit(Members.with().debt(debt).ledger(), credit, AT_ONCE);
    assertThat(after.account().available()).isEqualTo(available);
    assertThat(after.account().debt()).isEqualTo(left);
    assertThat(reasons(after).contains("debt.repaid")).isEqualTo(debt > 0);
  }

  @Test
  void pending_points_repay_only_when_they_mature() {
    var pending = credit(Members.with().debt(30).ledger(), 42, IN_TWO_WEEKS);
    assertThat(pending.account().debt()).isEqualTo(30);
    var matured = Settlement.settle(pending, TODAY.plusDays(14), Members.cause()).ledger();
    assertThat(matured.account().debt()).isZero();
    assertThat(matured.account().available()).isEqualTo(12);
    assertThat(reasons(matured)).containsExactly("settle.matured", "debt.repaid");
  }

  @Test
  void points_whose_day_has_passed_are_a_gesture_for_thirty_days() {
    var after = credit(Members.withNothing(), 42, OVER);
    assertThat(after.account().lots()).isEqualTo(lots(Map.of(TODAY.plusDays(30), 42L)));
    assertThat(after.entries().getLast().moves().getFirst().from()).isEqualTo(new Pot.Gesture());
    assertThat(reasons(after)).containsExactly("given.late");
  }

  @Test
  void points_are_in_time_on_their_last_day() {
    var after = credit(Members.withNothing(), 42, new Days(TODAY.minusYears(1), TODAY));
    assertThat(after.account().lots()).isEqualTo(lots(Map.of(TODAY, 42L)));
    assertThat(after.entries().getLast().moves().getFirst().from()).isEqualTo(new Pot.Earned());
  }

  @Test
  void a_purchase_that_earns_nothing_has_its_line_with_the_reason() {
    var why = Members.cause().because(List.of(Reason.of("nothing.test")));
    var after = Accrual.credit(Members.withPoints(10), 0, AT_ONCE, why);
    assertThat(after.entries()).hasSize(1);
    assertThat(after.entries().getLast().moves()).isEmpty();
    assertThat(reasons(after)).containsExactly("nothing.test");
    assertThat(after.account().available()).isEqualTo(10);
  }

  @Test
  void no_account_holds_points_that_are_over_or_matured_or_beside_debt() {
    var yesterday = TODAY.minusDays(1);
    assertThatThrownBy(() -> Members.with().lot(yesterday, 1).account())
        .hasMessageContaining("points whose day has passed");
    assertThatThrownBy(() -> Members.with().pending(TODAY, IN_A_YEAR, 1).account())
        .hasMessageContaining("matured");
    assertThatThrownBy(() -> Members.with().lot(TODAY, 1).debt(1).account())
        .hasMessageContaining("debt");
  }

  @Test
  void an_entry_read_back_from_where_microseconds_are_kept_has_the_same_hash() {
    var exact = Members.causeAt(Instant.parse("2027-03-15T11:00:00.123456789Z"));
    var stored = Members.causeAt(Instant.parse("2027-03-15T11:00:00.123456Z"));
    assertThat(entry(exact).hash()).isEqualTo(entry(stored).hash());
  }

  @Test
  void no_two_stories_have_the_same_hash() {
    var one = Reason.of("earned").with("a", "b");
    var nested = List.of(Reason.of("earned"), Reason.of("a=b"));
    var cut = List.of(Reason.of("earned").with("a=", "b"));
    assertThat(
            List.of(
                entry(Members.cause().because(List.of(one))).hash(),
                entry(Members.cause().because(nested)).hash(),
                entry(Members.cause().because(cut)).hash(),
                entry(about(Optional.of(""))).hash(),
                entry(about(Optional.empty())).hash()))
        .doesNotHaveDuplicates();
  }

  private static Cause about(Optional<String> subject) {
    var c = Members.cause();
    return new Cause(c.by(), c.postedAt(), c.businessDate(), c.version(), subject, c.why());
  }

  private static Entry entry(Cause cause) {
    return new Entry(1, Entry.Kind.ACCRUE, List.of(), cause, "");
  }

  private static TreeMap<LocalDate, Long> lots(Map<LocalDate, Long> points) {
    return new TreeMap<>(points);
  }
}
