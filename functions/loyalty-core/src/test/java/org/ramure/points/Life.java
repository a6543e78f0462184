// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.ramure.member.MemberId;
import org.ramure.points.Account.Candidate;
import org.ramure.programme.Channel;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.programme.ProgrammeTerms.RefundPolicy;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.Vouchers;

/// One member's life, played on the core as the functions play it. What their tables keep is kept
/// in maps: the account, its entries, the row of expired points, the vouchers.
final class Life {

  /// An entry with the day on which it was made.
  record Page(Entry entry, LocalDate day) {}

  /// Of each sale; points of the first, the third and the last two can be spent at once.
  private static final List<Channel> CHANNELS =
      List.of(Channel.TILL, Channel.WEB, Channel.TILL, Channel.RECEIPT, Channel.TILL, Channel.TILL);

  private static final ProgrammeTerms TERMS = Programmes.twelveMonths();

  private final RefundPolicy policy;
  private final List<Page> pages = new ArrayList<>();
  private final Map<LocalDate, Long> expired = new TreeMap<>();
  private final Map<String, Voucher> vouchers = new LinkedHashMap<>();
  private final long[] owed = new long[Step.SALES];
  private final Map<Integer, Accrual.Days> sales = new TreeMap<>();
  private Instant now = Members.noon(Members.TODAY);
  private Account account = Account.open(new MemberId("anna"), Members.TODAY);
  private long forgiven;

  Life(RefundPolicy policy) {
    this.policy = policy;
  }

  static Life of(RefundPolicy policy, List<Step> steps) {
    var life = new Life(policy);
    steps.forEach(life::play);
    return life;
  }

  void play(Step step) {
    now = now.plusSeconds(61);
    switch (step) {
      case Step.Wait s -> now = now.plus(Duration.ofDays(s.days()));
      case Step.Owe s -> owe(s.sale(), s.points());
      case Step.Mint s -> mint();
      case Step.Show s -> one(s.voucher(), v -> v.free(now)).ifPresent(this::show);
      case Step.Hold s -> one(s.voucher(), this::usable).ifPresent(this::hold);
      case Step.Redeem s -> one(s.voucher(), this::usable).ifPresent(this::redeem);
      case Step.GiveBack s -> one(s.voucher(), Life::redeemed).ifPresent(this::giveBack);
    }
  }

  Account account() {
    return account;
  }

  List<Page> pages() {
    return List.copyOf(pages);
  }

  List<Entry> entries() {
    return pages.stream().map(Page::entry).toList();
  }

  Map<LocalDate, Long> expired() {
    return expired;
  }

  /// What the purchases are worth by now.
  long owed() {
    return LongStream.of(owed).sum();
  }

  long forgiven() {
    return forgiven;
  }

