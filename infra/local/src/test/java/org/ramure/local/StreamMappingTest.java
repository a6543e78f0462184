// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.local.http.Json;
import org.ramure.local.queue.LocalQueue;
import org.ramure.local.queue.Message;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedSample.class)
class StreamMappingTest {
  private final SampleStack sample;
  private final LocalQueue deadLetters;

  StreamMappingTest(SampleStack sample) {
    this.sample = sample;
    this.deadLetters = sample.stack.queues().get("DeadLetters");
  }

  @BeforeEach
  void no_dead_letters() {
    deadLetters.purge();
  }

  @Test
  void only_records_that_pass_the_filter_reach_the_function() throws Exception {
    sample.put("a", "ORDER", "filtered first");
    sample.put("a", "CLAIM", "filtered out");
    sample.put("a", "REFUND#1", "filtered second");
    sample.awaitQuiet();
    assertThat(seen("filtered")).containsExactly("filtered first", "filtered second");
  }

  @Test
  void a_record_the_function_reports_goes_to_the_failure_destination_and_blocks_nothing()
      throws Exception {
    for (String text : List.of("reported 1", "reported 2", "fails", "reported 3")) {
      sample.put("b", "REFUND#" + text, text);
    }
    sample.awaitQuiet();
    assertThat(seen("reported")).containsExactly("reported 1", "reported 2", "reported 3");
    assertThat(notes()).singleElement().satisfies(StreamMappingTest::isAboutOneRecord);
  }

  @Test
  void a_batch_that_throws_is_halved_until_the_culprit_is_alone() throws Exception {
    for (String text : List.of("halved 1", "halved 2", "throws", "halved 3", "halved 4")) {
      sample.put("c", "REFUND#" + text, text);
    }
    sample.awaitQuiet();
    assertThat(seen("halved")).containsExactly("halved 1", "halved 2", "halved 3", "halved 4");
    assertThat(notes()).singleElement().satisfies(StreamMappingTest::isAboutOneRecord);
  }

  private List<String> seen(String prefix) throws Exception {
    return sample.seen("aws:dynamodb", prefix);
  }

  private static void isAboutOneRecord(JsonNode note) {
    assertThat(note.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
    assertThat(note.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(3);
    assertThat(note.at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(1);
    assertThat(note.at("/DDBStreamBatchInfo/startSequenceNumber"))
        .isEqualTo(note.at("/DDBStreamBatchInfo/endSequenceNumber"));
  }

  private List<JsonNode> notes() {
    return deadLetters.peek(10).stream().map(Message::body).map(Json::read).toList();
  }
}
