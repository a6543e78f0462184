// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramure.points.Members.TODAY;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// Nights pass, some are missed, purchases come in between; of each lot that expires its member was
/// told.
class ExpiryNoticePropertiesTest {

  private static final int DAYS = 150;

  /// What was told on which day.
  private record Told(LocalDate day, ExpiryNotice notice) {}

  /// An account that is looked at in some nights.
  private static final class Life {
    private Account account;
    private final List<Told> told = new ArrayList<>();

    Life(Account account) {
      this.account = account;
    }

    void night(LocalDate day) {
      var before = account;
      var settled = settle(account, day);
      var done =
          DueAccount.decide(
              settled, List.of(), Optional.empty(), Members.noon(day), Members.cause());
      account = done.ledger().account();
      ExpiryNotice.told(before, account).forEach(notice -> told.add(new Told(day, notice)));
    }

    /// Whatever else writes the account settles it too.
    void touched(LocalDate day) {
      var before = account;
      account = settle(account, day).account();
      assertThat(ExpiryNotice.told(before, account)).as("who only settles tells nothing").isEmpty();
    }

    private static Ledger settle(Account account, LocalDate day) {
      var settled = Settlement.settle(Ledger.of(account), day, Members.cause());
      while (!settled.complete()) {
        settled = Settlement.settle(settled.ledger(), day, Members.cause());
      }
      return settled.ledger();
    }
  }

  @Property(tries = 300)
  void each_lot_is_told_of_at_30_and_at_7_days_where_every_night_comes(
      @ForAll("lots") Map<Integer, Integer> lots) {
    var life = life(lots);
    for (int day = 0; day <= DAYS; day++) {
      life.night(TODAY.plusDays(day));
    }
    lots.forEach(
        (lives, points) -> {
          var lastDay = TODAY.plusDays(lives);
          for (int ahead : List.of(30, 7)) {
            var expected =
                new Told(lastDay.minusDays(ahead), new ExpiryNotice(lastDay, points, ahead));
            assertThat(life.told.contains(expected)).isEqualTo(lives > ahead);
          }
        });
    assertThat(life.told)
        .hasSize(
            (int) lots.keySet().stream().mapToLong(l -> (l > 30 ? 1 : 0) + (l > 7 ? 1 : 0)).sum());
  }

  @Property(tries = 500)
  void no_notice_is_told_twice_or_after_the_end_or_lost_while_a_night_comes_before_the_end(
      @ForAll("lots") Map<Integer, Integer> lots,
      @ForAll("nights") Set<Integer> nights,
      @ForAll("nights") Set<Integer> touches) {
    var life = life(lots);
    for (int day = 1; day <= DAYS; day++) {
      if (touches.contains(day)) {
        life.touched(TODAY.plusDays(day));
      }
      if (nights.contains(day)) {
        life.night(TODAY.plusDays(day));
      }
    }
    var once = new HashSet<ExpiryNotice>();
    for (var told : life.told) {
      assertThat(once.add(told.notice())).as("%s twice", told).isTrue();
      assertThat(told.day())
          .isBetween(
              told.notice().lastDay().minusDays(told.notice().daysAhead()),
              told.notice().lastDay());
    }
    lots.keySet().stream()
        .filter(lives -> lives > 7)
        .filter(lives -> nights.stream().anyMatch(night -> night >= lives - 7 && night <= lives))
        .forEach(
            lives ->
                assertThat(life.told)
                    .anyMatch(
                        told ->
                            told.notice().lastDay().equals(TODAY.plusDays(lives))
                                && told.notice().daysAhead() == 7));
  }

  /// The index finds it: whoever looks only on days on which the account is due misses nothing.
  @Property(tries = 300)
  void looking_on_due_days_only_is_looking_every_night(
      @ForAll("lots") Map<Integer, Integer> lots, @ForAll @IntRange(min = 1, max = 90) int pends) {
    var everyNight = new Life(account(lots, pends));
    var onDueDays = new Life(account(lots, pends));
    for (int i = 1; i <= DAYS; i++) {
      var day = TODAY.plusDays(i);
      everyNight.night(day);
      if (onDueDays.account.dueDay(Optional.empty()).filter(due -> !due.isAfter(day)).isPresent()) {
        onDueDays.night(day);
      }
    }
    assertThat(onDueDays.told).isEqualTo(everyNight.told);
    assertThat(onDueDays.account.lots()).isEqualTo(everyNight.account.lots());
    assertThat(onDueDays.account.chain()).isEqualTo(everyNight.account.chain());
    assertThat(onDueDays.account.dueDay(Optional.empty())).isEmpty();
  }

  private static Life life(Map<Integer, Integer> lots) {
    var member = Members.with();
    lots.forEach((lives, points) -> member.lot(TODAY.plusDays(lives), points));
    return new Life(member.account());
  }

  private static Account account(Map<Integer, Integer> lots, int pends) {
    var member = Members.with().pending(TODAY.plusDays(pends), TODAY.plusDays(pends + 20L), 5);
    lots.forEach((lives, points) -> member.lot(TODAY.plusDays(lives), points));
    return member.account();
  }

  @Provide
  Arbitrary<Map<Integer, Integer>> lots() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 120), Arbitraries.integers().between(1, 50))
        .as(Map::entry)
        .list()
        .ofMaxSize(8)
        .map(
            entries -> {
              var lots = new TreeMap<Integer, Integer>();
              entries.forEach(entry -> lots.put(entry.getKey(), entry.getValue()));
              return lots;
            });
  }

  @Provide
  Arbitrary<Set<Integer>> nights() {
    return Arbitraries.integers().between(1, DAYS).set().ofMaxSize(DAYS);
  }
}
