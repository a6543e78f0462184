// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Metrics as log lines in CloudWatch's embedded format: no call, no agent, no library.
///
/// @param function the module's name, the only dimension: members or shops as dimensions would cost
///     a metric each
public record Metrics(String function, InstantSource clock) {

  private static final String NAMESPACE = "Ramure";

  public void count(String name, long value) {
    var directive =
        Map.of(
            "Namespace", NAMESPACE,
            "Dimensions", List.of(List.of("function")),
            "Metrics", List.of(Map.of("Name", name, "Unit", "Count")));
    var line = new LinkedHashMap<String, Object>();
    line.put("_aws", Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(directive)));
    line.put("function", function);
    line.put(name, value);
    Log.print(Json.text(line));
  }
}
