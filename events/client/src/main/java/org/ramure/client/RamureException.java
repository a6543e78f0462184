// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

/// Why a call has no answer to give: {@link ProblemException}, {@link NoAnswerException} or {@link
/// UnreadableAnswerException}.
public abstract sealed class RamureException extends RuntimeException
    permits ProblemException, NoAnswerException, UnreadableAnswerException {

  private static final long serialVersionUID = 1L;

  RamureException(String message, Throwable cause) {
    super(message, cause);
  }

  RamureException(String message) {
    super(message);
  }
}
