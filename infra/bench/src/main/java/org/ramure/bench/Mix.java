// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.ramure.local.http.Json;

/// How often what happens beside a million purchases, and what is taken for true of AWS: the data
/// of `mix.json`.
record Mix(Map<Step, Double> times, JsonNode assumptions) {

  static Mix read(Path file) throws IOException {
    JsonNode json = Json.read(Files.readAllBytes(file));
    var times = new EnumMap<Step, Double>(Step.class);
    json.path("times")
        .properties()
        .forEach(entry -> times.put(Step.valueOf(entry.getKey()), entry.getValue().asDouble()));
    return new Mix(times, json.path("assumptions"));
  }

  double times(Step step) {
    return Objects.requireNonNull(times.get(step), () -> "mix.json has no " + step);
  }

  double assumed(String name) {
    JsonNode value = assumptions.path(name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException("mix.json assumes no " + name);
    }
    return value.asDouble();
  }

  /// The bill of everything, from the bills of the steps.
  Bill of(Map<Step, Bill> each) {
    Bill sum = Bill.NOTHING;
    for (Map.Entry<Step, Bill> step : each.entrySet()) {
      sum = sum.plus(step.getValue().times(times(step.getKey())));
    }
    return sum;
  }
}
