// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramure.points.Members.TODAY;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.ramure.points.TakeBack.Command;
import org.ramure.points.TakeBack.Taken;
import org.ramure.programme.ProgrammeTerms.RefundPolicy;

/// Nobody pays for points that could not be used: what expired excuses, each point once, and in
/// however many parts the goods come back.
class TakingBackPropertiesTest {

  private static final LocalDate OWN = TODAY.plusDays(20);
  private static final LocalDate OTHER = TODAY.plusDays(90);
  private static final Accrual.Days DAYS = new Accrual.Days(TODAY.plusDays(5), OWN);

  /// An account some days later, with what has expired of the purchase's own day by then.
  record Standing(Ledger ledger, long expired, LocalDate today) {

    static Standing of(Account account, int days) {
      var today = TODAY.plusDays(days);
      var settled =
          Settlement.settle(Ledger.of(account), today, Members.causeAt(Members.noon(today)));
      return new Standing(settled.ledger(), 0, today).counted();
    }

    /// With nothing left to write, as after a transaction.
    private Standing counted() {
      long sum = expired + ledger.expiredChanges().getOrDefault(OWN, 0L);
      return new Standing(Ledger.of(ledger.account()), sum, today);
    }

    Standing take(long points) {
      if (points == 0) {
        return this;
      }
      var now = Members.noon(today);
      var command = new Command(points, DAYS, expired, RefundPolicy.DEBT, false, now);
      var taken = (Taken) TakeBack.decide(ledger, command, Members.causeAt(now));
      return new Standing(taken.ledger(), expired, today).counted();
    }

    Map<String, Object> whatIsLeft() {
      var account = ledger.account();
      return Map.of(
          "lots", account.lots(),
          "pending", account.pending(),
          "debt", account.debt(),
          "expired", expired);
    }
  }

  @Property(tries = 500)
  void only_what_neither_is_there_nor_has_expired_is_charged(
      @ForAll("accounts") Account account,
      @ForAll @IntRange(max = 40) int days,
      @ForAll @LongRange(min = 1, max = 600) long points) {
    var before = Standing.of(account, days);
    var after = before.take(points);
    long own = ownPoints(before);
    long charged = charges(before, after);
    assertThat(charged).isEqualTo(Math.max(0, points - own - before.expired()));
    assertThat(after.expired())
        .isEqualTo(before.expired() - Math.clamp(points - own, 0, before.expired()));
  }

  /// What is still there of the purchase's own points, or of points that end with them.
  private static long ownPoints(Standing standing) {
    var account = standing.ledger().account();
    return account.pending().getOrDefault(new Pot.Pending(DAYS.matures(), OWN), 0L)
        + account.lots().getOrDefault(OWN, 0L);
  }

  private static long charges(Standing before, Standing after) {
    var was = before.ledger().account();
    var is = after.ledger().account();
    return is.debt()
        - was.debt()
        + was.lots().getOrDefault(OTHER, 0L)
        - is.lots().getOrDefault(OTHER, 0L);
  }

  @Property(tries = 500)
  void in_parts_it_is_the_same_as_at_once(
      @ForAll("accounts") Account account,
      @ForAll @IntRange(max = 40) int days,
      @ForAll @Size(max = 5) List<@LongRange(min = 0, max = 200) Long> parts) {
    var before = Standing.of(account, days);
    var bit = before;
    for (long part : parts) {
      bit = bit.take(part);
    }
    var atOnce = before.take(parts.stream().mapToLong(Long::longValue).sum());
    assertThat(bit.whatIsLeft()).isEqualTo(atOnce.whatIsLeft());
  }

  @Provide
  Arbitrary<Account> accounts() {
    var points = Arbitraries.longs().between(0, 150);
    return Combinators.combine(points, points, points, Arbitraries.of(0L, 0L, 60L))
        .as(TakingBackPropertiesTest::account);
  }

  /// Who owes has nothing to spend.
  private static Account account(long pending, long own, long other, long debt) {
    var member = Members.with().pending(DAYS.matures(), OWN, pending).debt(debt);
    return debt > 0 ? member.account() : member.lot(OWN, own).lot(OTHER, other).account();
  }
}
