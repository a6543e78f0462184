// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramure.local.http.Json;
import org.ramure.local.queue.Message;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamMappingTest {
  @TempDir Path folder;
  private SampleStack sample;

  @BeforeEach
  void start() throws Exception {
    sample = SampleStack.start(folder);
  }

  @AfterEach
  void stop() {
    sample.close();
  }

  @Test
  void only_records_that_pass_the_filter_reach_the_function() throws Exception {
    sample.put("a", "ORDER", "first");
    sample.put("a", "CLAIM", "not evidence");
    sample.put("a", "REFUND#1", "second");
    sample.awaitQuiet();
    assertThat(sample.seenTexts("aws:dynamodb")).containsExactly("first", "second");
  }

  @Test
  void a_record_the_function_reports_goes_to_the_failure_destination_and_blocks_nothing()
      throws Exception {
    for (String text : List.of("one", "two", "fails", "three")) {
      sample.put("a", "REFUND#" + text, text);
    }
    sample.awaitQuiet();
    assertThat(sample.seenTexts("aws:dynamodb")).containsExactly("one", "two", "three");
    assertThat(deadLetters()).singleElement().satisfies(StreamMappingTest::isAboutOneRecord);
  }

  @Test
  void a_batch_that_throws_is_halved_until_the_culprit_is_alone() throws Exception {
    for (String text : List.of("one", "two", "three", "throws", "four", "five")) {
      sample.put("a", "REFUND#" + text, text);
    }
    sample.awaitQuiet();
    assertThat(sample.seenTexts("aws:dynamodb"))
        .containsExactly("one", "two", "three", "four", "five");
    assertThat(deadLetters()).singleElement().satisfies(StreamMappingTest::isAboutOneRecord);
  }

  private static void isAboutOneRecord(JsonNode note) {
    assertThat(note.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
    assertThat(note.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(3);
    assertThat(note.at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(1);
    assertThat(note.at("/DDBStreamBatchInfo/startSequenceNumber"))
        .isEqualTo(note.at("/DDBStreamBatchInfo/endSequenceNumber"));
  }

  private List<JsonNode> deadLetters() {
    return sample.stack.queues().get("DeadLetters").peek(10).stream()
        .map(Message::body)
        .map(Json::read)
        .toList();
  }

  @Test
  void a_new_start_goes_on_where_the_last_one_was() throws Exception {
    sample.put("a", "ORDER", "before");
    sample.awaitQuiet();
    sample.close();
    sample = SampleStack.start(folder);
    sample.put("b", "ORDER", "after");
    sample.awaitQuiet();
    assertThat(sample.seen("aws:dynamodb")).hasSize(2);
    long calls = sample.stack.functions().get("Sample").calls();
    assertThat(calls).as("the record of before is not delivered again").isEqualTo(1);
  }
}
