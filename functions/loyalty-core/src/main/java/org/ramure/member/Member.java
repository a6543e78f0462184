// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.member;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A person enrolled: the only record with personal data.
///
/// @param identities at least one; at most {@value #MAX_IDENTITIES}
/// @param enrolledBy who asked for it, as callers are named in records
public record Member(
    MemberId id,
    Profile profile,
    List<KnownIdentity> identities,
    Instant enrolledAt,
    String enrolledBy) {

  public static final int MAX_IDENTITIES = 20;

  public Member {
    identities = List.copyOf(identities);
    if (identities.isEmpty() || identities.size() > MAX_IDENTITIES) {
      throw new IllegalArgumentException("a member with " + identities.size() + " identities");
    }
  }

  /// An identity with the key it is found by: whoever works without the identity keys still knows
  /// what to look for.
  public record KnownIdentity(Identity identity, IdentityKey key) {}

  /// What the person, or a shop for them, told us.
  ///
  /// @param language BCP 47, {@code fr} or {@code en}
  /// @param store where they belong
  public record Profile(
      Optional<String> givenName,
      Optional<String> familyName,
      Optional<LocalDate> birthday,
      String language,
      Optional<String> store) {

    /// The first birthday after a day: see {@link Birthday#after}.
    public Optional<LocalDate> birthdayAfter(LocalDate day, LeapDay leapDay) {
      return birthday.map(
          born -> new Birthday(born, Optional.empty(), Optional.empty()).after(day, leapDay));
    }
  }

  public List<IdentityKey> keys() {
    return identities.stream().map(KnownIdentity::key).toList();
  }
}
