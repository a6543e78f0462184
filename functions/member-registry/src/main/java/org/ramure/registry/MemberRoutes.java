// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.caller.Caller;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.caller.MemberTokens;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import org.ramure.lambda.identity.IdentityHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.member.IdentityKey;
import org.ramure.member.Member;
import org.ramure.member.Member.KnownIdentity;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.MemberTable;

/// Who somebody is.
final class MemberRoutes {

  private final Programmes programmes;
  private final MemberTable members;
  private final Enrolment enrolment;
  private final IdentityHashes hashes;
  private final MemberTokens tokens;
  private final Metrics metrics;
  private final InstantSource clock;

  MemberRoutes(
      Programmes programmes,
      MemberTable members,
      Enrolment enrolment,
      IdentityHashes hashes,
      MemberTokens tokens,
      Metrics metrics,
      InstantSource clock) {
    this.programmes = programmes;
    this.members = members;
    this.enrolment = enrolment;
    this.hashes = hashes;
    this.tokens = tokens;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// 201 with the new member, or 200 with the one who exists, unchanged.
  HttpAnswer enrol(HttpRequest request, ApiKeyCaller caller) {
    EnrolRequest given = request.read(EnrolRequest.READER);
    var origin = Origin.of(caller, given.store(), given.identities().source(), programmes);
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var terms = programmes.inForceAt(caller.programme(), now).terms();
    var today = LocalDate.ofInstant(now, terms.zone());
    var person =
        new Enrolment.Person(
            caller.programme(),
            given.profile(today, origin.storeId()),
            known(caller.programme(), given.identities(), origin),
            caller.name(),
            today,
            terms.leapDay(),
            now);
    return answer(enrolment.enrol(person));
  }

  private HttpAnswer answer(Enrolment.Outcome outcome) {
    return switch (outcome) {
      case Enrolment.Outcome.Enrolled(Member member) -> {
        metrics.count("MembersEnrolled", 1);
        yield HttpAnswer.created(MemberView.of(member))
            .with("location", "/v1/members/" + member.id());
      }
      case Enrolment.Outcome.Existing(Member member) -> HttpAnswer.ok(MemberView.of(member));
      case Enrolment.Outcome.OfSeveral(Map<IdentityKey.Kind, MemberId> owners) ->
          ofSeveral(owners).answer();
    };
  }

  private static Problem ofSeveral(Map<IdentityKey.Kind, MemberId> owners) {
    var names = new TreeMap<String, String>();
    owners.forEach((kind, owner) -> names.put(kind.name(), owner.value()));
    return new Problem(
            ProblemType.IDENTITIES_OF_SEVERAL_MEMBERS,
            "These identities belong to different members",
            "Nothing was changed. Enrol with one of them, or have the members merged")
        .with("members", names);
  }

  /// Everybody whom one of the identities recognises.
  HttpAnswer search(HttpRequest request, ApiKeyCaller caller) {
    SearchRequest given = request.read(SearchRequest.READER);
    var origin = Origin.of(caller, given.store(), given.identities().source(), programmes);
    var keys =
        known(caller.programme(), given.identities(), origin).stream()
            .map(KnownIdentity::key)
            .toList();
    var found =
        new LinkedHashSet<>(members.find(caller.programme(), keys).values())
            .stream()
                .flatMap(member -> members.get(caller.programme(), member).stream())
                .map(MemberView::of)
                .toList();
    return HttpAnswer.ok(Map.of("members", found));
  }

  HttpAnswer read(HttpRequest request, Caller caller) {
    return members
        .get(caller.programme(), memberId(request))
        .map(member -> HttpAnswer.ok(MemberView.of(member)))
        .orElseThrow(MemberRoutes::noSuchMember);
  }

  /// A short-lived token for a customer whom the shop has signed in.
  HttpAnswer token(HttpRequest request, ApiKeyCaller caller) {
    var member =
        members.get(caller.programme(), memberId(request)).orElseThrow(MemberRoutes::noSuchMember);
    return HttpAnswer.created(tokens.issue(caller.programme(), member.id(), clock.instant()));
  }

  private List<KnownIdentity> known(ProgrammeId programme, GivenIdentities given, Origin origin) {
    return given.normal(origin.phoneRegion()).stream()
        .map(identity -> new KnownIdentity(identity, hashes.key(programme, identity)))
        .toList();
  }

  /// The member of the path; what cannot be an id is nobody's.
  static MemberId memberId(HttpRequest request) {
    try {
      return new MemberId(request.path("member"));
    } catch (IllegalArgumentException _) {
      throw noSuchMember();
    }
  }

  static Problem.Refused noSuchMember() {
    return new Problem.Refused(Problem.notFound("No such member"));
  }
}
