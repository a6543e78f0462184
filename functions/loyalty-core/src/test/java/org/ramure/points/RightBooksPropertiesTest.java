// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.ramure.audit.AccountBooks;
import org.ramure.audit.AccountBooks.Posted;
import org.ramure.audit.Statement;
import org.ramure.audit.VoucherBooks;
import org.ramure.programme.ProgrammeTerms.RefundPolicy;
import org.ramure.voucher.Voucher;

/// What an audit says of books that nobody touched, whatever happened to the member.
class RightBooksPropertiesTest {

  @Property(tries = 300)
  void no_life_of_a_member_gives_a_difference(
      @ForAll RefundPolicy policy, @ForAll("lives") List<Step> steps) {
    var life = Life.of(policy, steps);
    assertThat(books(life, life.entries()).differences()).isEmpty();
    for (var voucher : life.vouchers()) {
      assertThat(books(life, voucher).differences()).isEmpty();
    }
  }

  @Property(tries = 300)
  void an_entry_that_is_missing_is_missed(
      @ForAll RefundPolicy policy,
      @ForAll("lives") List<Step> steps,
      @ForAll @IntRange(max = 1000) int which) {
    var life = Life.of(policy, steps);
    var entries = new java.util.ArrayList<>(life.entries());
    if (!entries.isEmpty()) {
      entries.remove(which % entries.size());
      assertThat(books(life, entries).differences()).isNotEmpty();
    }
  }

  private static AccountBooks books(Life life, List<Entry> entries) {
    var account = life.account();
    var member = Optional.of(account.member());
    var ratings =
        life.owedBySale().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, s -> new Posted(member, s.getValue(), 1)));
    return new AccountBooks(
        account.member(),
        Optional.of(account),
        account.dueDay(Optional.of(Programmes.REWARD)),
        Statement.of(entries),
        life.expired(),
        List.of(),
        ratings,
        life.vouchers().stream().collect(Collectors.toMap(Voucher::hash, v -> as(v, account))),
        List.of());
  }

  /// Vouchers of tests are of nobody in particular.
  private static Voucher as(Voucher voucher, Account account) {
    return new Voucher(
        voucher.hash(),
        voucher.id(),
        voucher.number(),
        account.member(),
        voucher.kind(),
        voucher.amount(),
        voucher.minimumBasketMinor(),
        voucher.firstDay(),
        voucher.lastDay(),
        voucher.zone(),
        voucher.state(),
        voucher.announcedAt(),
        voucher.closedKeys(),
        voucher.openConflicts(),
        voucher.paidWith(),
        voucher.attempt(),
        voucher.last4(),
        voucher.revision());
  }

  private static VoucherBooks books(Life life, Voucher voucher) {
    boolean listed =
        life.account().candidates().stream().anyMatch(c -> c.hash().equals(voucher.hash()));
    return new VoucherBooks(voucher, 0, Optional.of(life.entries()), listed, Optional.empty());
  }

  @Provide
  Arbitrary<List<Step>> lives() {
    return Step.lives();
  }
}
