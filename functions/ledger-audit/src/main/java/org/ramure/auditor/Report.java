// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.audit.Difference;
import org.ramure.lambda.programme.Fault;

/// What an operator is told.
sealed interface Report {

  /// @param errors what is wrong with the question
  record Refused(List<Fault> errors) implements Report {}

  /// @param audited how many of each were looked at
  /// @param inMotion how many of them were written while they were read, so that nothing was said
  /// @param members with differences
  /// @param leftOut differences beyond those told
  /// @param next where to go on, when the audit was not through in the time of one call
  record Audited(
      String programme,
      Map<String, Integer> audited,
      int inMotion,
      int differences,
      List<OfMember> members,
      int leftOut,
      Optional<String> next)
      implements Report {

    static Audited of(String programme, Tally tally, Optional<Place> next) {
      var audited = new LinkedHashMap<String, Integer>();
      Stream.of(Walk.values()).forEach(walk -> audited.put(walk.word(), tally.audited(walk)));
      return new Audited(
          programme,
          audited,
          tally.moving(),
          tally.differences(),
          tally.kept().entrySet().stream()
              .map(of -> OfMember.of(of.getKey(), of.getValue()))
              .toList(),
          tally.leftOut(),
          next.map(Place::toString));
    }
  }

  /// @param member absent for what is nobody's
  record OfMember(Optional<String> member, List<Told> differences) {

    static OfMember of(Tally.Owner owner, List<Difference> differences) {
      return new OfMember(
          owner.member().map(Object::toString), differences.stream().map(Told::of).toList());
    }
  }

  /// @param kind as the documentation lists it
  record Told(String kind, String about, long expected, long found, String says) {

    static Told of(Difference d) {
      return new Told(d.kind().code(), d.about(), d.expected(), d.found(), d.says());
    }
  }
}
