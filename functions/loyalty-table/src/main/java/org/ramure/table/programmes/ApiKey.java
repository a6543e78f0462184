// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.time.Instant;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;

/// A key that a till, shop or script calls with; the key itself is nowhere, only its hash.
///
/// @param hash lower-case hex of its SHA-256: the key is random and long, so no salt is needed
/// @param id names it in records and when it is revoked; says nothing about the key
/// @param label what the administrator calls it
/// @param store the only store it speaks for, where it is bound to one
/// @param source the only source it speaks for, where it is bound to one
/// @param expiresAt from when on it opens nothing; a newer key has taken its place
public record ApiKey(
    String hash,
    ProgrammeId programme,
    String id,
    String label,
    Scope scope,
    Optional<String> store,
    Optional<String> source,
    Instant createdAt,
    Optional<Instant> expiresAt) {

  /// What a key may do.
  public enum Scope {
    /// A till: check and use vouchers, find and enrol members, send its own sales.
    TILL,
    /// A web shop: the same on behalf of its signed-in customers, and tokens for them.
    SHOP,
    /// The brand's staff and scripts.
    ADMIN
  }

  public ApiKey {
    ProgrammeKeys.requireId(id);
  }

  /// One that lives until somebody ends it.
  public ApiKey(
      String hash,
      ProgrammeId programme,
      String id,
      String label,
      Scope scope,
      Optional<String> store,
      Optional<String> source,
      Instant createdAt) {
    this(hash, programme, id, label, scope, store, source, createdAt, Optional.empty());
  }

  public boolean isLiveAt(Instant now) {
    return expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
  }

  public boolean isUnbound() {
    return store.isEmpty() && source.isEmpty();
  }

  ApiKey expiringAt(Instant end) {
    return new ApiKey(
        hash, programme, id, label, scope, store, source, createdAt, Optional.of(end));
  }
}
