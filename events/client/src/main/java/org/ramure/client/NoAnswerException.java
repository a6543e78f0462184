// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

/// Nothing came back, however often it was tried. Nothing is known about the outcome: if it had
/// worked, the very same call again gets the first answer.
public final class NoAnswerException extends RamureException {

  private static final long serialVersionUID = 1L;

  NoAnswerException(Call call, Exception why) {
    super(call + ": no answer", why);
  }
}
