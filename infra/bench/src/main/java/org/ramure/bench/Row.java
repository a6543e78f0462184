// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ramure.local.http.Json;

/// One figure.
///
/// @param figure what was measured
/// @param unit `×` for a ratio, else what is counted
/// @param note what a reader must know to take it right; may be empty
record Row(String figure, double value, String unit, Goal goal, String note) {

  Row {
    value = Figures.rounded(value);
  }

  static Row of(String figure, double value, String unit, String note) {
    return new Row(figure, value, unit, new Goal.None(), note);
  }

  static Row held(String figure, double value, String unit, double atMost, String note) {
    return new Row(figure, value, unit, new Goal.AtMost(atMost), note);
  }

  boolean isMet() {
    return goal.isMetBy(value);
  }

  String measured() {
    return (Figures.plain(value) + " " + unit).strip();
  }

  static Row read(JsonNode json) {
    Goal goal =
        json.has("atMost") ? new Goal.AtMost(json.path("atMost").asDouble()) : new Goal.None();
    return new Row(
        json.path("figure").asText(),
        json.path("value").asDouble(),
        json.path("unit").asText(),
        goal,
        json.path("note").asText());
  }

  ObjectNode json() {
    var json = Json.object().put("figure", figure).put("value", value).put("unit", unit);
    if (goal instanceof Goal.AtMost most) {
      json.put("atMost", most.limit());
    }
    return json.put("note", note);
  }
}
