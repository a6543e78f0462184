// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.lambda.Json;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DocumentDiffTest {

  private static String between(String from, String to) {
    return String.join(
        "; ",
        DocumentDiff.between(Json.tree(from), Json.tree(to)).stream()
            .map(
                d ->
                    "%s %s %s→%s"
                        .formatted(
                            d.kind(),
                            d.path(),
                            d.from().map(Object::toString).orElse(""),
                            d.to().map(Object::toString).orElse("")))
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          FROM                            | TO                              | DIFFERENCES
          {"a":1}                         | {"a":1}                         | ``
          {"a":1,"b":2}                   | {"b":2,"a":1}                   | ``
          {"a":1}                         | {"a":2}                         | CHANGED a 1→2
          {"a":1}                         | {}                              | REMOVED a 1→
          {}                              | {"a":{"b":1}}                   | ADDED a →{"b":1}
          {"a":{"b":1}}                   | {"a":{"b":"1"}}                 | CHANGED a.b 1→"1"
          {"a":{"b":1}}                   | {"a":[1]}                       | CHANGED a {"b":1}→[1]
          {"a":null}                      | {"a":1}                         | CHANGED a null→1
          {"r":[{"id":"x","p":1}]}        | {"r":[{"id":"x","p":2}]}        | CHANGED r[x].p 1→2
          {"r":[{"id":"x"},{"id":"y"}]}   | {"r":[{"id":"y"}]}              | REMOVED r[x] {"id":"x"}→
          {"r":[{"id":"y"}]}              | {"r":[{"id":"x"},{"id":"y"}]}   | ADDED r[x] →{"id":"x"}
          {"r":[{"id":"x"},{"id":"y"}]}   | {"r":[{"id":"y"},{"id":"x"}]}   | MOVED r ["x","y"]→["y","x"]
          {"r":[{"id":"x"}]}              | {"r":[{"id":"z"}]}              | REMOVED r[x] {"id":"x"}→; ADDED r[z] →{"id":"z"}
          {"s":["a","b"]}                 | {"s":["b","c"]}                 | REMOVED s "a"→; ADDED s →"c"
          {"s":["a","b"]}                 | {"s":["b","a"]}                 | ``
          {"s":[]}                        | {"s":["a"]}                     | ADDED s →"a"
          {"r":[]}                        | {"r":[{"id":"x"}]}              | ADDED r[x] →{"id":"x"}
          {"r":[{"p":1},{"p":2}]}         | {"r":[{"p":1},{"p":3}]}         | CHANGED r[1].p 2→3
          {"r":[{"id":"x"},{"id":"x"}]}   | {"r":[{"id":"x"}]}              | REMOVED r[1] {"id":"x"}→
          {"s":["a","a"]}                 | {"s":["a"]}                     | REMOVED s[1] "a"→
          """)
  void every_place_that_differs_is_named(String from, String to, String differences) {
    assertThat(between(from, to)).isEqualTo(differences);
  }

  @Test
  void a_document_does_not_differ_from_itself() {
    assertThat(between(Desk.document().toString(), Desk.document().toString())).isEmpty();
  }
}
