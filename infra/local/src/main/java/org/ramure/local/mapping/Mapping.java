// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import org.ramure.local.template.Resource;

/// An event source mapping: something that calls a function whenever its source has something.
sealed interface Mapping permits QueueMapping, StreamMapping {
  void start(Threads threads);

  /// Whether everything that was in the source at that moment has been dealt with.
  boolean hasSeenAllSince(long nanoTime);

  static boolean reportsItems(Resource mapping) {
    for (JsonNode type : mapping.properties().path("FunctionResponseTypes")) {
      if (type.asText().equals("ReportBatchItemFailures")) {
        return true;
      }
    }
    return false;
  }
}
