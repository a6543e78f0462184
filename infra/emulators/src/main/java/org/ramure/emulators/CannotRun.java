// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

/// Something that has to be on the machine is missing, or a tool failed: the sentence says what.
final class CannotRun extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotRun(String sentence) {
    super(sentence);
  }

  CannotRun(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
