// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.local.queue.LocalQueue;
import org.ramure.local.queue.Message;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedSample.class)
class QueueMappingTest {
  private final SampleStack sample;
  private final LocalQueue deadLetters;
  private final SqsClient sqs;

  QueueMappingTest(SampleStack sample) {
    this.sample = sample;
    this.deadLetters = sample.stack.queues().get("DeadLetters");
    this.sqs = Clients.sqs(sample.stack);
  }

  @BeforeEach
  void no_dead_letters() {
    deadLetters.purge();
  }

  @AfterEach
  void close() {
    sqs.close();
  }

  private String url(String queue) {
    return sqs.getQueueUrl(request -> request.queueName("SampleCompute-" + queue)).queueUrl();
  }

  @Test
  void messages_reach_the_function_and_only_failed_ones_end_in_the_dead_letters() throws Exception {
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(0, 10)
            .mapToObj(
                number ->
                    SendMessageBatchRequestEntry.builder()
                        .id("m" + number)
                        .messageBody(number == 3 ? "fails" : "batch " + number)
                        .build())
            .toList();
    sqs.sendMessageBatch(request -> request.queueUrl(url("Work")).entries(entries));
    sample.awaitQuiet();
    assertThat(sample.seen("aws:sqs", "batch"))
        .containsExactlyInAnyOrder(
            "batch 0", "batch 1", "batch 2", "batch 4", "batch 5", "batch 6", "batch 7", "batch 8",
            "batch 9");
    assertThat(deadLetters.peek(10)).extracting(Message::body).containsExactly("fails");
  }

  @Test
  void dead_letters_can_be_sent_back() throws Exception {
    long before = sample.stack.functions().get("Sample").calls();
    sqs.sendMessage(request -> request.queueUrl(url("Work")).messageBody("fails"));
    sample.awaitQuiet();
    assertThat(sample.stack.queues().redrive(deadLetters)).isEqualTo(1);
    sample.awaitQuiet();
    assertThat(deadLetters.peek(10)).as("failed again").hasSize(1);
    assertThat(sample.stack.functions().get("Sample").calls() - before).isEqualTo(4);
  }

  @Test
  void a_message_received_too_often_moves_to_the_dead_letters() {
    sqs.sendMessage(request -> request.queueUrl(url("Lonely")).messageBody("poison"));
    for (int delivery = 1; delivery <= 2; delivery++) {
      var received = receive();
      assertThat(received).as("delivery " + delivery).hasSize(1);
      assertThat(receive()).as("hidden while held").isEmpty();
      sqs.changeMessageVisibility(
          request ->
              request
                  .queueUrl(url("Lonely"))
                  .receiptHandle(received.getFirst().receiptHandle())
                  .visibilityTimeout(0));
    }
    assertThat(receive()).isEmpty();
    assertThat(sample.stack.queues().get("LonelyDeadLetters").peek(2))
        .extracting(Message::body)
        .containsExactly("poison");
  }

  private List<software.amazon.awssdk.services.sqs.model.Message> receive() {
    return sqs.receiveMessage(request -> request.queueUrl(url("Lonely"))).messages();
  }
}
