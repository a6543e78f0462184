// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.expiry;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.Environment;
import org.ramure.lambda.programme.Programmes;
import org.ramure.points.Account;
import org.ramure.points.Account.Candidate;
import org.ramure.points.Cause;
import org.ramure.points.DueAccount;
import org.ramure.points.DueAccount.Done;
import org.ramure.points.Ledger;
import org.ramure.points.Settlement;
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

/// Does what is due for one account, and writes it in one transaction; a second time there is
/// nothing to write. An account that can buy vouchers from now on is written as mintable: that is
/// what wakes the mint.
final class AccountSettling {

  private static final String BY = "expiry";

  private static final Comparator<Voucher> CHEAPEST_FIRST =
      Comparator.comparing(voucher -> voucher.paidWith().size());

  private final Books books;
  private final Programmes programmes;
  private final InstantSource clock;

  AccountSettling(Books books, Programmes programmes, InstantSource clock) {
    this.books = books;
    this.programmes = programmes;
    this.clock = clock;
  }

  static AccountSettling of(Environment environment, Programmes programmes) {
    var client = environment.dynamoDb();
    var books =
        Books.of(client, new LedgerTable(client, environment.table(TableShape.LEDGER)))
            .with(new VoucherTable(client, environment.table(TableShape.VOUCHERS)));
    return new AccountSettling(books, programmes, environment.clock());
  }

  /// What one try is made under.
  private record Command(Owner owner, ProgrammeVersion version, Instant now) {

    Optional<RewardTerms> reward() {
      return version.terms().reward();
    }

    Cause cause() {
      var today = LocalDate.ofInstant(now, version.terms().zone());
      return new Cause(BY, now, today, version.number(), Optional.empty(), List.of());
    }
  }

  /// @throws IllegalStateException when others kept winning: to be tried again
  void settle(Owner owner) {
    Contention.done(() -> attempt(command(owner)));
  }

  private Command command(Owner owner) {
    var now = clock.instant();
    return new Command(owner, programmes.inForceAt(owner.programme(), now), now);
  }

  /// @return false when something is left to do, or somebody else wrote the account meanwhile
  private boolean attempt(Command command) {
    var owner = command.owner;
    var cause = command.cause();
    var account = books.ledgers().account(owner.programme(), owner.member(), cause.businessDate());
    var settled = Settlement.settle(Ledger.of(account), cause.businessDate(), cause);
    if (!settled.complete()) {
      booking(command, settled.ledger()).commit();
      return false;
    }
    return finish(command, account, settled.ledger());
  }

  private boolean finish(Command command, Account before, Ledger settled) {
    var vouchers = vouchersToRead(command, settled.account());
    for (int most = vouchers.size(); ; most--) {
      var done = decide(command, settled, vouchers.subList(0, most));
      var booking = booking(command, done.ledger());
      done.expired().forEach(voucher -> booking.voucher(voucher.as(new Voucher.Expired())));
      if (booking.fits()) {
        boolean written = done.ledger().account().equals(before) || booking.commit();
        return written && (most == 0 || most == vouchers.size());
      }
    }
  }

  private static Done decide(Command command, Ledger settled, List<Voucher> vouchers) {
    return DueAccount.decide(settled, vouchers, command.reward(), command.now, command.cause());
  }

  /// In the order in which they fit: each brings the days that paid for it into the transaction.
  private List<Voucher> vouchersToRead(Command command, Account settled) {
    var hashes =
        DueAccount.vouchersToRead(settled, command.reward()).stream().map(Candidate::hash).toList();
    return hashes.isEmpty()
        ? List.of()
        : books.vouchers().getAll(command.owner.programme(), hashes).stream()
            .sorted(CHEAPEST_FIRST)
            .toList();
  }

  private Booking booking(Command command, Ledger ledger) {
    return books.open(command.owner.programme()).ledger(ledger, command.reward());
  }
}
