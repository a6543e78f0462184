// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.SENT_TIMESTAMP;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ramure.lambda.Json;
import org.ramure.programme.ProgrammeId;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// The letters of one queue. SQS's own way back moves a whole queue, whoever's letters lie in it,
/// so here they are taken out, told apart, and sent before they are deleted: a letter that goes
/// back twice changes nothing. Of letters that waited their turn, SQS shows ten of a group at once.
///
/// @param sqs made when first needed
/// @param name on the API
/// @param work the address of the queue the letters came from
/// @param deadLetters the address of their own
/// @param keyOf reads the key that a letter names, which begins with its programme; empty where it
///     names none: a position of a stream is nobody's, the operator's alarm tells of it
record DeadLetterQueue(
    Supplier<SqsClient> sqs,
    String name,
    String work,
    String deadLetters,
    UnaryOperator<String> keyOf) {

  /// As many as one call of SQS takes.
  private static final int AT_ONCE = 10;

  /// So many are taken out, and for so long.
  private static final int MOST = 5_000;

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /// Longer than the function may run: where it dies, its letters come back by themselves.
  private static final int HIDDEN_SECONDS = 60;

  /// What was taken out; hidden from everybody else until it is released.
  ///
  /// @param others letters that are somebody else's, or nobody's
  /// @param more whether there may be more than was looked at
  record Found(List<Message> own, List<Message> others, boolean more) {}

  /// About how many wait decides when to stop: asking a queue that has none takes a second.
  Found take(ProgrammeId programme, InstantSource clock) {
    var end = clock.instant().plus(PATIENCE);
    int waiting = waiting();
    var letters = new ArrayList<Message>();
    boolean ended = false;
    while (!ended && letters.size() < Math.min(waiting, MOST) && !clock.instant().isAfter(end)) {
      ended = !letters.addAll(receive());
    }
    var byOwner = letters.stream().collect(Collectors.partitioningBy(l -> isOf(programme, l)));
    return new Found(
        Objects.requireNonNull(byOwner.get(true)),
        Objects.requireNonNull(byOwner.get(false)),
        letters.size() < waiting);
  }

  private boolean isOf(ProgrammeId programme, Message letter) {
    try {
      return keyOf.apply(letter.body()).startsWith(programme + "#");
    } catch (Json.Malformed noLetterOfOurs) {
      return false;
    }
  }

  private int waiting() {
    var attributes =
        sqs.get()
            .getQueueAttributes(
                q -> q.queueUrl(deadLetters).attributeNames(APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes();
    return Integer.parseInt(Objects.requireNonNull(attributes.get(APPROXIMATE_NUMBER_OF_MESSAGES)));
  }

  /// Waits a second for the first, because SQS then asks all of its servers and not only some.
  private List<Message> receive() {
    return sqs.get()
        .receiveMessage(
            r ->
                r.queueUrl(deadLetters)
                    .maxNumberOfMessages(AT_ONCE)
                    .visibilityTimeout(HIDDEN_SECONDS)
                    .waitTimeSeconds(1)
                    .messageSystemAttributeNames(SENT_TIMESTAMP))
        .messages();
  }

  static Instant sentAt(Message letter) {
    var millis = Objects.requireNonNull(letter.attributes().get(SENT_TIMESTAMP));
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /// Shows them again.
  void release(List<Message> letters) {
    for (var ten : tens(letters)) {
      var entries = each(ten, DeadLetterQueue::shown);
      sqs.get().changeMessageVisibilityBatch(c -> c.queueUrl(deadLetters).entries(entries));
    }
  }

  /// @return how many the queue took; the others show up again when they are hidden no more
  int sendBack(List<Message> letters) {
    return tens(letters).stream().mapToInt(this::sendTen).sum();
  }

  private int sendTen(List<Message> ten) {
    var entries = each(ten, DeadLetterQueue::sent);
    var refused =
        sqs.get().sendMessageBatch(s -> s.queueUrl(work).entries(entries)).failed().stream()
            .map(BatchResultErrorEntry::id)
            .collect(Collectors.toSet());
    var taken = ten.stream().filter(letter -> !refused.contains(letter.messageId())).toList();
    if (!taken.isEmpty()) {
      var done = each(taken, DeadLetterQueue::deleted);
      sqs.get().deleteMessageBatch(d -> d.queueUrl(deadLetters).entries(done));
    }
    return taken.size();
  }

  private static ChangeMessageVisibilityBatchRequestEntry shown(Message letter) {
    return ChangeMessageVisibilityBatchRequestEntry.builder()
        .id(letter.messageId())
        .receiptHandle(letter.receiptHandle())
        .visibilityTimeout(0)
        .build();
  }

  private static SendMessageBatchRequestEntry sent(Message letter) {
    return SendMessageBatchRequestEntry.builder()
        .id(letter.messageId())
        .messageBody(letter.body())
        .build();
  }

  private static DeleteMessageBatchRequestEntry deleted(Message letter) {
    return DeleteMessageBatchRequestEntry.builder()
        .id(letter.messageId())
        .receiptHandle(letter.receiptHandle())
        .build();
  }

  private static <T> List<T> each(List<Message> letters, Function<Message, T> entry) {
    return letters.stream().map(entry).toList();
  }

  private static List<List<Message>> tens(List<Message> letters) {
    return IntStream.iterate(0, from -> from < letters.size(), from -> from + AT_ONCE)
        .mapToObj(from -> letters.subList(from, Math.min(from + AT_ONCE, letters.size())))
        .toList();
  }
}
