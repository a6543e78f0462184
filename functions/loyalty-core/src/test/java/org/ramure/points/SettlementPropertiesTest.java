// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramure.points.Members.TODAY;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// Time passes, and however seldom somebody looks, the same has happened.
class SettlementPropertiesTest {

  private static final int DAYS = 120;

  /// Points that pend for so many days and can be spent on so many.
  record Bucket(int pends, int lives, int points) {

    LocalDate matures() {
      return TODAY.plusDays(pends);
    }

    LocalDate lastDay() {
      return matures().plusDays(lives);
    }
  }

  @Property(tries = 300)
  void settling_once_is_living_through_every_day(
      @ForAll("accounts") Account account, @ForAll @IntRange(max = DAYS) int days) {
    var reference = DayByDay.after(account, days);
    var settled = settle(account, TODAY.plusDays(days));
    assertThat(settled.account().lots()).isEqualTo(reference.lots);
    assertThat(settled.account().pending()).isEqualTo(reference.pending);
    assertThat(settled.account().debt()).isEqualTo(reference.debt);
    assertThat(settled.expiredChanges()).isEqualTo(reference.expired);
    assertThat(settled.account().settledTo()).isEqualTo(TODAY.plusDays(days));
  }

  @Property(tries = 300)
  void how_often_somebody_settles_changes_nothing(
      @ForAll("accounts") Account account,
      @ForAll @Size(max = 40) List<@IntRange(max = DAYS) Integer> visits) {
    var often = Ledger.of(account);
    for (int days : visits.stream().sorted().toList()) {
      often = settle(often, TODAY.plusDays(days));
    }
    var last = TODAY.plusDays(DAYS);
    assertThat(settle(often, last)).isEqualTo(settle(account, last));
  }

  @Property(tries = 150)
  void settling_again_or_for_an_earlier_day_changes_nothing(
      @ForAll("accounts") Account account,
      @ForAll @IntRange(max = DAYS) int days,
      @ForAll @IntRange(max = DAYS) int earlier) {
    var settled = Ledger.of(settle(account, TODAY.plusDays(days)).account());
    assertThat(settle(settled, TODAY.plusDays(days))).isEqualTo(settled);
    assertThat(settle(settled, TODAY.plusDays(days - earlier))).isEqualTo(settled);
  }

  @Property(tries = 150)
  void one_transaction_crosses_at_most_so_many_days_and_says_whether_it_is_done(
      @ForAll("accounts") Account account) {
    var last = TODAY.plusDays(2 * DAYS);
    var settled = Settlement.settle(Ledger.of(account), last, Members.cause());
    assertThat(settled.ledger().entries()).hasSizeLessThanOrEqualTo(Settlement.MAX_DAYS);
    assertThat(settled.complete()).isEqualTo(settled.ledger().account().settledTo().equals(last));
  }

  @Property(tries = 100)
  void reading_sees_what_settling_would_write(
      @ForAll("accounts") Account account, @ForAll @IntRange(max = DAYS) int days) {
    var day = TODAY.plusDays(days);
    assertThat(Settlement.view(account, day, Members.cause()))
        .isEqualTo(settle(account, day).account());
  }

  private static Ledger settle(Account account, LocalDate day) {
    return settle(Ledger.of(account), day);
  }

  private static Ledger settle(Ledger ledger, LocalDate day) {
    var settled = Settlement.settle(ledger, day, Members.cause());
    while (!settled.complete()) {
      settled = Settlement.settle(settled.ledger(), day, Members.cause());
    }
    return settled.ledger();
  }

  @Provide
  Arbitrary<Account> accounts() {
    return Combinators.combine(buckets(), Arbitraries.of(0, 0, 1, 40, 500))
        .as(SettlementPropertiesTest::account);
  }

  private static Arbitrary<List<Bucket>> buckets() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 60),
            Arbitraries.integers().between(0, 60),
            Arbitraries.integers().between(1, 200))
        .as(Bucket::new)
        .list()
        .ofMaxSize(40);
  }

  /// Who owes has nothing to spend.
  private static Account account(List<Bucket> buckets, int debt) {
    var member = Members.with().debt(debt);
    for (var bucket : buckets) {
      if (bucket.pends() > 0) {
        member.pending(bucket.matures(), bucket.lastDay(), bucket.points());
      } else if (debt == 0) {
        member.lot(bucket.lastDay(), bucket.points());
      }
    }
    return member.account();
  }

  /// The rule as a diary: every morning points mature and repay, every night lots end.
  private static final class DayByDay {
    private final TreeMap<LocalDate, Long> lots;
    private final TreeMap<Pot.Pending, Long> pending;
    private final Map<LocalDate, Long> expired = new TreeMap<>();
    private long debt;

    private DayByDay(Account account) {
      lots = new TreeMap<>(account.lots());
      pending = new TreeMap<>(account.pending());
      debt = account.debt();
    }

    static DayByDay after(Account account, int days) {
      var diary = new DayByDay(account);
      for (int day = 0; day < days; day++) {
        diary.night(TODAY.plusDays(day));
        diary.morning(TODAY.plusDays(day + 1));
      }
      return diary;
    }

    private void night(LocalDate day) {
      var ended = lots.remove(day);
      if (ended != null) {
        expired.put(day, ended);
      }
    }

    private void morning(LocalDate day) {
      for (var pot : new ArrayList<>(pending.keySet())) {
        if (pot.matures().equals(day)) {
          mature(pot, pending.remove(pot));
        }
      }
    }

    private void mature(Pot.Pending pot, long points) {
      long repaid = Math.min(debt, points);
      debt -= repaid;
      if (points > repaid) {
        lots.merge(pot.lastDay(), points - repaid, Long::sum);
      }
    }
  }
}
