// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.caller;

import java.util.Optional;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ApiKey.Scope;

/// Who is calling. Whoever it is belongs to one programme, and every key read or written for them
/// begins with it.
public sealed interface Caller {

  ProgrammeId programme();

  /// How the caller is named where a deed is recorded: {@code key:<id>} or {@code member:<id>}.
  String name();

  /// A shop, till or script.
  ///
  /// @param keyId names the key in logs and records; says nothing about the key
  /// @param store the only store this key speaks for, where it is bound to one
  /// @param source the only source this key speaks for, where it is bound to one
  record ApiKeyCaller(
      ProgrammeId programme,
      Scope scope,
      String keyId,
      Optional<String> store,
      Optional<String> source)
      implements Caller {

    static ApiKeyCaller of(ApiKey key) {
      return new ApiKeyCaller(key.programme(), key.scope(), key.id(), key.store(), key.source());
    }

    @Override
    public String name() {
      return "key:" + keyId;
    }

    /// The source meant by a call: the one named, or the bound one; empty where neither is there or
    /// they differ.
    public Optional<String> sourceMeant(Optional<String> named) {
      return meant(source, named);
    }

    /// The store meant by a call, likewise.
    public Optional<String> storeMeant(Optional<String> named) {
      return meant(store, named);
    }

    /// Whether this key is bound to another source than the one named.
    public boolean isForeignSource(String named) {
      return source.filter(s -> !s.equals(named)).isPresent();
    }

    /// Whether this key is bound to another store than the one named.
    public boolean isForeignStore(String named) {
      return store.filter(s -> !s.equals(named)).isPresent();
    }

    private static Optional<String> meant(Optional<String> bound, Optional<String> named) {
      if (bound.isEmpty()) {
        return named;
      }
      return bound.filter(b -> named.map(b::equals).orElse(true));
    }
  }

  /// A member on their own phone or page.
  record MemberCaller(ProgrammeId programme, MemberId member) implements Caller {

    @Override
    public String name() {
      return "member:" + member;
    }
  }
}
