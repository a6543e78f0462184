// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.batch.BatchItem.QueueMessage;
import org.ramure.lambda.batch.BatchItem.StreamRecord;
import org.ramure.table.Correlation;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BatchTest {

  private static final String STREAM =
      """
      {"Records":[
       {"eventID":"1","eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{
         "Keys":{"pk":{"S":"a"},"sk":{"S":"ORDER"}},
         "NewImage":{"pk":{"S":"a"},"n":{"N":"3"},"t":{"BOOL":true},"z":{"NULL":true},
            "l":{"L":[{"S":"x"},{"N":"1"}]},"m":{"M":{"k":{"S":"v"}}},
            "ss":{"SS":["p","q"]},"b":{"B":"AQI="}},
         "SequenceNumber":"100","StreamViewType":"NEW_AND_OLD_IMAGES"}},
       {"eventName":"MODIFY","dynamodb":{"Keys":{"pk":{"S":"b"},"sk":{"S":"ORDER"}},"SequenceNumber":"101"}},
       {"eventName":"MODIFY","dynamodb":{"Keys":{"pk":{"S":"a"},"sk":{"S":"REFUND#1"}},"SequenceNumber":"102"}}]}
      """;

  private static final String QUEUE =
      """
      {"Records":[
       {"messageId":"m1","body":"a","attributes":{"ApproximateReceiveCount":"2"},"eventSource":"aws:sqs"},
       {"messageId":"m2","body":"b","attributes":{"ApproximateReceiveCount":"1"}},
       {"messageId":"m3","body":"a","attributes":{"ApproximateReceiveCount":"1"}}]}
      """;

  private final List<String> done = new ArrayList<>();
  private final List<String> parked = new ArrayList<>();

  private static String key(BatchItem item) {
    return switch (item) {
      case StreamRecord r -> r.key("pk");
      case QueueMessage m -> m.body();
    };
  }

  private Consumer<String> failing(String... keys) {
    return key -> {
      if (Set.of(keys).contains(key)) {
        throw new IllegalStateException("cannot do " + key);
      }
      done.add(key);
    };
  }

  private List<String> workOff(String event, Consumer<String> work, Consumer<String> park) {
    var failed = new ArrayList<String>();
    Log.capture(
        () ->
            failed.addAll(
                Batch.of(Json.tree(event)).workOff(new Batch.Work(BatchTest::key, work, park))));
    return failed;
  }

  @Test
  void images_are_read_in_every_type() {
    var record = (StreamRecord) Batch.of(Json.tree(STREAM)).items().getFirst();
    assertThat(record.event()).isEqualTo("INSERT");
    assertThat(record.key("sk")).isEqualTo("ORDER");
    assertThat(record.oldImage()).isEmpty();
    assertThat(record.newImage())
        .containsEntry("n", AttributeValue.fromN("3"))
        .containsEntry("t", AttributeValue.fromBool(true))
        .containsEntry("z", AttributeValue.fromNul(true))
        .containsEntry(
            "l",
            AttributeValue.fromL(List.of(AttributeValue.fromS("x"), AttributeValue.fromN("1"))))
        .containsEntry("m", AttributeValue.fromM(Map.of("k", AttributeValue.fromS("v"))))
        .containsEntry("b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2})))
        .containsEntry("ss", AttributeValue.fromSs(List.of("p", "q")));
  }

  @Test
  void several_changes_of_one_thing_are_one_piece_of_work() {
    assertThat(workOff(STREAM, failing(), parked::add)).isEmpty();
    assertThat(done).containsExactly("a", "b");
  }

  @Test
  void a_key_of_a_stream_that_fails_is_parked_once_and_the_stream_goes_on() {
    assertThat(workOff(STREAM, failing("a"), parked::add)).isEmpty();
    assertThat(done).containsExactly("b");
    assertThat(parked).containsExactly("a");
  }

  @Test
  void a_key_that_cannot_even_be_parked_is_reported() {
    assertThat(workOff(STREAM, failing("a"), failing("a"))).containsExactly("100", "102");
  }

  @Test
  void a_message_that_fails_is_reported_to_its_queue() {
    assertThat(workOff(QUEUE, failing("a"), parked::add)).containsExactly("m1", "m3");
    assertThat(parked).isEmpty();
    assertThat(done).containsExactly("b");
  }

  @Test
  void an_item_that_is_not_understood_does_not_hold_up_the_others() {
    var event = STREAM.replace("{\"pk\":{\"S\":\"b\"},\"sk\"", "{\"kp\":{\"S\":\"b\"},\"sk\"");
    assertThat(workOff(event, failing(), parked::add)).containsExactly("101");
    assertThat(done).containsExactly("a");
  }

  @Test
  void the_answer_names_what_failed() throws IOException {
    var out = new ByteArrayOutputStream();
    var lines =
        Log.capture(
            () -> {
              try {
                Batch.serve(
                    new ByteArrayInputStream(QUEUE.getBytes(StandardCharsets.UTF_8)),
                    out,
                    "req-9",
                    new Batch.Work(BatchTest::key, failing("b"), parked::add));
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m2\"}]}");
    assertThat(lines)
        .satisfiesExactly(
            a -> assertThat(a).contains("req-9", "batch.key-done"),
            b -> assertThat(b).contains("req-9", "batch.key-failed"));
  }

  @Test
  void a_key_is_worked_off_under_the_id_of_the_request_that_changed_it_last() {
    var first = "\"NewImage\":{\"correlation\":{\"S\":\"first\"}},";
    var last = "\"NewImage\":{\"correlation\":{\"S\":\"last\"}},";
    var event =
        STREAM
            .replace("\"NewImage\":{", "\"NewImage\":{\"correlation\":{\"S\":\"first\"},")
            .replace("\"SequenceNumber\":\"101\"", first + "\"SequenceNumber\":\"101\"")
            .replace("\"SequenceNumber\":\"102\"", last + "\"SequenceNumber\":\"102\"");
    assertThat(idsOf(event)).containsExactly("a under last", "b under first");
  }

  @Test
  void a_message_of_our_queues_takes_the_id_along() {
    var message =
        Correlation.within("JKJaXmPLvHcESHA=", () -> KeyMessage.text("purchase", "p#PURCHASE#s#1"));
    assertThat(KeyMessage.key("purchase", message)).isEqualTo("p#PURCHASE#s#1");
    assertThat(KeyMessage.key("account", message)).isEmpty();
    var event = QUEUE.replace("\"body\":\"b\"", "\"body\":" + Json.text(message));
    assertThat(idsOf(event)).containsExactly("a under req-9", message + " under JKJaXmPLvHcESHA=");
  }

  private static List<String> idsOf(String event) {
    var ids = new ArrayList<String>();
    Log.capture(
        () ->
            Log.correlated(
                "req-9",
                () ->
                    Batch.of(Json.tree(event))
                        .workOff(
                            new Batch.Work(
                                BatchTest::key,
                                key -> ids.add(key + " under " + Log.correlationId()),
                                _ -> {}))));
    return ids;
  }
}
