// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.identity;

import org.ramure.lambda.key.KeyRing;
import org.ramure.member.Identity;
import org.ramure.member.IdentityKey;
import org.ramure.programme.ProgrammeId;

/// Turns an identity into the key under which it is kept and found. The hash is a table key, so the
/// ring's current generation must stay what it is until a re-keying run has rewritten every
/// identity and hint.
public final class IdentityHashes {

  private static final String PURPOSE = "identity";

  private final KeyRing keys;

  public IdentityHashes(KeyRing keys) {
    this.keys = keys;
  }

  public IdentityKey key(ProgrammeId programme, Identity identity) {
    var scope =
        switch (identity) {
          case Identity.ShopCustomer c -> c.source();
          case Identity.Email _, Identity.Phone _, Identity.Card _ -> "";
        };
    return new IdentityKey(
        identity.kind(),
        keys.hmacHex(
            keys.current(),
            PURPOSE,
            programme.value(),
            identity.kind().name(),
            scope,
            identity.value()));
  }
}
