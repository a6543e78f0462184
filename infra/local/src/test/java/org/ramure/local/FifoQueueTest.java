// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// A queue in which the messages of a group wait for each other.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedSample.class)
class FifoQueueTest {
  private final SampleStack sample;
  private final SqsClient sqs;
  private final String turns;

  FifoQueueTest(SampleStack sample) {
    this.sample = sample;
    this.sqs = Clients.sqs(sample.stack);
    this.turns = url("Turns");
  }

  private String url(String queue) {
    return sqs.getQueueUrl(request -> request.queueName("SampleCompute-" + queue)).queueUrl();
  }

  @BeforeEach
  void nobody_waits() {
    sample.stack.queues().get("Turns").purge();
    sample.stack.queues().get("TurnsDeadLetters").purge();
  }

  @AfterEach
  void close() {
    sqs.close();
  }

  private SendMessageResponse send(String group, String id) {
    return sqs.sendMessage(
        request ->
            request
                .queueUrl(turns)
                .messageBody(group + " " + id)
                .messageGroupId(group)
                .messageDeduplicationId(id));
  }

  private List<Message> receive(String queue, int most) {
    return sqs.receiveMessage(
            request ->
                request
                    .queueUrl(queue)
                    .maxNumberOfMessages(most)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private List<String> bodies(int most) {
    return receive(turns, most).stream().map(Message::body).toList();
  }

  private void done(Message message) {
    sqs.deleteMessage(request -> request.queueUrl(turns).receiptHandle(message.receiptHandle()));
  }

  @Test
  void a_group_waits_while_one_of_it_is_out_and_other_groups_do_not() {
    send("anna", "wait-1");
    send("anna", "wait-2");
    send("bert", "wait-3");
    var out = receive(turns, 1);
    assertThat(out).extracting(Message::body).containsExactly("anna wait-1");
    assertThat(bodies(10)).containsExactly("bert wait-3");
    assertThat(bodies(10)).isEmpty();
    done(out.getFirst());
    assertThat(bodies(10)).containsExactly("anna wait-2");
  }

  @Test
  void ten_of_a_group_are_given_out_together_in_their_order() {
    IntStream.range(0, 12).forEach(i -> send("anna", "many-" + i));
    assertThat(bodies(10))
        .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "anna many-" + i).toList());
  }

  @Test
  void a_repeat_is_taken_once_even_when_the_first_is_done_already() {
    var first = send("anna", "again");
    assertThat(send("anna", "again").messageId()).isEqualTo(first.messageId());
    receive(turns, 10).forEach(this::done);
    send("anna", "again");
    assertThat(bodies(10)).isEmpty();
    send("bert", "again");
    assertThat(bodies(10)).as("counted by group").containsExactly("bert again");
  }

  @Test
  void who_names_no_group_or_no_id_is_refused() {
    assertThatThrownBy(() -> sqs.sendMessage(r -> r.queueUrl(turns).messageBody("lost")))
        .isInstanceOf(SqsException.class)
        .hasMessageContaining("MessageGroupId");
    var entries =
        List.of(
            SendMessageBatchRequestEntry.builder().id("a").messageBody("lost").build(),
            SendMessageBatchRequestEntry.builder()
                .id("b")
                .messageBody("found")
                .messageGroupId("anna")
                .messageDeduplicationId("found")
                .build());
    var answer = sqs.sendMessageBatch(request -> request.queueUrl(turns).entries(entries));
    assertThat(answer.failed()).extracting(BatchResultErrorEntry::id).containsExactly("a");
    assertThat(bodies(10)).containsExactly("found");
  }

  @Test
  void a_message_says_where_it_stands() {
    var sent = send("anna", "says");
    var attributes = receive(turns, 1).getFirst().attributes();
    assertThat(attributes)
        .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "anna")
        .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, "says")
        .containsEntry(MessageSystemAttributeName.SEQUENCE_NUMBER, sent.sequenceNumber());
    assertThat(sent.sequenceNumber()).matches("[0-9]{20}");
  }

  @Test
  void one_given_up_frees_its_group_and_two_of_the_same_id_may_be_given_up() {
    var poison = send("anna", "poison");
    send("anna", "healthy");
    var out = receive(turns, 1).getFirst();
    sqs.changeMessageVisibility(
        request -> request.queueUrl(turns).receiptHandle(out.receiptHandle()).visibilityTimeout(0));
    assertThat(bodies(10)).containsExactly("anna healthy");
    var given = receive(url("TurnsDeadLetters"), 10);
    assertThat(given).extracting(Message::body).containsExactly("anna poison");
    assertThat(given.getFirst().attributes())
        .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, poison.messageId());
  }
}
