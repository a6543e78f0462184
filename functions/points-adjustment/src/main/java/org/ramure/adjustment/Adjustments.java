// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.adjustment;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.ramure.lambda.Json;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.IdempotencyKey;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import org.ramure.lambda.programme.Programmes;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Accrual;
import org.ramure.points.Adjustment;
import org.ramure.points.Cause;
import org.ramure.points.Ledger;
import org.ramure.programme.Channel;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.table.Booking;
import org.ramure.table.Booking.Books;
import org.ramure.table.Contention;
import org.ramure.table.MemberTable;
import org.ramure.table.Once;

/// Asks for adjustments, decides about them, lists them.
final class Adjustments {

  /// Ours are shorter; a longer one might not fit into a key.
  private static final int LONGEST_ID = 64;

  private final Books books;
  private final MemberTable members;
  private final Programmes programmes;
  private final InstantSource clock;

  Adjustments(Books books, MemberTable members, Programmes programmes, InstantSource clock) {
    this.books = books;
    this.members = members;
    this.programmes = programmes;
    this.clock = clock;
  }

  /// Whose account, under which version, when and by whom.
  private record Desk(MemberId member, ProgrammeVersion version, ApiKeyCaller caller, Instant now) {

    ProgrammeId programme() {
      return caller.programme();
    }

    ProgrammeTerms terms() {
      return version.terms();
    }

    LocalDate today() {
      return LocalDate.ofInstant(now, terms().zone());
    }

    /// As a purchase of today would live.
    LocalDate lastDay() {
      return Accrual.Days.firstPosting(terms(), Channel.TILL, today(), now).lastDay();
    }

    /// The key stands behind whom it names: the engine itself knows no people.
    String name(String by) {
      return caller.name() + "/" + by;
    }

    Cause cause(Adjustment adjustment, String by) {
      return new Cause(
          name(by),
          now,
          today(),
          version.number(),
          Optional.of(adjustment.subject()),
          List.of(adjustment.why()));
    }
  }

  private Desk desk(HttpRequest request, ApiKeyCaller caller) {
    var now = clock.instant();
    return new Desk(member(request), programmes.inForceAt(caller.programme(), now), caller, now);
  }

  /// The member of the path; what cannot be an id is nobody's.
  private static MemberId member(HttpRequest request) {
    try {
      return new MemberId(request.path("member"));
    } catch (IllegalArgumentException _) {
      throw noSuchMember();
    }
  }

  private static Problem.Refused noSuchMember() {
    return new Problem.Refused(Problem.notFound("No such member"));
  }

  /// Posts it at once, or keeps it for a second person.
  HttpAnswer request(HttpRequest request, ApiKeyCaller caller) {
    Asked asked = request.read(Asked.READER);
    var once = IdempotencyKey.of(request, caller);
    var desk = desk(request, caller);
    return Contention.decided(() -> again(once).or(() -> attempt(desk, asked, once)))
        .orElseGet(Problem::busy);
  }

  private Optional<HttpAnswer> again(Once once) {
    return IdempotencyKey.again(books.ledgers().before(once));
  }

  /// @return empty when somebody else wrote meanwhile
  private Optional<HttpAnswer> attempt(Desk desk, Asked asked, Once once) {
    var asking =
        new Adjustment(
            UUID.randomUUID().toString(),
            asked.points(),
            asked.reason(),
            asked.by(),
            desk.now(),
            new Adjustment.Waiting());
    if (Adjustment.needsSecondPerson(asked.points(), desk.terms().adjustments().ceilingPoints())) {
      requireMember(desk, account(desk));
      return write(
          books.open(desk.programme()).newAdjustment(desk.member(), asking), 202, asking, once);
    }
    var posted = asking.as(new Adjustment.Posted(asking.by(), desk.now()));
    return post(desk, posted, asking.by())
        .flatMap(
            prepared ->
                switch (prepared) {
                  case Refused(HttpAnswer refusal) -> Optional.of(refusal);
                  case Ready(Booking ready) ->
                      write(ready.newAdjustment(desk.member(), posted), 201, posted, once);
                });
  }

  private static Optional<HttpAnswer> write(
      Booking booking, int status, Adjustment adjustment, Once once) {
    var answer = new Once.Answer(status, Json.text(AdjustmentView.of(adjustment)));
    return booking.once(once, answer).commit()
        ? Optional.of(new HttpAnswer(status, java.util.Map.of(), "application/json", answer.body()))
        : Optional.empty();
  }

  private sealed interface Prepared {}

  private record Ready(Booking booking) implements Prepared {}

  private record Refused(HttpAnswer answer) implements Prepared {}

