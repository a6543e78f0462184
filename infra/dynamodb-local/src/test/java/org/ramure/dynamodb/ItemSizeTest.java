// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.dynamodbv2.local.shared.access.LocalDBUtils;
import com.amazonaws.services.dynamodbv2.local.shared.model.AttributeValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ItemSizeTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '§',
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          ITEM                                                      | BYTES
          {}                                                        | 0
          {"pk": {"S": "abc"}}                                      | 5
          {"pk": {"S": "é€"}}                                       | 7
          {"b": {"B": "AAAA"}}                                      | 4
          {"b": {"BOOL": true}, "n": {"NULL": true}}                | 4
          {"s": {"SS": ["ab", "c"]}}                                | 4
          {"s": {"NS": ["1", "123"]}}                               | 6
          {"s": {"BS": ["AAAA", "AA=="]}}                           | 5
          {"l": {"L": []}}                                          | 4
          {"l": {"L": [{"S": "ab"}, {"BOOL": false}]}}              | 9
          {"m": {"M": {"k": {"S": "ab"}, "l": {"L": [{"N": "1"}]}}}}| 16
          """)
  void names_and_values_are_counted_not_the_json_around_them(String item, long bytes) {
    assertThat(ItemSize.of(Json.read(item.getBytes(StandardCharsets.UTF_8)))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "-1",
        "9",
        "10",
        "99",
        "100",
        "101",
        "123",
        "1000",
        "12345",
        "-12345",
        "0.1",
        "0.01",
        "0.001",
        "1.5",
        "-1.5",
        "10.05",
        "123.456",
        "1E10",
        "1E-7",
        "42.50",
        "12345678901234567890123456789012345678",
        "-0.0000000000000000000000001234567"
      })
  void a_number_is_as_large_as_for_dynamodb_local(String number) {
    var value = new AttributeValue();
    value.setN(number);
    long expected = LocalDBUtils.getItemSizeBytes(Map.of("n", value));

    assertThat(ItemSize.of(Json.object().set("n", Json.object().put("N", number))))
        .isEqualTo(expected);
  }
}
