// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.batch.BatchItem.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The whole function, from a batch as Lambda hands it over to a bus behind HTTP.
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventPublisherHandlerTest {

  private final BusStandIn bus = new BusStandIn();
  private final List<String> notes = new ArrayList<>();
  private boolean notesFail;
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void stop() {
    bus.close();
  }

  @Test
  void a_batch_is_told_in_its_order_as_cloud_events() {
    assertThat(publish(Played.changes())).isEmpty();
    var told = Played.events().stream().map(event -> Json.tree(Json.text(event))).toList();
    assertThat(bus.events()).isEqualTo(told);
    assertThat(notes).isEmpty();
  }

  @Test
  void an_order_that_cannot_have_its_voucher_is_counted_and_nothing_else_is() {
    publish(Played.changes());
    assertThat(log.stream().filter(line -> line.contains("_aws")))
        .singleElement(as(STRING))
        .contains("\"VoucherConflicts\":1", "\"function\":\"event-publisher\"");
  }

  @Test
  void an_entry_says_for_subscribers_what_the_event_says() {
    publish(List.of(minted("m-1")));
    var entry = bus.taken.getFirst();
    assertThat(entry.path("EventBusName").asText()).isEqualTo("the-bus");
    assertThat(entry.path("Source").asText()).isEqualTo("org.ramure");
    assertThat(entry.path("DetailType").asText()).isEqualTo("org.ramure.voucher.minted.v1");
    assertThat(entry.path("Time").asLong()).isEqualTo(Shop.WRITTEN.getEpochSecond());
  }

  @Test
  void a_call_has_ten_entries_at_most() {
    publish(IntStream.range(0, 23).mapToObj(i -> minted("m-" + i)).toList());
    assertThat(bus.calls).extracting(JsonNode::size).containsExactly(10, 10, 3);
  }

  @Test
  void a_call_has_256_kilobytes_at_most() {
    var large = "x".repeat(60 * 1024);
    publish(IntStream.range(0, 5).mapToObj(i -> minted(i + large)).toList());
    assertThat(bus.calls).extracting(JsonNode::size).containsExactly(2, 2, 1);
  }

  @Test
  void two_events_of_one_subject_never_go_in_one_call() {
    publish(Played.changes());
    for (var call : bus.calls) {
      var subjects = new HashSet<String>();
      call.forEach(
          entry ->
              assertThat(
                      subjects.add(
                          Json.tree(entry.path("Detail").asText()).path("subject").asText()))
                  .isTrue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ThrottlingException", "InternalFailure"})
  void only_what_the_bus_refused_for_now_is_put_again(String code) {
    bus.refusing(code, 1, 3).refusing(code, 0);
    assertThat(publish(numbered(4))).isEmpty();
    assertThat(bus.calls).extracting(JsonNode::size).containsExactly(4, 2, 1);
    assertThat(subjects()).containsExactly("m-0", "m-2", "m-3", "m-1");
  }

  @Test
  void what_the_bus_keeps_refusing_is_handed_over_again_from_there() {
    for (int i = 0; i < 5; i++) {
      bus.refusing("ThrottlingException", i == 0 ? 2 : 0);
    }
    assertThat(publish(numbered(13))).containsExactly("102");
    assertThat(subjects()).doesNotContain("m-2", "m-10", "m-11", "m-12");
    assertThat(bus.calls).extracting(JsonNode::size).containsExactly(10, 1, 1, 1, 1);
  }

  @ParameterizedTest
  @CsvSource({"400, ThrottlingException", "400, ResourceNotFoundException", "500, InternalFailure"})
  void a_call_that_fails_is_handed_over_again_and_what_went_before_is_not(int status, String type) {
    bus.refusing("", new Integer[0]).failing(status, type);
    assertThat(publish(numbered(13))).containsExactly("110");
    assertThat(subjects()).hasSize(10);
    assertThat(notes).isEmpty();
  }

  @Test
  void what_is_handed_over_again_has_the_same_ids() {
    bus.refusing("", new Integer[0]).failing(500, "InternalFailure");
    publish(numbered(13));
    publish(numbered(13));
    var ids = new HashMap<String, Integer>();
    bus.events().forEach(event -> ids.merge(event.path("id").asText(), 1, Integer::sum));
    assertThat(ids).hasSize(13);
    assertThat(ids.values()).containsOnly(1, 2);
  }

  @Test
  void an_event_that_the_bus_will_never_take_is_noted_and_blocks_nothing() {
    bus.refusing("MalformedDetail", 1);
    assertThat(publish(numbered(3))).isEmpty();
    assertThat(subjects()).containsExactly("m-0", "m-2");
    assertThat(notes).hasSize(1);
    assertThat(notes.getFirst())
        .contains("\"reason\":\"MalformedDetail\"", "\"sequenceNumber\":\"101\"");
  }

  @Test
  void an_event_that_is_too_large_is_noted_and_blocks_nothing() {
    var changes = List.of(minted("m-0"), minted("x".repeat(256 * 1024)), minted("m-2"));
    assertThat(publish(changes)).isEmpty();
    assertThat(subjects()).containsExactly("m-0", "m-2");
    assertThat(notes).hasSize(1).allMatch(note -> note.contains("\"reason\":\"TooLarge\""));
  }

  @Test
  void a_change_that_cannot_be_understood_is_noted_without_what_is_in_it() {
    var broken = new HashMap<>(Shop.member());
    broken.remove("enrolledAt");
    assertThat(publish(List.of(minted("m-0"), Shop.change(Map.of(), broken), minted("m-2"))))
        .isEmpty();
    assertThat(subjects()).containsExactly("m-0", "m-2");
    assertThat(notes).hasSize(1);
    assertThat(notes.getFirst())
        .contains("\"pk\":\"tradition-des-vosges#MEMBER#mbr_7Qh2Xk\"", "\"sk\":\"PROFILE\"")
        .contains("IllegalStateException")
        .doesNotContain(Shop.SECRETS);
    assertThat(String.join("\n", log)).doesNotContain(Shop.SECRETS);
  }

  @Test
  void the_stream_waits_where_not_even_a_note_can_be_left() {
    notesFail = true;
    var broken = Map.of("pk", AttributeValue.fromS("p#V#x"), "sk", AttributeValue.fromS("VOUCHER"));
    var changes = List.of(minted("m-0"), Shop.change(Map.of(), broken), minted("m-2"));
    assertThat(publish(changes)).containsExactly("101");
    assertThat(subjects()).containsExactly("m-0");
  }

  @Test
  void a_change_that_tells_nothing_makes_no_call() {
    assertThat(publish(List.of(Shop.change(Map.of(), Shop.identity())))).isEmpty();
    assertThat(bus.calls).isEmpty();
  }

  private List<String> subjects() {
    return bus.events().stream().map(event -> event.path("subject").asText()).toList();
  }

  private static List<StreamRecord> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> minted("m-" + i)).toList();
  }

  private static StreamRecord minted(String id) {
    var item = new HashMap<>(Shop.voucher(1, "issued"));
    item.put("id", AttributeValue.fromS(id));
    item.put("pk", AttributeValue.fromS(Shop.VOSGES + "#VOUCHER#" + id));
    return Shop.change(Map.of(), item);
  }

  /// @return the identifiers that the function hands back
  private List<String> publish(List<StreamRecord> changes) {
    var out = new ByteArrayOutputStream();
    log.addAll(Log.capture(() -> handle(event(changes), out)));
    return Json.tree(out.toByteArray())
        .path("batchItemFailures")
        .findValuesAsText("itemIdentifier");
  }

  private void handle(Map<String, ?> event, ByteArrayOutputStream out) {
    try (var client = bus.client()) {
      var deadLetters = new DeadLetters(this::note);
      var handler =
          new EventPublisherHandler(
              new Publication(
                  new EventBus(client, "the-bus", Duration.ofNanos(8)), deadLetters, metrics()));
      handler.handleRequest(new ByteArrayInputStream(Json.bytes(event)), out, context());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Metrics metrics() {
    return new Metrics("event-publisher", InstantSource.fixed(Instant.EPOCH));
  }

  private void note(String body) {
    if (notesFail) {
      throw new IllegalStateException("the queue is not there");
    }
    notes.add(body);
  }

  private static Context context() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(), new Class<?>[] {Context.class}, (_, _, _) -> "call-1");
  }

  /// As Lambda hands it over, numbered from 100.
  private static Map<String, ?> event(List<StreamRecord> changes) {
    var records = new ArrayList<Map<String, ?>>();
    for (int i = 0; i < changes.size(); i++) {
      var change = changes.get(i);
      var dynamodb = new LinkedHashMap<String, Object>();
      dynamodb.put("ApproximateCreationDateTime", change.at().getEpochSecond());
      dynamodb.put("SequenceNumber", Integer.toString(100 + i));
      dynamodb.put("Keys", typed(change.keys()));
      dynamodb.put("NewImage", typed(change.newImage()));
      dynamodb.put("OldImage", typed(change.oldImage()));
      records.add(Map.of("eventName", change.event(), "dynamodb", dynamodb));
    }
    return Map.of("Records", records);
  }

  private static Map<String, Object> typed(Map<String, AttributeValue> item) {
    var typed = new HashMap<String, Object>();
    item.forEach((name, value) -> typed.put(name, typed(value)));
    return typed;
  }

  private static Map<String, Object> typed(AttributeValue value) {
    return switch (value.type()) {
      case S -> Map.of("S", value.s());
      case N -> Map.of("N", value.n());
      case BOOL -> Map.of("BOOL", value.bool());
      case M -> Map.of("M", typed(value.m()));
      case L -> Map.of("L", value.l().stream().map(EventPublisherHandlerTest::typed).toList());
      default -> throw new IllegalArgumentException(value.toString());
    };
  }
}
