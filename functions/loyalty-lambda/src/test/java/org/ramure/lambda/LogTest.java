// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LogTest {

  @Test
  void a_line_is_json_with_the_correlation_id() {
    var lines =
        Log.capture(
            () ->
                Log.correlated(
                    "abc-1",
                    () -> {
                      Log.info("request", Map.of(Log.Field.KEY_ID, "k1"));
                      return 0;
                    }));
    assertThat(lines).hasSize(1);
    var line = Json.tree(lines.getFirst());
    assertThat(line.path("correlationId").asText()).isEqualTo("abc-1");
    assertThat(line.path("keyId").asText()).isEqualTo("k1");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
  }

  @Test
  void a_request_id_of_the_gateway_is_written_as_it_is() {
    var lines =
        Log.capture(
            () ->
                Log.correlated(
                    "JKJaXmPLvHcESHA=",
                    () -> {
                      Log.info("request", Map.of());
                      return 0;
                    }));
    assertThat(Json.tree(lines.getFirst()).path("correlationId").asText())
        .isEqualTo("JKJaXmPLvHcESHA=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"marie@example.org", "+33 6 12 34 56 78", "L’île", "a\nb", "\"x\""})
  void a_value_that_is_no_plain_id_is_not_written(String value) {
    var lines = Log.capture(() -> Log.info("x", Map.of(Log.Field.PURCHASE, value)));
    assertThat(Json.tree(lines.getFirst()).path("purchase").asText()).isEqualTo("(not logged)");
  }

  @Test
  void the_message_of_an_exception_is_not_written() {
    var cause =
        new IllegalArgumentException(
            "bad e-mail marie@example.org", new RuntimeException("+33612345678"));
    var lines = Log.capture(() -> Log.error("x", Map.of(), cause));
    assertThat(lines.getFirst())
        .contains("IllegalArgumentException", "LogTest", "causedBy")
        .doesNotContain("marie", "336");
  }

  @Test
  void a_metric_is_a_line_in_the_embedded_format() {
    var metrics = new Metrics("member-registry", InstantSource.fixed(Instant.EPOCH));
    var line = Json.tree(Log.capture(() -> metrics.count("Enrolled", 2)).getFirst());
    assertThat(line.path("Enrolled").asLong()).isEqualTo(2);
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions/0/0").asText()).isEqualTo("function");
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics/0/Unit").asText()).isEqualTo("Count");
  }
}
