// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.local.http.Json;
import org.ramure.local.queue.LocalQueue;
import org.ramure.local.queue.Message;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedSample.class)
class ServicesTest {
  private final SampleStack sample;

  ServicesTest(SampleStack sample) {
    this.sample = sample;
  }

  @Test
  void a_schedule_fired_by_hand_carries_the_given_time() throws Exception {
    sample.stack.schedules().fire("Nightly", Instant.parse("2026-03-29T00:30:00Z"));
    sample.awaitQuiet();
    assertThat(sample.seen("direct", "{\"scheduledTime\":"))
        .contains("{\"scheduledTime\":\"2026-03-29T00:30:00Z\"}");
  }

  @Test
  void a_call_nobody_waits_for_is_tried_three_times_and_then_kept() throws Exception {
    LocalQueue deadLetters = sample.stack.queues().get("DeadLetters");
    deadLetters.purge();
    sample.stack.fireAndForget("Sample", Json.object().put("mark", "async").put("fail", true));
    sample.awaitQuiet();
    assertThat(sample.seen("direct", "{\"mark\":\"async\"")).hasSize(3);
    assertThat(deadLetters.peek(10))
        .extracting(Message::body)
        .containsExactly("{\"mark\":\"async\",\"fail\":true}");
  }

  @Test
  void a_wrong_signature_is_refused_by_the_buckets() {
    try (S3Client s3 = Clients.s3(sample.stack, "wrong")) {
      assertThatExceptionOfType(S3Exception.class)
          .isThrownBy(
              () ->
                  s3.putObject(
                      put -> put.bucket("sampledata-files").key("a"), RequestBody.fromString("")))
          .matches(refusal -> refusal.statusCode() == 403);
    }
  }
}
