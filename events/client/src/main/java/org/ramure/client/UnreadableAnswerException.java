// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

/// What came back is not what the contract says: something else answers at this address, or a
/// deployment that is older than this client.
public final class UnreadableAnswerException extends RamureException {

  private static final long serialVersionUID = 1L;

  private final int status;

  UnreadableAnswerException(int status, Exception why) {
    super("an answer " + status + " that cannot be read", why);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
