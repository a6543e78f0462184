// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// The work a function could not finish at once: tried again a few times, then put aside for a
/// person.
///
/// A message stays hidden six times as long as its consumer may run, as Lambda asks, so that a
/// throttled batch is not delivered a second time while the first still waits.
final class QueueWithDeadLetters extends Construct {

  private static final int VISIBILITY_FACTOR = 6;
  private static final int ATTEMPTS = 5;

  private final String environment;
  private final Queue queue;
  private final Queue deadLetters;

  /// @param environment the variable that tells a sender the queue's address
  /// @param consumer the function that will read the queue
  QueueWithDeadLetters(Construct scope, String id, String environment, Deployable consumer) {
    super(scope, id);
    this.environment = environment;
    deadLetters = DeadLetters.in(this, "DeadLetters");
    queue =
        Queue.Builder.create(this, "Queue")
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .retentionPeriod(Duration.days(DeadLetters.KEPT_DAYS))
            .visibilityTimeout(Duration.seconds(VISIBILITY_FACTOR * consumer.timeoutSeconds()))
            .deadLetterQueue(
                DeadLetterQueue.builder().queue(deadLetters).maxReceiveCount(ATTEMPTS).build())
            .build();
  }

  String environment() {
    return environment;
  }

  /// The variable that tells the address of the dead letters.
  String deadLettersEnvironment() {
    return environment.replace("_QUEUE_URL", "_DEAD_LETTERS_URL");
  }

  Queue queue() {
    return queue;
  }

  Queue deadLetters() {
    return deadLetters;
  }
}
