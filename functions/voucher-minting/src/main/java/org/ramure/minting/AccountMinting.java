// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.minting;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ramure.lambda.Environment;
import org.ramure.lambda.key.CodePress;
import org.ramure.lambda.key.CodePress.Coded;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.VoucherCodes;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.money.Money;
import org.ramure.points.Account;
import org.ramure.points.Cause;
import org.ramure.points.Ledger;
import org.ramure.points.Minting;
import org.ramure.points.Minting.Minted;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.table.Booking;
import org.ramure.table.Booking.Books;
import org.ramure.table.Contention;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.LedgerTable;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherTable;
import org.ramure.voucher.Voucher;

/// Mints what one account can pay for now: its vouchers, the entries that pay for them and the
/// account itself are one transaction.
final class AccountMinting {

  private static final String BY = "voucher-minting";

  private final Books books;
  private final CodePress press;
  private final Function<ProgrammeId, List<ProgrammeVersion>> programmes;
  private final InstantSource clock;

  AccountMinting(
      Books books,
      CodePress press,
      Function<ProgrammeId, List<ProgrammeVersion>> programmes,
      InstantSource clock) {
    this.books = books;
    this.press = press;
    this.programmes = programmes;
    this.clock = clock;
  }

  static AccountMinting of(Environment environment) {
    var client = environment.dynamoDb();
    var ledgers = new LedgerTable(client, environment.table(TableShape.LEDGER));
    var vouchers = new VoucherTable(client, environment.table(TableShape.VOUCHERS));
    var hashes = new VoucherHashes(KeyRing.of(environment, "LOOKUP_KEYS"));
    return new AccountMinting(
        Books.of(client, ledgers).with(vouchers),
        new CodePress(new VoucherCodes(KeyRing.of(environment, "CODE_KEYS"), hashes), hashes),
        Programmes.of(environment)::versions,
        environment.clock());
  }

  private enum Step {
    DONE,
    /// Something is left to do, or somebody else wrote the account meanwhile.
    AGAIN
  }

  /// What one try is made under.
  private record Command(Owner owner, ProgrammeVersion version, Instant now) {

    ProgrammeTerms terms() {
      return version.terms();
    }

    LocalDate today() {
      return LocalDate.ofInstant(now, terms().zone());
    }

    Cause cause() {
      return new Cause(BY, now, today(), version.number(), Optional.empty(), List.of());
    }
  }

  /// @throws IllegalStateException when others kept winning: the platform delivers the account
  ///     again
  void mint(Owner owner) {
    var lost = new AtomicBoolean();
    Contention.done(() -> attempt(command(owner), lost.getAndSet(true)) == Step.DONE);
  }

  private Command command(Owner owner) {
    var now = clock.instant();
    var version =
        ProgrammeVersion.inForceAt(programmes.apply(owner.programme()), now)
            .orElseThrow(() -> new IllegalStateException("a programme without any version"));
    return new Command(owner, version, now);
  }

  /// @param careful after a lost try, which may have met a voucher of the same code
  private Step attempt(Command command, boolean careful) {
    return books
        .settled(
            command.owner.programme(),
            command.owner.member(),
            command.cause(),
            command.terms().reward())
        .map(settled -> attempt(command, settled, careful))
        .orElse(Step.AGAIN);
  }

  private Step attempt(Command command, Ledger settled, boolean careful) {
    return command
        .terms()
        .reward()
        .filter(r -> r.mode() == RewardTerms.Mode.AUTOMATIC)
        .filter(r -> settled.account().available() >= r.threshold())
        .map(r -> mint(command, settled, r, careful))
        .orElse(Step.DONE);
  }

  private Step mint(Command command, Ledger settled, RewardTerms reward, boolean careful) {
    var codes = codes(command, careful);
    var candidates = candidates(command, settled.account());
    var expired = candidates.stream().filter(v -> v.expiredUnused(command.now)).toList();
    for (int most = expired.size(); most >= 0; most--) {
      var swept = withoutSurplus(candidates, expired, most);
      var minted = Minting.mint(settled, reward, swept, command.now, command.cause(), codes);
      var booking = booking(command, minted, reward, codes);
      if (booking.fits()) {
        return write(new Try(minted, booking, most == expired.size()), settled);
      }
    }
    return settleFirst(command, settled, reward);
  }

  /// As many expired ones as fit: each brings the days that paid for it into the transaction.
  private static List<Voucher> withoutSurplus(
      List<Voucher> candidates, List<Voucher> expired, int most) {
    var surplus = expired.subList(most, expired.size());
    return candidates.stream().filter(v -> !surplus.contains(v)).toList();
  }

  /// @param whole whether nothing was left out
  private record Try(Minted minted, Booking booking, boolean whole) {}

  private static Step write(Try tried, Ledger settled) {
    boolean nothing =
        tried.minted.orders().isEmpty()
            && tried.minted.ledger().account().candidates().equals(settled.account().candidates());
    if (nothing) {
      return Step.DONE;
    }
    return tried.booking.commit() && tried.whole ? Step.DONE : Step.AGAIN;
  }

  private Step settleFirst(Command command, Ledger settled, RewardTerms reward) {
    if (settled.entries().isEmpty()) {
      throw new IllegalStateException("more than one transaction holds, of one account");
    }
    open(command).ledger(settled, Optional.of(reward)).commit();
    return Step.AGAIN;
  }

  private Booking booking(Command command, Minted minted, RewardTerms reward, NewCodes codes) {
    var booking = open(command).ledger(minted.ledger(), Optional.of(reward));
    minted.expired().forEach(v -> booking.voucher(v.as(new Voucher.Expired())));
    minted.orders().forEach(o -> booking.newVoucher(voucher(command, o, codes.of(o.number()))));
    return booking;
  }

  private static Voucher voucher(Command command, Minting.Order order, Coded coded) {
    var terms = command.terms();
    var reward = terms.reward().orElseThrow();
    return new Voucher(
        coded.hash(),
        coded.id(),
        order.number(),
        command.owner.member(),
        Voucher.Kind.REWARD,
        new Money(reward.amountMinor(), terms.currency()),
        reward.minimumBasketMinor(),
        order.firstDay(),
        order.lastDay(),
        terms.zone(),
        new Voucher.Issued(),
        Optional.empty(),
        List.of(),
        0,
        order.paidWith(),
        coded.attempt(),
        coded.code().last4(),
        1);
  }

  private NewCodes codes(Command command, boolean careful) {
    var programme = command.owner.programme();
    var member = command.owner.member();
    Predicate<Coded> taken = careful ? c -> isTaken(programme, c) : c -> false;
    return new NewCodes(number -> press.press(programme, member + "-" + number, taken));
  }

  private boolean isTaken(ProgrammeId programme, Coded coded) {
    return books
        .vouchers()
        .get(programme, coded.hash())
        .filter(v -> !v.id().equals(coded.id()))
        .isPresent();
  }

  private List<Voucher> candidates(Command command, Account account) {
    return books
        .vouchers()
        .getAll(
            command.owner.programme(),
            account.candidates().stream().map(Account.Candidate::hash).toList());
  }

  private Booking open(Command command) {
    return books.open(command.owner.programme());
  }
}
