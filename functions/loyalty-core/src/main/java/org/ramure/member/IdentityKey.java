// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.member;

import java.util.Comparator;

/// A key that recognises a member, kept only as a keyed hash.
///
/// @param hash lower-case hex of HMAC-SHA256 over the normalised value and its scope; shop ids are
///     scoped by their source
public record IdentityKey(Kind kind, String hash) implements Comparable<IdentityKey> {

  /// In order of strength: a purchase belongs to the member whom its strongest hint finds.
  public enum Kind {
    CARD,
    SHOP_CUSTOMER,
    EMAIL,
    PHONE
  }

  private static final Comparator<IdentityKey> BY_STRENGTH =
      Comparator.comparing(IdentityKey::kind).thenComparing(IdentityKey::hash);

  @Override
  public int compareTo(IdentityKey other) {
    return BY_STRENGTH.compare(this, other);
  }
}
