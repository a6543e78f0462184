// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramure.event.EventType;
import org.ramure.lambda.Json;

/// A released schema is a promise. What breaks it needs a new version of the type.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SchemasOnlyGrowTest {

  private static final String RELEASED =
      """
      {"title": "t", "type": "object", "required": ["id", "data"], "properties": {
        "id": {"type": "string", "description": "d", "maxLength": 40},
        "data": {"type": "object", "required": ["kind"], "properties": {
          "kind": {"type": "string", "enum": ["A", "B"]},
          "reasons": {"type": "array", "items": {"type": "string"}}}}}}
      """;

  @ParameterizedTest
  @EnumSource(EventType.class)
  void every_schema_keeps_what_was_released(EventType type) {
    var file = type.type() + ".json";
    assertThat(
            Growth.breaks(Schema.read("schemas/released/" + file), Schema.read("schemas/" + file)))
        .isEmpty();
  }

  @Test
  void the_schema_of_programme_documents_keeps_what_was_released() {
    var file = "programme.schema.json";
    assertThat(
            Growth.breaks(
                Schema.read("documents/released/" + file), Schema.read("documents/" + file)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          WAS                              | IS                                | BREAKS
          "kind": {"type"                  | "sort": {"type"                   | /data/kind: is gone
          "id": {"type": "string"          | "id": {"type": "integer"          | /id: type is another
          "maxLength": 40                  | "maxLength": 20                   | /id: maxLength is another
          "maxLength": 40                  | "maxLength": 40, "pattern": "^a"  | /id: pattern is another
          ["A", "B"]                       | ["A"]                             | /data/kind: enum knows less
          "required": ["kind"]             | "required": ["kind", "reasons"]   | /data: required is another
          "required": ["id", "data"]       | "required": ["data"]              | : required is another
          "items": {"type": "string"}      | "items": {"type": "integer"}      | /data/reasons/items: type is another
          "type": "object", "required": ["k | "type": "object", "additionalProperties": false, "required": ["k | /data: additionalProperties is another
          """)
  void what_takes_something_away_or_asks_for_more_is_found(String was, String is, String breaks) {
    assertThat(RELEASED).contains(was);
    assertThat(Growth.breaks(Json.tree(RELEASED), Json.tree(RELEASED.replace(was, is))))
        .containsExactly(breaks);
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          WAS                  | IS
          "kind": {            | "more": {"type": "string"}, "kind": {
          ["A", "B"]           | ["A", "B", "C"]
          ["id", "data"]       | ["data", "id"]
          "description": "d"   | "description": "in other words"
          """)
  void what_only_says_more_is_welcome(String was, String is) {
    assertThat(RELEASED).contains(was);
    assertThat(Growth.breaks(Json.tree(RELEASED), Json.tree(RELEASED.replace(was, is)))).isEmpty();
  }

  @Test
  void an_enum_where_there_was_none_is_found() {
    var narrowed = RELEASED.replace("\"maxLength\": 40", "\"maxLength\": 40, \"enum\": [\"x\"]");
    assertThat(Growth.breaks(Json.tree(RELEASED), Json.tree(narrowed)))
        .containsExactly("/id: enum knows less");
  }
}
