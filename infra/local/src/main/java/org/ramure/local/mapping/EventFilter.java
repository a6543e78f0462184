// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.ramure.local.template.Resource;
import software.amazon.event.ruler.Machine;

/// The filter of an event source mapping, judged by AWS's own Event Ruler on the record as the
/// function would get it.
final class EventFilter {
  private final Machine machine = Machine.builder().build();

  private EventFilter() {}

  static EventFilter of(Resource mapping) {
    var filter = new EventFilter();
    int number = 0;
    try {
      for (JsonNode one : mapping.properties().path("FilterCriteria").path("Filters")) {
        filter.machine.addRule("filter-" + number++, one.path("Pattern").asText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A filter of " + mapping.logicalId(), e);
    }
    return filter;
  }

  boolean accepts(JsonNode record) {
    return machine.isEmpty() || !machine.rulesForJSONEvent(record).isEmpty();
  }
}
