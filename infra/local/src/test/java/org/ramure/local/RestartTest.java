// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramure.local.http.Json;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// What the second start finds of the first.
@DisplayNameGeneration(ReplaceUnderscores.class)
class RestartTest {
  private static SampleStack second;
  private static String firstSecret;

  @BeforeAll
  static void start_twice(@TempDir Path folder) throws Exception {
    try (var first = SampleStack.start(folder);
        S3Client s3 = Clients.s3(first.stack);
        SqsClient sqs = Clients.sqs(first.stack)) {
      first.put("a", "ORDER", "before");
      first.awaitQuiet();
      firstSecret = secret(first);
      s3.putObject(
          put -> put.bucket("sampledata-files").key("a/b"), RequestBody.fromString("kept"));
      sqs.sendMessage(send -> send.queueUrl(lonely(first)).messageBody("deleted"));
      Message held = receive(sqs, first).getFirst();
      sqs.deleteMessage(
          delete -> delete.queueUrl(lonely(first)).receiptHandle(held.receiptHandle()));
      sqs.sendMessage(send -> send.queueUrl(lonely(first)).messageBody("été"));
      assertThat(receive(sqs, first)).as("held by a consumer at the end").hasSize(1);
    }
    second = SampleStack.start(folder);
  }

  @AfterAll
  static void stop() {
    second.close();
  }

  private static String lonely(SampleStack sample) {
    return sample.stack.services() + "/000000000000/SampleCompute-Lonely";
  }

  private static List<Message> receive(SqsClient sqs, SampleStack sample) {
    return sqs.receiveMessage(receive -> receive.queueUrl(lonely(sample)).maxNumberOfMessages(10))
        .messages();
  }

  private static String secret(SampleStack sample) throws Exception {
    JsonNode environment = Json.read(sample.post("/do/environment", "text/plain", "").body());
    return sample
        .target("secretsmanager.GetSecretValue", "SecretId", environment.path("KEYS").asText())
        .path("SecretString")
        .asText();
  }

  @Test
  void a_stream_is_read_on_from_its_checkpoint() throws Exception {
    long calls = second.stack.functions().get("Sample").calls();
    second.put("b", "ORDER", "after");
    second.awaitQuiet();
    assertThat(second.seen("aws:dynamodb", "")).containsExactly("before", "after");
    assertThat(second.stack.functions().get("Sample").calls() - calls)
        .as("the record of before is not delivered again")
        .isEqualTo(1);
  }

  @Test
  void a_message_is_there_again_also_when_a_consumer_held_it_and_a_deleted_one_is_not() {
    try (SqsClient sqs = Clients.sqs(second.stack)) {
      assertThat(receive(sqs, second)).extracting(Message::body).containsExactly("été");
    }
  }

  @Test
  void a_secret_was_generated_once() throws Exception {
    assertThat(Json.read(firstSecret).path("current").asText()).isEqualTo("A");
    assertThat(Json.read(firstSecret).path("A").asText()).matches("[A-Za-z0-9]{64}");
    assertThat(secret(second)).isEqualTo(firstSecret);
  }

  @Test
  void a_bucket_keeps_its_objects() {
    try (S3Client s3 = Clients.s3(second.stack)) {
      assertThat(
              s3.getObjectAsBytes(get -> get.bucket("sampledata-files").key("a/b")).asUtf8String())
          .isEqualTo("kept");
    }
  }
}
