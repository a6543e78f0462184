// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.time.Instant;
import java.util.Optional;

/// What stays on the list of a programme's keys, also of those that have ended.
///
/// @param createdBy the caller's name, or the operator's
/// @param replaced where a newer key has taken its place; it lives on until it expires
public record ListedApiKey(
    ApiKey key, String createdBy, Optional<Change> revoked, Optional<Replaced> replaced) {

  /// @param successor the id of the newer key
  public record Replaced(String successor, Change change) {}

  /// One that an operator makes, who holds no key of the programme.
  public static ListedApiKey byOperator(ApiKey key) {
    return new ListedApiKey(key, "operator", Optional.empty(), Optional.empty());
  }

  public boolean isLiveAt(Instant now) {
    return revoked.isEmpty() && key.isLiveAt(now);
  }

  /// Whether it may administrate, today and as long as nobody ends it.
  public boolean isLastingAdmin() {
    return revoked.isEmpty()
        && key.expiresAt().isEmpty()
        && key.scope() == ApiKey.Scope.ADMIN
        && key.isUnbound();
  }

  public ListedApiKey revokedBy(Change change) {
    return new ListedApiKey(key, createdBy, Optional.of(change), replaced);
  }

  public ListedApiKey replacedBy(String successor, Instant expiresAt, Change change) {
    return new ListedApiKey(
        key.expiringAt(expiresAt),
        createdBy,
        revoked,
        Optional.of(new Replaced(successor, change)));
  }
}
