// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import org.ramure.lambda.caller.Caller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import org.ramure.lambda.programme.Programmes;
import org.ramure.member.Birthday;
import org.ramure.member.LeapDay;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Contention;
import org.ramure.table.MemberTable;

/// A birthday is told after the enrolment, or told anew: once, because it is worth a voucher.
record BirthdayRoutes(MemberTable members, Programmes programmes, InstantSource clock) {

  /// @param countsFrom the first day on which it counts for gifts, where it was another before
  record BirthdayView(LocalDate birthday, Optional<LocalDate> countsFrom) {

    static BirthdayView of(Birthday birthday) {
      return new BirthdayView(birthday.born(), birthday.before().map(Birthday.Before::until));
    }
  }

  /// What is told of whom, and when.
  private record Told(
      ProgrammeId programme, MemberId member, LocalDate born, LocalDate today, LeapDay leapDay) {}

  HttpAnswer put(HttpRequest request, Caller caller) {
    BirthdayRequest given = request.read(BirthdayRequest.READER);
    var terms = programmes.inForceAt(caller.programme(), clock.instant()).terms();
    var today = LocalDate.ofInstant(clock.instant(), terms.zone());
    BirthdayRequest.check(given.birthday(), today);
    var told =
        new Told(
            caller.programme(),
            MemberRoutes.memberId(request),
            given.birthday(),
            today,
            terms.leapDay());
    return Contention.decided(() -> keep(told))
        .map(birthday -> HttpAnswer.ok(BirthdayView.of(birthday)))
        .orElseThrow(() -> new IllegalStateException("others kept writing: " + told.member));
  }

  /// @return empty when somebody else wrote it meanwhile
  private Optional<Birthday> keep(Told told) {
    return members
        .birthday(told.programme, told.member)
        .map(listed -> change(told, listed.birthday()))
        .orElseGet(() -> first(told));
  }

  private Optional<Birthday> first(Told told) {
    if (members.get(told.programme, told.member).isEmpty()) {
      throw MemberRoutes.noSuchMember();
    }
    var birthday = new Birthday(told.born, Optional.empty(), Optional.empty());
    var next = birthday.after(told.today, told.leapDay);
    return members.tell(told.programme, told.member, told.born, next)
        ? Optional.of(birthday)
        : Optional.empty();
  }

  private Optional<Birthday> change(Told told, Birthday known) {
    if (known.born().equals(told.born)) {
      return Optional.of(known);
    }
    var changed = known.changed(told.born, told.today).orElseThrow(BirthdayRoutes::changedBefore);
    var next = changed.after(told.today, told.leapDay);
    return members.change(told.programme, told.member, known, changed, next)
        ? Optional.of(changed)
        : Optional.empty();
  }

  private static Problem.Refused changedBefore() {
    return new Problem.Refused(
        new Problem(
            ProblemType.BIRTHDAY_CHANGED_BEFORE,
            "The birthday was changed before",
            "A member changes it once; nothing was changed"));
  }
}
