// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ramure.explain.Reason;
import org.ramure.programme.ProgrammeTerms.RefundPolicy;

/// What an auditor must find in every member's ledger, whatever happened (invariants I2 and I3).
class LedgerPropertiesTest {

  @Property(tries = 300)
  void nothing_appears_and_nothing_vanishes(
      @ForAll RefundPolicy policy, @ForAll("lives") List<Step> steps) {
    var life = new Life(policy);
    var auditor = new Auditor();
    int read = 0;
    for (var step : steps) {
      life.play(step);
      for (var page : life.pages().subList(read, life.pages().size())) {
        auditor.read(page.entry(), page.day());
        auditor.checkConservation();
        read++;
      }
      balancesAreSumsOfMoves(life, auditor);
      entriesSayWhatHappened(life, auditor);
    }
  }

  private static void balancesAreSumsOfMoves(Life life, Auditor auditor) {
    var account = life.account();
    var pending = new TreeMap<String, Long>();
    account.pending().forEach((p, n) -> pending.put(p.matures() + ":" + p.lastDay(), n));
    assertThat(auditor.balances("available")).isEqualTo(byName(account.lots()));
    assertThat(auditor.balances("pending")).isEqualTo(pending);
    assertThat(auditor.balances("expired")).isEqualTo(byName(life.expired()));
    assertThat(auditor.debt()).isEqualTo(account.debt());
  }

  private static void entriesSayWhatHappened(Life life, Auditor auditor) {
    assertThat(auditor.earned() - auditor.reversed() - life.forgiven()).isEqualTo(life.owed());
    assertThat(auditor.spent()).isEqualTo(life.paidForVouchers());
  }

  private static Map<String, Long> byName(Map<LocalDate, Long> days) {
    var named = new TreeMap<String, Long>();
    days.forEach((day, points) -> named.put(day.toString(), points));
    return named;
  }

  @Property(tries = 300)
  void the_net_position_depends_on_what_is_owed_and_on_nothing_else(
      @ForAll("weeks") List<Step> steps,
      @ForAll("debts") List<Step> owedInTheEnd,
      @ForAll Random random) {
    var shuffled = new ArrayList<>(steps);
    Collections.shuffle(shuffled, random);
    var owedOtherwise = new ArrayList<>(owedInTheEnd);
    Collections.shuffle(owedOtherwise, random);
    var one = Life.of(RefundPolicy.DEBT, both(steps, owedInTheEnd));
    var other = Life.of(RefundPolicy.DEBT, both(shuffled, owedOtherwise));
    assertThat(net(one)).isEqualTo(one.owed());
    assertThat(net(other)).isEqualTo(net(one));
  }

  private static long net(Life life) {
    var account = life.account();
    return account.available() + account.pendingTotal() - account.debt() + life.paidForVouchers();
  }

  private static List<Step> both(List<Step> first, List<Step> then) {
    var all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  @Property(tries = 150)
  void no_entry_can_be_edited_dropped_or_moved_unseen(
      @ForAll("lives") List<Step> steps, @ForAll Random random) {
    var life = Life.of(RefundPolicy.DEBT, steps);
    var entries = life.entries();
    assertThat(Auditor.signs(entries, life.account().chain())).isTrue();
    if (!entries.isEmpty()) {
      assertThat(Auditor.signs(forged(entries, random), life.account().chain())).isFalse();
    }
  }

  private static List<Entry> forged(List<Entry> entries, Random random) {
    var forged = new ArrayList<>(entries);
    int at = random.nextInt(entries.size());
    switch (random.nextInt(4)) {
      case 0 -> forged.remove(at);
      case 1 -> forged.add(at, entries.get(at));
      default -> forged.set(at, edited(entries.get(at), random));
    }
    return forged;
  }

  private static Entry edited(Entry e, Random random) {
    var cause = e.cause();
    return switch (random.nextInt(7)) {
      case 0 -> with(e, cause.about("somebody else's purchase"));
      case 1 -> with(e, cause.on(cause.businessDate().plusDays(1)));
      case 2 -> with(e, cause.because(plusOne(cause.why(), Reason.of("because", "of", "that"))));
      case 3 -> with(e, at(cause, 1));
      case 4 -> new Entry(e.sequence(), otherThan(e.kind()), e.moves(), cause, e.previous());
      case 5 -> new Entry(e.sequence() + 1, e.kind(), e.moves(), cause, e.previous());
      default -> new Entry(e.sequence(), e.kind(), otherMoves(e), cause, e.previous());
    };
  }

  private static Entry with(Entry e, Cause cause) {
    return new Entry(e.sequence(), e.kind(), e.moves(), cause, e.previous());
  }

  private static Cause at(Cause c, long microsLater) {
    var time = c.postedAt().plusNanos(1000 * microsLater);
    return new Cause(c.by(), time, c.businessDate(), c.version(), c.subject(), c.why());
  }

  private static Entry.Kind otherThan(Entry.Kind kind) {
    return kind == Entry.Kind.ADJUST ? Entry.Kind.ACCRUE : Entry.Kind.ADJUST;
  }

  private static List<Move> otherMoves(Entry e) {
    return e.moves().isEmpty()
        ? List.of(new Move(new Pot.Adjusted(), new Pot.Debt(), 1))
        : plusOne(
            e.moves().subList(1, e.moves().size()),
            new Move(
                e.moves().getFirst().from(),
                e.moves().getFirst().to(),
                e.moves().getFirst().points() + 1));
  }

  private static <T> List<T> plusOne(List<T> list, T more) {
    var longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }

  @Provide
  Arbitrary<List<Step>> lives() {
    return Step.lives();
  }

  @Provide
  Arbitrary<List<Step>> weeks() {
    return Step.weeks();
  }

  @Provide
  Arbitrary<List<Step>> debts() {
    return Arbitraries.integers()
        .between(0, 700)
        .list()
        .ofSize(Step.SALES)
        .map(LedgerPropertiesTest::inTheEnd);
  }

  private static List<Step> inTheEnd(List<Integer> points) {
    var steps = new ArrayList<Step>();
    for (int sale = 0; sale < points.size(); sale++) {
      steps.add(new Step.Owe(sale, points.get(sale)));
    }
    return steps;
  }
}
