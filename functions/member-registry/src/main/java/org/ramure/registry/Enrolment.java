// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ramure.lambda.Log;
import org.ramure.member.IdentityKey;
import org.ramure.member.LeapDay;
import org.ramure.member.Member;
import org.ramure.member.Member.KnownIdentity;
import org.ramure.member.Member.Profile;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Claims;
import org.ramure.table.MemberTable;
import org.ramure.table.MemberTable.ClaimsDue;

/// Makes a member of a person, once. The identities are the natural key: the same call twice, or
/// two tills at once, end at one member.
final class Enrolment {

  /// The identities were free when they were read and taken when they were written; after so many
  /// times somebody else is not the reason.
  private static final int MOST_ATTEMPTS = 5;

  private final MemberTable members;
  private final Claims claims;
  private final NewMemberIds ids;

  Enrolment(MemberTable members, Claims claims, NewMemberIds ids) {
    this.members = members;
    this.claims = claims;
    this.ids = ids;
  }

  sealed interface Outcome {
    record Enrolled(Member member) implements Outcome {}

    /// Unchanged, whatever else was said about them.
    record Existing(Member member) implements Outcome {}

    /// The identities are those of different people.
    record OfSeveral(Map<IdentityKey.Kind, MemberId> owners) implements Outcome {}
  }

  /// @param today in the programme's zone
  /// @param leapDay as the programme has it
  record Person(
      ProgrammeId programme,
      Profile profile,
      List<KnownIdentity> identities,
      String enrolledBy,
      LocalDate today,
      LeapDay leapDay,
      Instant now) {

    List<IdentityKey> keys() {
      return identities.stream().map(KnownIdentity::key).toList();
    }
  }

  Outcome enrol(Person person) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      var owners = members.find(person.programme(), person.keys());
      if (!owners.isEmpty()) {
        return known(person, owners);
      }
      var member =
          new Member(
              ids.next(), person.profile(), person.identities(), person.now(), person.enrolledBy());
      var birthday = person.profile().birthdayAfter(person.today(), person.leapDay());
      if (members.enrol(person.programme(), member, birthday)) {
        claim(person, member);
        return new Outcome.Enrolled(member);
      }
    }
    throw new IllegalStateException("identities neither free nor taken");
  }

  private Outcome known(Person person, Map<IdentityKey, MemberId> owners) {
    if (owners.values().stream().distinct().count() > 1) {
      var byKind = new TreeMap<IdentityKey.Kind, MemberId>();
      owners.forEach((key, owner) -> byKind.put(key.kind(), owner));
      return new Outcome.OfSeveral(byKind);
    }
    var owner = owners.values().iterator().next();
    return new Outcome.Existing(require(person.programme(), owner));
  }

  private Member require(ProgrammeId programme, MemberId member) {
    return members
        .get(programme, member)
        .orElseThrow(() -> new IllegalStateException("an identity of no member: " + member));
  }

  /// The member exists, whatever happens now: what is left over is finished by the nightly sweep,
  /// and must not look to the till as if the enrolment had failed.
  private void claim(Person person, Member member) {
    var due = new ClaimsDue(member, member.enrolledAt());
    try {
      int claimed = claims.finish(person.programme(), due, person.now());
      Log.info(
          "member.enrolled",
          Map.of(
              Log.Field.PROGRAMME, person.programme(),
              Log.Field.MEMBER, member.id(),
              Log.Field.COUNT, claimed));
    } catch (RuntimeException e) {
      Log.error("member.claims-left", Map.of(Log.Field.MEMBER, member.id()), e);
    }
  }
}
