// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.SENT_TIMESTAMP;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.QUEUE_ARN;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.ramure.lambda.Environment;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// Dead letters and the way back. They belong to the deployment, not to one programme: a letter is
/// a key, its consumer reads the present state and writes the difference, so whoever sends back too
/// much changes nothing.
///
/// @param sqs made when first needed
record DeadLetters(Supplier<SqsClient> sqs, List<Queue> queues, InstantSource clock) {

  /// As many as one call of SQS shows.
  private static final int SEEN = 10;

  /// @param name on the API
  /// @param work the address of the queue the letters came from
  /// @param deadLetters the address of their own
  record Queue(String name, String work, String deadLetters) {}

  /// @param waiting about how many, as SQS counts
  /// @param oldestSentAt when the oldest of some that SQS showed was first sent; absent where there
  ///     is none
  /// @param age of that one, ISO 8601
  record Depth(String queue, int waiting, Optional<Instant> oldestSentAt, Optional<String> age) {}

  record All(List<Depth> queues) {}

  static DeadLetters of(Environment environment) {
    return new DeadLetters(
        environment::sqs,
        List.of(
            new Queue(
                "accrual",
                environment.require("ACCRUAL_QUEUE_URL"),
                environment.require("ACCRUAL_DEAD_LETTERS_URL")),
            new Queue(
                "minting",
                environment.require("MINTING_QUEUE_URL"),
                environment.require("MINTING_DEAD_LETTERS_URL")),
            new Queue(
                "replay",
                environment.require("REPLAY_QUEUE_URL"),
                environment.require("REPLAY_DEAD_LETTERS_URL"))),
        environment.clock());
  }

  HttpAnswer list(HttpRequest request, ApiKeyCaller caller) {
    return HttpAnswer.ok(new All(queues.stream().map(this::depth).toList()));
  }

  private Depth depth(Queue queue) {
    var waiting = attribute(queue.deadLetters(), APPROXIMATE_NUMBER_OF_MESSAGES);
    var oldest = oldest(queue);
    return new Depth(
        queue.name(),
        Integer.parseInt(waiting),
        oldest,
        oldest.map(sent -> QuarantineView.age(sent, clock.instant()).toString()));
  }

  /// Looks at some and leaves them where they are: they are hidden for no time.
  private Optional<Instant> oldest(Queue queue) {
    return sqs
        .get()
        .receiveMessage(
            r ->
                r.queueUrl(queue.deadLetters())
                    .maxNumberOfMessages(SEEN)
                    .visibilityTimeout(0)
                    .messageSystemAttributeNames(SENT_TIMESTAMP))
        .messages()
        .stream()
        .map(DeadLetters::sentAt)
        .min(Instant::compareTo);
  }

  private static Instant sentAt(Message message) {
    var millis = Objects.requireNonNull(message.attributes().get(SENT_TIMESTAMP));
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /// Sends all letters of a queue back to be worked off once more. The way back is named, because
  /// SQS knows it only of letters that came from a queue, and some came from a stream's reader.
  HttpAnswer replay(HttpRequest request, ApiKeyCaller caller) {
    return queues.stream()
        .filter(queue -> queue.name().equals(request.path("queue")))
        .findFirst()
        .map(this::moved)
        .orElseGet(() -> Problem.notFound("No such dead letters").answer());
  }

  private HttpAnswer moved(Queue queue) {
    var depth = depth(queue);
    var from = attribute(queue.deadLetters(), QUEUE_ARN);
    var to = attribute(queue.work(), QUEUE_ARN);
    try {
      sqs.get().startMessageMoveTask(m -> m.sourceArn(from).destinationArn(to));
      return HttpAnswer.accepted(depth);
    } catch (SqsException refused) {
      if (refused.statusCode() != 400 || refused.isThrottlingException()) {
        throw refused;
      }
      return notNow();
    }
  }

  private static HttpAnswer notNow() {
    return new Problem(
            ProblemType.ALREADY_MOVING,
            "The letters cannot be moved now",
            "SQS moves the letters of a queue once at a time; look again in a minute")
        .answer();
  }

  private String attribute(String url, QueueAttributeName name) {
    return Objects.requireNonNull(
        sqs.get()
            .getQueueAttributes(q -> q.queueUrl(url).attributeNames(name))
            .attributes()
            .get(name));
  }
}
