// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonTest {

  record Sale(
      String id,
      Instant at,
      Optional<LocalDate> day,
      OptionalLong paidMinor,
      List<Line> lines,
      Optional<Channel> channel) {}

  record Line(String sku, BigDecimal quantity, long amountMinor) {
    Line {
      Limits.text("sku", sku, 8);
    }
  }

  enum Channel {
    WEB,
    TILL
  }

  private static final ObjectReader SALE = Json.reader(Sale.class);

  private static Sale read(String json) {
    return Json.read(SALE, json.getBytes(UTF_8));
  }

  @Test
  void a_body_with_only_what_is_needed_is_read() {
    assertThat(read("{'id':'1','at':'2026-03-01T10:00:00+01:00'}".replace('\'', '"')))
        .isEqualTo(
            new Sale(
                "1",
                Instant.parse("2026-03-01T09:00:00Z"),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                Optional.empty()));
  }

  @Test
  void decimals_are_exact() {
    var sale =
        read(
            """
            {"id":"1","at":"2026-03-01T10:00:00Z","day":"2024-02-29","paidMinor":9007199254740993,
             "lines":[{"sku":"A","quantity":0.1,"amountMinor":5}]}
            """);
    assertThat(sale.lines().getFirst().quantity()).isEqualTo("0.1");
    assertThat(sale.paidMinor()).hasValue(9007199254740993L);
    assertThat(sale.day()).contains(LocalDate.of(2024, 2, 29));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "5.0", "0.5E1", "50e-1"})
  void a_whole_number_is_one_in_whatever_form(String five) {
    var lines = "'lines':[{'sku':'A','quantity':1,'amountMinor':" + five + "}]";
    var sale = read(("{'id':'1','at':'2026-03-01T10:00:00Z'," + lines + "}").replace('\'', '"'));
    assertThat(sale.lines().getFirst().amountMinor()).isEqualTo(5);
  }

  record Hours(Optional<Integer> most) {}

  @Test
  void a_small_whole_number_is_one_too() {
    var hours = Json.reader(Hours.class);
    assertThat(Json.<Hours>read(hours, "{\"most\":24.0}".getBytes(UTF_8)).most()).contains(24);
    assertThatThrownBy(() -> Json.read(hours, "{\"most\":2147483648}".getBytes(UTF_8)))
        .isInstanceOfSatisfying(Json.Malformed.class, e -> assertThat(e.field()).isEqualTo("most"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5.5", "1e400000000", "1e-400000000", "9223372036854775808", "'5'", "null"})
  void what_is_no_whole_number_is_refused_by_its_name(String other) {
    var lines = "'lines':[{'sku':'A','quantity':1,'amountMinor':" + other + "}]";
    var json = ("{'id':'1','at':'2026-03-01T10:00:00Z'," + lines + "}").replace('\'', '"');
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            Json.Malformed.class, e -> assertThat(e.field()).isEqualTo("lines[0].amountMinor"));
  }

  @ParameterizedTest(name = "{0} is refused at {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"id":"1","at":"2026-03-01T10:00:00Z","chanel":"WEB"}                    | chanel
          {"id":1,"at":"2026-03-01T10:00:00Z"}                                     | id
          {"id":null,"at":"2026-03-01T10:00:00Z"}                                  | id
          {"at":"2026-03-01T10:00:00Z"}                                            | id
          {"id":"1","at":1767225600}                                               | at
          {"id":"1","at":"2026-03-01"}                                             | at
          {"id":"1","at":"2026-03-01T10:00:00Z","day":"2026-02-29"}                | day
          {"id":"1","at":"2026-03-01T10:00:00Z","day":"2026-02-01T00:00:00Z"}      | day
          {"id":"1","at":"2026-03-01T10:00:00Z","paidMinor":"5"}                   | paidMinor
          {"id":"1","at":"2026-03-01T10:00:00Z","paidMinor":5.5}                   | paidMinor
          {"id":"1","at":"2026-03-01T10:00:00Z","channel":0}                       | channel
          {"id":"1","at":"2026-03-01T10:00:00Z","channel":"PHONE"}                 | channel
          {"id":"1","at":"2026-03-01T10:00:00Z","lines":{}}                        | lines
          {"id":"1","at":"2026-03-01T10:00:00Z","lines":[{"sku":"A","quantity":1}]} | lines[0].amountMinor
          {"id":"1","at":"2026-03-01T10:00:00Z","lines":[{"sku":"A","quantity":1,"amountMinor":1},{"sku":"ABCDEFGHI","quantity":1,"amountMinor":1}]} | lines[1].sku
          """)
  void the_field_at_fault_is_named(String json, String field) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(Json.Malformed.class, m -> assertThat(m.field()).isEqualTo(field));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"id":"1","id":"2","at":"2026-03-01T10:00:00Z"}
          {"id":"1","at":"2026-03-01T10:00:00Z"} {}
          {"id":"1","at":"2026-03-01T10:00:00Z"
          {id:1}
          null
          "text"
          [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
          """)
  void what_is_no_such_object_is_refused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(Json.Malformed.class);
  }

  @ParameterizedTest(name = "{0} is refused at {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"id":"1","id":"2"}                                        | id                | stands there twice
          {"lines":[{"sku":"A","sku":"A"}]}                          | lines[0].sku      | stands there twice
          {"id":NaN}                                                 | id                | not well-formed JSON
          {"paidMinor":-Infinity}                                    | paidMinor         | not well-formed JSON
          {"lines":[{"sku":"A","quantity":1,"amountMinor":1},{"sku":marie}]} | lines[1].sku      | not well-formed JSON
          {"paidMinor":9999999999999999999999999999999999999999999999} | paidMinor       | longer, deeper or more than is taken
          {"id":{"a":[                                               | id                | missing, or not of the type needed
          {"lines":[{"sku":"A","quantity":1e999999999,"amountMinor":99999999999999999999}]} | lines[0].amountMinor | not a whole number, or out of range
          {"lines":[{"sku":"A","quantity":1,"amountMinor":1.5}]}     | lines[0].amountMinor | not a whole number, or out of range
          """)
  void what_cannot_be_read_is_named_where_it_stands(String json, String field, String problem) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            Json.Malformed.class,
            m -> {
              assertThat(m.field()).isEqualTo(field);
              assertThat(m.problem()).isEqualTo(problem);
            });
  }

  @Test
  void an_exponent_beyond_all_numbers_is_refused_where_it_stands() {
    var body = "{\"lines\":[{\"quantity\":10e99999999942}]}";
    assertThatThrownBy(() -> Json.tree(body)).isInstanceOf(Json.Malformed.class);
    assertThatThrownBy(() -> Json.read(Json.reader(JsonNode.class), body.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            Json.Malformed.class, m -> assertThat(m.field()).isEqualTo("lines[0].quantity"));
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            Json.Malformed.class, m -> assertThat(m.field()).isEqualTo("lines[0].quantity"));
  }

  @Test
  void minus_nothing_is_nothing() {
    var sale = read("{\"id\":\"1\",\"at\":\"2026-03-01T10:00:00Z\",\"paidMinor\":-0}");
    assertThat(sale.paidMinor()).hasValue(0);
  }

  @Test
  void a_hundred_thousand_keys_and_values_are_taken_and_one_more_is_not() {
    var tree = Json.reader(JsonNode.class);
    var brackets = 2;
    var most = "[" + "0,".repeat(100_000 - brackets - 1) + "0]";
    assertThat(Json.<JsonNode>read(tree, most.getBytes(UTF_8))).hasSize(100_000 - brackets);
    assertThatThrownBy(() -> Json.read(tree, ("[0," + most.substring(1)).getBytes(UTF_8)))
        .isInstanceOf(Json.Malformed.class)
        .hasMessageContaining("more than is taken");
  }

  @Test
  void what_others_send_ends_at_a_million() {
    var million = "[" + "0,".repeat(1_000_000) + "0]";
    assertThatThrownBy(() -> Json.tree(million)).isInstanceOf(Json.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1"})
  void other_letters_than_utf_8_are_refused(String charset) {
    var json = "{\"id\":\"É\",\"at\":\"2026-03-01T10:00:00Z\"}";
    var bytes = json.getBytes(Charset.forName(charset));
    assertThatThrownBy(() -> Json.read(SALE, bytes)).isInstanceOf(Json.Malformed.class);
    var asText = new String(bytes, UTF_8).getBytes(UTF_8);
    assertThatThrownBy(() -> Json.read(SALE, asText)).isInstanceOf(Json.Malformed.class);
  }

  @Test
  void a_byte_order_mark_is_refused() {
    assertThatThrownBy(() -> read("\ufeff{\"id\":\"1\",\"at\":\"2026-03-01T10:00:00Z\"}"))
        .hasMessageContaining("UTF-8");
  }

  @Test
  void a_refusal_never_quotes_what_was_sent() {
    assertThatThrownBy(() -> read("{\"id\":\"1\",\"at\":\"marie@example.org\"}"))
        .hasMessageNotContaining("marie");
    assertThatThrownBy(() -> read("{\"id\":marie}")).hasMessageNotContaining("marie");
  }

  @Test
  void an_empty_body_is_refused() {
    assertThatThrownBy(() -> read("")).isInstanceOf(Json.Malformed.class);
  }

  @Test
  void times_and_absent_values_are_written_as_they_are_read() {
    var sale = read("{\"id\":\"1\",\"at\":\"2026-03-01T10:00:00Z\",\"day\":\"2026-03-01\"}");
    assertThat(read(Json.text(sale))).isEqualTo(sale);
    assertThat(Json.text(sale)).doesNotContain("channel");
  }
}