  /// The ledger with the adjustment, not written yet.
  ///
  /// @return empty when others kept writing the account
  private Optional<Prepared> post(Desk desk, Adjustment posted, String by) {
    var cause = desk.cause(posted, by);
    return books
        .settled(desk.programme(), desk.member(), cause.because(List.of()), desk.terms().reward())
        .map(settled -> post(desk, posted, settled, cause));
  }

  private Prepared post(Desk desk, Adjustment posted, Ledger settled, Cause cause) {
    requireMember(desk, settled.account());
    return switch (posted.post(settled, desk.lastDay(), cause)) {
      case Adjustment.Adjusted(Ledger ledger) ->
          new Ready(books.open(desk.programme()).ledger(ledger, desk.terms().reward()));
      case Adjustment.NotEnough(long available) -> new Refused(notEnough(available));
    };
  }

  private static HttpAnswer notEnough(long available) {
    return new Problem(
            ProblemType.NOT_ENOUGH_POINTS,
            "The member has fewer points than that",
            "No debt is made by hand; take at most what is available")
        .with("available", available)
        .answer();
  }

  private Account account(Desk desk) {
    return books.ledgers().account(desk.programme(), desk.member(), desk.today());
  }

  /// Only where nothing was ever written is a second read needed to tell a new member from nobody.
  private void requireMember(Desk desk, Account account) {
    if (account.version() == 0 && members.get(desk.programme(), desk.member()).isEmpty()) {
      throw noSuchMember();
    }
  }

  /// A second person's word. The same word again is answered alike.
  HttpAnswer decide(HttpRequest request, ApiKeyCaller caller) {
    Asked.Decision decision = request.read(Asked.Decision.READER);
    var desk = desk(request, caller);
    return Contention.decided(() -> attempt(desk, request.path("id"), decision))
        .orElseGet(Problem::busy);
  }

  private Optional<HttpAnswer> attempt(Desk desk, String id, Asked.Decision decision) {
    var asked =
        Optional.of(id)
            .filter(one -> one.length() <= LONGEST_ID)
            .flatMap(one -> books.ledgers().adjustment(desk.programme(), desk.member(), one))
            .orElseThrow(() -> new Problem.Refused(Problem.notFound("No such adjustment")));
    var by = decision.by();
    var next =
        switch (decision.decision()) {
          case APPROVE -> asked.as(new Adjustment.Posted(by, desk.now()));
          case REJECT -> asked.as(new Adjustment.Rejected(by, desk.now()));
        };
    return switch (asked.state()) {
      case Adjustment.Waiting _ -> decide(desk, asked, next, by);
      case Adjustment.Posted posted ->
          Optional.of(decided(asked, posted.by().equals(by) && isPosted(next)));
      case Adjustment.Rejected rejected ->
          Optional.of(decided(asked, rejected.by().equals(by) && !isPosted(next)));
    };
  }

  private static boolean isPosted(Adjustment adjustment) {
    return adjustment.state() instanceof Adjustment.Posted;
  }

  private static HttpAnswer decided(Adjustment adjustment, boolean sameWord) {
    return sameWord
        ? HttpAnswer.ok(AdjustmentView.of(adjustment))
        : new Problem(
                ProblemType.ALREADY_DECIDED,
                "The adjustment was decided already",
                "Nothing was changed; ask for a new one")
            .answer();
  }

  private Optional<HttpAnswer> decide(Desk desk, Adjustment asked, Adjustment next, String by) {
    if (isPosted(next) && asked.by().equalsIgnoreCase(by)) {
      return Optional.of(secondPersonNeeded());
    }
    if (!isPosted(next)) {
      return written(desk, books.open(desk.programme()), next);
    }
    return post(desk, next, by)
        .flatMap(
            prepared ->
                switch (prepared) {
                  case Refused(HttpAnswer refusal) -> Optional.of(refusal);
                  case Ready(Booking booking) -> written(desk, booking, next);
                });
  }

  private static Optional<HttpAnswer> written(Desk desk, Booking booking, Adjustment next) {
    return booking.decided(desk.member(), next).commit()
        ? Optional.of(HttpAnswer.ok(AdjustmentView.of(next)))
        : Optional.empty();
  }

  private static HttpAnswer secondPersonNeeded() {
    return new Problem(
            ProblemType.SECOND_PERSON_NEEDED,
            "A second person has to agree",
            "Above the programme's ceiling nobody adjusts alone")
        .answer();
  }

  /// The latest first.
  HttpAnswer list(HttpRequest request, ApiKeyCaller caller) {
    var desk = desk(request, caller);
    var all = books.ledgers().adjustments(desk.programme(), desk.member());
    if (all.isEmpty()) {
      requireMember(desk, account(desk));
    }
    return HttpAnswer.ok(new AdjustmentView.All(all.stream().map(AdjustmentView::of).toList()));
  }
}
