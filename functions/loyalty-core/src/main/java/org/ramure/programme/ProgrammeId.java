// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.programme;

/// A brand's loyalty scheme; the first part of every key.
public record ProgrammeId(String value) {

  public ProgrammeId {
    if (!value.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException("not a programme id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
