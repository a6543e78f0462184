// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.batch;

import org.ramure.lambda.Environment;
import org.ramure.lambda.MessageQueue;

/// Accounts that may have vouchers to mint, beside those that the stream tells of: {@code
/// {"account": "<partition>"}}.
public record MintingQueue(MessageQueue queue) {

  private static final String ACCOUNT = "account";

  public static MintingQueue of(Environment environment) {
    return new MintingQueue(environment.queue("MINTING_QUEUE_URL"));
  }

  /// @param partition of the account
  public void send(String partition) {
    queue.send(KeyMessage.text(ACCOUNT, partition));
  }

  /// @return the account's partition
  public static String parse(String body) {
    return KeyMessage.key(ACCOUNT, body);
  }
}
