// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.ramure.member.Identity;
import org.ramure.member.Member;

/// A member as the API shows them.
record MemberView(
    String id,
    Optional<String> givenName,
    Optional<String> familyName,
    Optional<LocalDate> birthday,
    String language,
    Optional<String> store,
    List<IdentityView> identities,
    Instant enrolledAt) {

  /// @param source of a shop's customer id
  record IdentityView(String kind, Optional<String> source, String value) {

    static IdentityView of(Identity identity) {
      var source =
          switch (identity) {
            case Identity.ShopCustomer c -> Optional.of(c.source());
            case Identity.Email _, Identity.Phone _, Identity.Card _ -> Optional.<String>empty();
          };
      return new IdentityView(identity.kind().name(), source, identity.value());
    }
  }

  static MemberView of(Member member) {
    var profile = member.profile();
    return new MemberView(
        member.id().value(),
        profile.givenName(),
        profile.familyName(),
        profile.birthday(),
        profile.language(),
        profile.store(),
        member.identities().stream().map(known -> IdentityView.of(known.identity())).toList(),
        member.enrolledAt());
  }
}