  /// What was paid for vouchers that were neither cancelled nor ended unused.
  long paidForVouchers() {
    return vouchers.values().stream()
        .filter(
            v ->
                !(v.state() instanceof Voucher.Cancelled)
                    && !(v.state() instanceof Voucher.Expired))
        .flatMap(v -> v.paidWith().values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(now, Members.PARIS);
  }

  private Ledger settled() {
    var settled = Settlement.settle(Ledger.of(account), today(), Members.causeAt(now));
    while (!settled.complete()) {
      write(settled.ledger());
      settled = Settlement.settle(Ledger.of(account), today(), Members.causeAt(now));
    }
    return settled.ledger();
  }

  private void write(Ledger ledger) {
    ledger.entries().forEach(e -> pages.add(new Page(e, day(e))));
    ledger.expiredChanges().forEach((day, points) -> expired.merge(day, points, Long::sum));
    expired.values().removeIf(points -> points == 0);
    assertThat(expired.values()).allMatch(points -> points > 0);
    account = ledger.account();
  }

  private static LocalDate day(Entry entry) {
    return entry.kind() == Entry.Kind.SETTLE
        ? entry.cause().businessDate()
        : LocalDate.ofInstant(entry.cause().postedAt(), Members.PARIS);
  }

  private void owe(int sale, int points) {
    var days = sales.computeIfAbsent(sale, s -> firstPosting(s));
    long delta = points - owed[sale];
    owed[sale] = points;
    if (delta < 0) {
      takeBack(-delta, days, about(sale));
    } else {
      write(Accrual.credit(settled(), delta, days, about(sale)));
    }
  }

  private Cause about(int sale) {
    return Members.causeAt(now).about(reference(sale));
  }

  private static String reference(int sale) {
    return "shop/" + sale;
  }

  /// What is owed for each sale by its reference.
  Map<String, Long> owedBySale() {
    var bySale = new TreeMap<String, Long>();
    sales.keySet().forEach(sale -> bySale.put(reference(sale), owed[sale]));
    return bySale;
  }

  List<Voucher> vouchers() {
    return List.copyOf(vouchers.values());
  }

  /// Sales differ in channel and in how long ago they were made.
  private Accrual.Days firstPosting(int sale) {
    return Accrual.Days.firstPosting(TERMS, CHANNELS.get(sale), today().minusDays(sale * 11L), now);
  }

  private void takeBack(long points, Accrual.Days days, Cause cause) {
    var ledger = settled();
    long gone =
        expired.getOrDefault(days.lastDay(), 0L)
            + ledger.expiredChanges().getOrDefault(days.lastDay(), 0L);
    var command = new TakeBack.Command(points, days, gone, policy, false, now);
    var taken =
        switch (TakeBack.decide(ledger, command, cause)) {
          case TakeBack.Taken t -> t;
          case TakeBack.NeedsVouchers needed ->
              TakeBack.decide(ledger, command, open(ledger.account()), cause);
        };
    taken.cancelled().forEach(v -> put(v.as(new Voucher.Cancelled())));
    taken.expired().forEach(v -> put(v.as(new Voucher.Expired())));
    forgiven += taken.forgiven();
    write(taken.ledger());
  }

  private void mint() {
    var ledger = settled();
    var minted =
        Minting.mint(
            ledger,
            Programmes.REWARD,
            open(ledger.account()),
            now,
            Members.causeAt(now),
            order -> candidate(voucher(order)));
    minted.orders().forEach(order -> put(voucher(order)));
    minted.expired().forEach(v -> put(v.as(new Voucher.Expired())));
    write(minted.ledger());
  }

  private static Voucher voucher(Minting.Order order) {
    return Vouchers.number(order.number())
        .valid(order.firstDay(), order.lastDay())
        .paidWith(order.paidWith())
        .voucher();
  }

  private static Candidate candidate(Voucher voucher) {
    return new Candidate(voucher.hash(), voucher.id(), voucher.lastDay(), voucher.paidWith());
  }

  private List<Voucher> open(Account account) {
    return account.candidates().stream().map(c -> vouchers.get(c.hash())).toList();
  }

  private Optional<Voucher> one(int which, Predicate<Voucher> suitable) {
    var all = vouchers.values().stream().filter(suitable).toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(which % all.size()));
  }

  private void show(Voucher voucher) {
    put(
        new Voucher(
            voucher.hash(),
            voucher.id(),
            voucher.number(),
            voucher.member(),
            voucher.kind(),
            voucher.amount(),
            voucher.minimumBasketMinor(),
            voucher.firstDay(),
            voucher.lastDay(),
            voucher.zone(),
            voucher.state(),
            Optional.of(now),
            voucher.closedKeys(),
            voucher.openConflicts(),
            voucher.paidWith(),
            voucher.attempt(),
            voucher.last4(),
            voucher.revision()));
  }

  private void hold(Voucher voucher) {
    put(
        voucher.as(
            new Voucher.Reserved(
                new Voucher.Reservation(
                    "basket",
                    "shop",
                    Optional.empty(),
                    Optional.empty(),
                    5000,
                    now,
                    now.plusSeconds(1200)))));
  }

  private void redeem(Voucher voucher) {
    put(
        voucher.as(
            new Voucher.Redeemed(
                new Voucher.Redemption(
                    "basket", "shop", Optional.empty(), Optional.empty(), 5000, now, false))));
  }

  private boolean usable(Voucher voucher) {
    return voucher.free(now) && !today().isAfter(voucher.lastDay());
  }

  private static boolean redeemed(Voucher voucher) {
    return voucher.state() instanceof Voucher.Redeemed;
  }

  private void giveBack(Voucher voucher) {
    var free = voucher.as(new Voucher.Issued());
    put(free);
    write(Minting.givenBack(settled(), free, Members.causeAt(now)));
  }

  private void put(Voucher voucher) {
    vouchers.put(voucher.hash(), voucher);
  }

  @Override
  public String toString() {
    return account + "\n" + pages;
  }
}
