// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.birthday;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Log;
import org.ramure.lambda.key.CodePress;
import org.ramure.lambda.key.CodePress.Coded;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.VoucherCodes;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.member.Birthday;
import org.ramure.money.Money;
import org.ramure.points.Account.Candidate;
import org.ramure.points.Cause;
import org.ramure.points.Gifts;
import org.ramure.points.Ledger;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.programme.ProgrammeTerms.BirthdayTerms;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.table.Booking.Books;
import org.ramure.table.Contention;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.LedgerTable;
import org.ramure.table.MemberTable;
import org.ramure.table.MemberTable.ListedBirthday;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherTable;
import org.ramure.voucher.Voucher;

/// Gives one member what a birthday brings: the voucher, the entry that says why, and the day on
/// which to look again are one transaction.
final class BirthdayGifts {

  private static final String BY = "birthday-gifts";

  private final Books books;
  private final CodePress press;
  private final Programmes programmes;
  private final InstantSource clock;

  BirthdayGifts(Books books, CodePress press, Programmes programmes, InstantSource clock) {
    this.books = books;
    this.press = press;
    this.programmes = programmes;
    this.clock = clock;
  }

  static BirthdayGifts of(Environment environment, Programmes programmes) {
    var client = environment.dynamoDb();
    var books =
        Books.of(client, new LedgerTable(client, environment.table(TableShape.LEDGER)))
            .with(new VoucherTable(client, environment.table(TableShape.VOUCHERS)))
            .with(new MemberTable(client, environment.table(TableShape.MEMBERS)));
    var hashes = new VoucherHashes(KeyRing.of(environment, "LOOKUP_KEYS"));
    var codes = new VoucherCodes(KeyRing.of(environment, "CODE_KEYS"), hashes);
    return new BirthdayGifts(books, new CodePress(codes, hashes), programmes, environment.clock());
  }

  /// What became of a birthday.
  enum Done {
    GIVEN,
    /// Too late for a gift.
    MISSED,
    /// Not due, given before, or too near to the last one.
    NOTHING
  }

  /// What one try is made under.
  private record Command(Owner owner, ProgrammeVersion version, Instant now) {

    ProgrammeId programme() {
      return owner.programme();
    }

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

  /// @throws IllegalStateException when others kept winning: to be tried again
  Done give(Owner owner) {
    var lost = new AtomicBoolean();
    return Contention.decided(() -> attempt(command(owner), lost.getAndSet(true)))
        .orElseThrow(() -> new IllegalStateException("others kept writing: " + owner.member()));
  }

  private Command command(Owner owner) {
    var now = clock.instant();
    return new Command(owner, programmes.inForceAt(owner.programme(), now), now);
  }

  /// @param careful after a lost try, which may have met a voucher of the same code
  /// @return empty when something changed since it was read
  private Optional<Done> attempt(Command command, boolean careful) {
    var listed =
        books
            .members()
            .birthday(command.programme(), command.owner.member())
            .filter(l -> !l.day().isAfter(command.today()));
    var terms = command.terms().birthday();
    return listed.isPresent() && terms.isPresent()
        ? attempt(command, listed.get(), terms.get(), careful)
        : Optional.of(Done.NOTHING);
  }

  private Optional<Done> attempt(
      Command command, ListedBirthday listed, BirthdayTerms terms, boolean careful) {
    var outcome =
        listed.birthday().decide(listed.day(), command.today(), command.terms().leapDay());
    return switch (outcome) {
      case Birthday.Given given -> give(command, listed, terms, given, careful);
      case Birthday.TooLate late -> pass(command, listed, late, "birthday.missed", Done.MISSED);
      case Birthday.TooSoon soon -> pass(command, listed, soon, "birthday.too-soon", Done.NOTHING);
      case Birthday.NotYet later -> list(command, listed, later, Done.NOTHING);
    };
  }

  /// Nothing is given, and a person may ask why.
  private Optional<Done> pass(
      Command command, ListedBirthday listed, Birthday.Outcome outcome, String event, Done done) {
    Log.warn(
        event,
        Map.of(Log.Field.PROGRAMME, command.programme(), Log.Field.MEMBER, command.owner.member()));
    return list(command, listed, outcome, done);
  }

  private Optional<Done> list(
      Command command, ListedBirthday listed, Birthday.Outcome outcome, Done done) {
    boolean written =
        books.members().list(command.programme(), command.owner.member(), listed, outcome.next());
    return written ? Optional.of(done) : Optional.empty();
  }

  private Optional<Done> give(
      Command command,
      ListedBirthday listed,
      BirthdayTerms terms,
      Birthday.Given given,
      boolean careful) {
    return books
        .settled(
            command.programme(), command.owner.member(), command.cause(), command.terms().reward())
        .filter(settled -> write(command, listed, terms, given, settled, careful))
        .map(_ -> Done.GIVEN);
  }

  private boolean write(
      Command command,
      ListedBirthday listed,
      BirthdayTerms terms,
      Birthday.Given given,
      Ledger settled,
      boolean careful) {
    int year = given.birthday().getYear();
    var coded = coded(command, year, careful);
    var candidate = new Candidate(coded.hash(), coded.id(), command.today(), new TreeMap<>());
    var ledger = Gifts.forBirthday(settled, candidate, given.birthday(), command.cause());
    return books
        .open(command.programme())
        .ledger(ledger, command.terms().reward())
        .newVoucher(voucher(command, terms, coded, year))
        .birthdayGift(
            command.owner.member(), listed, new Birthday.Gift(year, command.today()), given.next())
        .commit();
  }

  /// One voucher for each member and year of birthdays: the id says so.
  private Coded coded(Command command, int year, boolean careful) {
    var id = command.owner.member() + "-birthday-" + year;
    return press.press(
        command.programme(), id, coded -> careful && isTaken(command.programme(), coded));
  }

  private boolean isTaken(ProgrammeId programme, Coded coded) {
    return books
        .vouchers()
        .get(programme, coded.hash())
        .filter(v -> !v.id().equals(coded.id()))
        .isPresent();
  }

  private static Voucher voucher(Command command, BirthdayTerms terms, Coded coded, int year) {
    return new Voucher(
        coded.hash(),
        coded.id(),
        year,
        command.owner.member(),
        Voucher.Kind.BIRTHDAY,
        new Money(terms.amountMinor(), command.terms().currency()),
        terms.minimumBasketMinor(),
        command.today(),
        command.today(),
        command.terms().zone(),
        new Voucher.Issued(),
        Optional.empty(),
        List.of(),
        0,
        new TreeMap<>(),
        coded.attempt(),
        coded.code().last4(),
        1);
  }
}
