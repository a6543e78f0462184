// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.programme;

/// One thing that is wrong with what was sent.
///
/// @param path where, as {@code rules[2].bracket.amountMinor}; empty for the whole
/// @param message what is wrong, in words for whoever wrote it
public record Fault(String path, String message) {

  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }
}
