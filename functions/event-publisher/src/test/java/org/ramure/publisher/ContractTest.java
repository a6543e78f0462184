// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramure.event.EventType;
import org.ramure.lambda.Json;

/// What is told, against the contract in {@code events}.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractTest {

  static List<CloudEvent> events() {
    return Played.events();
  }

  private static JsonNode json(CloudEvent event) {
    return Json.tree(Json.text(event));
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_is_as_its_schema_says(CloudEvent event) {
    var schema = Schema.of(event.type());
    assertThat(schema.faults(json(event))).as("%s", json(event)).isEmpty();
    assertThat(schema.undescribed(json(event))).as("fields that no schema describes").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_says_which_request_it_follows_from(CloudEvent event) {
    assertThat(json(event).path("correlationid").asText()).isEqualTo(Played.REQUEST);
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void every_type_is_told_by_some_change(EventType type) {
    assertThat(events()).extracting(CloudEvent::type).contains(type.type());
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void every_type_has_an_example_that_its_schema_takes(EventType type) {
    var example = Schema.read("published/" + type.type() + ".json");
    assertThat(Schema.of(type.type()).faults(example)).isEmpty();
    assertThat(Schema.of(type.type()).undescribed(example)).isEmpty();
    assertThat(example.path("type").asText()).isEqualTo(type.type());
  }

  @Test
  void there_is_no_schema_and_no_example_of_anything_else() {
    var types = Arrays.stream(EventType.values()).map(t -> t.type() + ".json").toList();
    for (String folder : List.of("schemas", "schemas/released", "published")) {
      assertThat(Schema.names(folder)).containsExactlyInAnyOrderElementsOf(types);
    }
  }

  @Test
  void every_type_is_in_the_catalogue() {
    assertThat(Schema.text("PUBLISHED.md"))
        .contains(Arrays.stream(EventType.values()).map(t -> "`" + t.type() + "`").toList());
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_holds_nothing_personal_no_code_and_no_key(CloudEvent event) {
    assertThat(Json.text(event)).doesNotContain(Shop.SECRETS);
  }

  /// Or the test above would look for what is nowhere.
  @Test
  void what_must_not_be_told_is_in_the_changes() {
    var changes = Played.changes().toString();
    assertThat(Shop.SECRETS).allMatch(changes::contains);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void a_schema_refuses_what_it_does_not_describe(JsonNode event) {
    assertThat(Schema.of(EventType.VOUCHER_REDEEMED.type()).faults(event)).isNotEmpty();
  }

  static Stream<JsonNode> broken() {
    var good = Schema.text("published/" + EventType.VOUCHER_REDEEMED.type() + ".json");
    return Stream.of(
            good.replace("\"1.0\"", "\"0.3\""),
            good.replace("voucher.redeemed", "voucher.minted"),
            good.replace("\"amountMinor\": 1000", "\"amountMinor\": \"10.00\""),
            good.replace("\"last4\": \"7KQ2\"", "\"last4\": \"ABCD7KQ2\""),
            good.replace("2026-03-21T10:15:07.25Z", "21/03/2026"),
            good.replace("\"redemption\"", "\"used\""))
        .map(Json::tree);
  }
}
