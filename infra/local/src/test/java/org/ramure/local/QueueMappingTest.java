// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramure.local.queue.LocalQueue;
import org.ramure.local.queue.Message;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueMappingTest {
  @TempDir Path folder;
  private SampleStack sample;
  private SqsClient sqs;

  @BeforeEach
  void start() throws Exception {
    open();
  }

  private void open() throws Exception {
    sample = SampleStack.start(folder);
    sqs = client(sample.stack.services());
  }

  @AfterEach
  void stop() {
    sqs.close();
    sample.close();
  }

  private static SqsClient client(URI endpoint) {
    return SqsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(Credentials.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(Credentials.ACCESS_KEY, Credentials.SECRET_KEY)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
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
                        .messageBody(number == 3 ? "fails" : "works " + number)
                        .build())
            .toList();
    sqs.sendMessageBatch(request -> request.queueUrl(url("Work")).entries(entries));
    sample.awaitQuiet();
    assertThat(sample.seenTexts("aws:sqs"))
        .containsExactlyInAnyOrder(
            "works 0", "works 1", "works 2", "works 4", "works 5", "works 6", "works 7", "works 8",
            "works 9");
    LocalQueue deadLetters = sample.stack.queues().get("DeadLetters");
    assertThat(deadLetters.peek(10)).extracting(Message::body).containsExactly("fails");
  }

  @Test
  void dead_letters_can_be_sent_back() throws Exception {
    sqs.sendMessage(request -> request.queueUrl(url("Work")).messageBody("fails"));
    sample.awaitQuiet();
    LocalQueue deadLetters = sample.stack.queues().get("DeadLetters");
    assertThat(sample.stack.queues().redrive(deadLetters)).isEqualTo(1);
    sample.awaitQuiet();
    assertThat(deadLetters.peek(10)).as("failed again").hasSize(1);
    assertThat(sample.stack.functions().get("Sample").calls()).isEqualTo(4);
  }

  @Test
  void a_message_outlives_the_stack_also_when_a_consumer_held_it() throws Exception {
    sqs.sendMessage(request -> request.queueUrl(url("Lonely")).messageBody("été").delaySeconds(0));
    assertThat(receive())
        .extracting(software.amazon.awssdk.services.sqs.model.Message::body)
        .containsExactly("été");
    assertThat(receive()).as("hidden while held").isEmpty();
    stop();
    open();
    var again = receive();
    assertThat(again)
        .extracting(software.amazon.awssdk.services.sqs.model.Message::body)
        .containsExactly("été");
    sqs.deleteMessage(
        request -> request.queueUrl(url("Lonely")).receiptHandle(again.getFirst().receiptHandle()));
    stop();
    open();
    assertThat(sample.stack.queues().get("Lonely").depth().isEmpty()).isTrue();
  }

  private List<software.amazon.awssdk.services.sqs.model.Message> receive() {
    return sqs.receiveMessage(request -> request.queueUrl(url("Lonely"))).messages();
  }

  @Test
  void a_message_received_too_often_moves_to_the_dead_letters() {
    sqs.sendMessage(request -> request.queueUrl(url("Lonely")).messageBody("poison"));
    for (int delivery = 1; delivery <= 2; delivery++) {
      var received = receive();
      assertThat(received).hasSize(1);
      sqs.changeMessageVisibility(
          request ->
              request
                  .queueUrl(url("Lonely"))
                  .receiptHandle(received.getFirst().receiptHandle())
                  .visibilityTimeout(0));
    }
    assertThat(receive()).isEmpty();
    assertThat(sample.stack.queues().get("LonelyDeadLetters").peek(1))
        .extracting(Message::body)
        .containsExactly("poison");
  }
}
