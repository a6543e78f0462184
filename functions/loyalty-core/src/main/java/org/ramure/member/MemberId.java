// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.member;

import java.util.regex.Pattern;

/// A member's opaque id; the ledger's pseudonym once the person is erased.
public record MemberId(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public MemberId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a member id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
