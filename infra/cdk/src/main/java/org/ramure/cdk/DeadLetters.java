// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.util.function.UnaryOperator;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// The queue of last resort: what lies in it waits two weeks for a person, who is called by an
/// alarm at the first message.
final class DeadLetters {

  static final int KEPT_DAYS = 14;

  private DeadLetters() {}

  static Queue in(Construct scope, String id) {
    return in(scope, id, kind -> kind);
  }

  /// @param kind of queue, which is that of the queue they come from
  static Queue in(Construct scope, String id, UnaryOperator<Queue.Builder> kind) {
    return kind.apply(Queue.Builder.create(scope, id))
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true)
        .retentionPeriod(Duration.days(KEPT_DAYS))
        .build();
  }
}
