// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.util.function.UnaryOperator;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.DeduplicationScope;
import software.amazon.awscdk.services.sqs.FifoThroughputLimit;
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
    this(scope, id, environment, consumer, kind -> kind);
  }

  private QueueWithDeadLetters(
      Construct scope,
      String id,
      String environment,
      Deployable consumer,
      UnaryOperator<Queue.Builder> kind) {
    super(scope, id);
    this.environment = environment;
    deadLetters = DeadLetters.in(this, "DeadLetters", kind);
    queue =
        kind.apply(Queue.Builder.create(this, "Queue"))
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .retentionPeriod(Duration.days(DeadLetters.KEPT_DAYS))
            .visibilityTimeout(Duration.seconds(VISIBILITY_FACTOR * consumer.timeoutSeconds()))
            .deadLetterQueue(
                DeadLetterQueue.builder().queue(deadLetters).maxReceiveCount(ATTEMPTS).build())
            .build();
  }

  /// A queue in which the messages of a group wait for each other: one that fails holds up its own
  /// group, and no other. Groups are counted apart, so that a few hot ones do not use up the calls
  /// that the queue as a whole would allow.
  static QueueWithDeadLetters inTurn(
      Construct scope, String id, String environment, Deployable consumer) {
    return new QueueWithDeadLetters(scope, id, environment, consumer, QueueWithDeadLetters::inTurn);
  }

  private static Queue.Builder inTurn(Queue.Builder queue) {
    return queue
        .fifo(true)
        .deduplicationScope(DeduplicationScope.MESSAGE_GROUP)
        .fifoThroughputLimit(FifoThroughputLimit.PER_MESSAGE_GROUP_ID);
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
