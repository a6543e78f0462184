// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.member;

/// A member's opaque id; the ledger's pseudonym once the person is erased.
public record MemberId(String value) {

  public MemberId {
    if (!value.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("not a member id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
