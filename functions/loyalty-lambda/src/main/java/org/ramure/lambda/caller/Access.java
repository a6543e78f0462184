// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.caller;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.caller.Caller.MemberCaller;
import org.ramure.table.programmes.ApiKey.Scope;

/// Who may take one route, as data: a test can walk every route with every caller.
///
/// @param scopes keys of these scopes; a key bound to a source only on paths of that source
/// @param member whether a member may, and then only on paths of their own {@code {member}}
public record Access(Set<Scope> scopes, boolean member) {

  public Access {
    scopes = Set.copyOf(scopes);
  }

  public static Access keys(Scope first, Scope... more) {
    return new Access(EnumSet.of(first, more), false);
  }

  public Access orOwnMember() {
    return new Access(scopes, true);
  }

  /// Whether the route takes credentials of this kind at all. Where no member may, a token is as
  /// good as none: most functions could not even verify it.
  public boolean isFor(Caller caller) {
    return switch (caller) {
      case ApiKeyCaller _ -> true;
      case MemberCaller _ -> member;
    };
  }

  /// Whether the caller may take the route.
  ///
  /// @param path the parameters of the path by name
  public boolean allows(Caller caller, Map<String, String> path) {
    return switch (caller) {
      case ApiKeyCaller key ->
          scopes.contains(key.scope())
              && (!path.containsKey("source") || !key.isForeignSource(path.get("source")));
      case MemberCaller own -> member && own.member().value().equals(path.get("member"));
    };
  }
}
