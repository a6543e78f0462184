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

/// The list prices of `prices.json`.
///
/// @param usd of one unit of each
record Prices(String region, String asOf, Map<Charge, Double> usd) {

  static Prices read(Path file) throws IOException {
    JsonNode json = Json.read(Files.readAllBytes(file));
    var usd = new EnumMap<Charge, Double>(Charge.class);
    json.path("prices")
        .properties()
        .forEach(entry -> usd.put(Charge.valueOf(entry.getKey()), each(entry.getValue())));
    return new Prices(json.path("region").asText(), json.path("asOf").asText(), usd);
  }

  private static double each(JsonNode price) {
    return price.path("usd").asDouble() / price.path("per").asDouble();
  }

  double of(Charge charge) {
    return Objects.requireNonNull(usd.get(charge), () -> "prices.json has no " + charge);
  }
}
