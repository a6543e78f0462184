// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.programme;

import java.util.regex.Pattern;

/// A brand's loyalty scheme; the first part of every key.
public record ProgrammeId(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  public ProgrammeId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a programme id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
