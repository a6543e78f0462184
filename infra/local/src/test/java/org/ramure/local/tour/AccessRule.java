// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import java.util.Optional;
import java.util.Set;
import org.ramure.local.tour.PublishedApi.Allowed;
import org.ramure.local.tour.PublishedApi.Operation;
import org.ramure.local.tour.Visitor.Who;

/// How far a visitor gets with some things, by what the contract says of the operation. The order
/// is the published one: 401, 403 of the scope and of what the path names, 404, 403 of what else
/// the request names.
final class AccessRule {

  /// Parameters that name nothing that must exist.
  private static final Set<String> FREE = Set.of("documentId", "refundId", "queue");

  private AccessRule() {}

  sealed interface Verdict {
    /// Whatever the use case says.
    record MayTry() implements Verdict {}

    record Denied(int status) implements Verdict {}

    /// The call is theirs, the things are not: answered as if there were no such things.
    record AsIfNotThere() implements Verdict {}
  }

  static Verdict of(Operation operation, Visitor visitor, Things things) {
    return operation
        .allowed()
        .map(allowed -> of(allowed, operation, visitor.who(), things))
        .orElse(new Verdict.Denied(401));
  }

  private static Verdict of(Allowed allowed, Operation operation, Who who, Things things) {
    return switch (who) {
      case Who.Nobody _ -> new Verdict.Denied(401);
      case Who.Member member -> member(allowed, member, things);
      case Who.Key key -> key(allowed, operation, key, things);
    };
  }

  private static Verdict member(Allowed allowed, Who.Member member, Things things) {
    if (!allowed.ownMember()) {
      return new Verdict.Denied(401);
    }
    return member.id().equals(things.fact("member"))
        ? new Verdict.MayTry()
        : new Verdict.Denied(403);
  }

  private static Verdict key(Allowed allowed, Operation operation, Who.Key key, Things things) {
    if (!allowed.keys().contains(key.scope())) {
      return new Verdict.Denied(403);
    }
    if (isHeldBack(allowed, operation, key, things, true)) {
      return new Verdict.Denied(allowed.foreign());
    }
    boolean theirs = key.programme().equals(things.programme());
    boolean namesThings =
        operation.findsThings()
            && operation.parameters().stream().anyMatch(name -> !FREE.contains(name));
    if (!theirs && namesThings) {
      return new Verdict.Denied(404);
    }
    if (isHeldBack(allowed, operation, key, things, false)) {
      return new Verdict.Denied(allowed.foreign());
    }
    return theirs ? new Verdict.MayTry() : new Verdict.AsIfNotThere();
  }

  /// @param byPath whether what the path names is asked about, or the rest of the request
  private static boolean isHeldBack(
      Allowed allowed, Operation operation, Who.Key key, Things things, boolean byPath) {
    return allowed.bound().entrySet().stream()
        .filter(bound -> isKnownFromThePath(bound.getValue()) == byPath)
        .anyMatch(
            bound ->
                bindingOf(key, bound.getKey())
                    .filter(
                        own -> isOther(own, bound.getKey(), bound.getValue(), operation, things))
                    .isPresent());
  }

  private static boolean isKnownFromThePath(String where) {
    return where.equals("none") || where.startsWith("path.");
  }

  private static boolean isOther(
      String own, String kind, String where, Operation operation, Things things) {
    return where.equals("none")
        || things.named(kind, operation, where).filter(named -> !named.equals(own)).isPresent();
  }

  private static Optional<String> bindingOf(Who.Key key, String kind) {
    return kind.equals("source") ? key.source() : key.store();
  }
}
