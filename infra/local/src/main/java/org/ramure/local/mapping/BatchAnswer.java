// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ramure.local.http.Json;
import org.ramure.local.lambda.Outcome;

/// Which items of a batch have failed. With {@code ReportBatchItemFailures} the function says so;
/// an answer that cannot be understood, or names an item that was not sent, fails them all.
record BatchAnswer(Set<String> failed) {

  static BatchAnswer of(Outcome outcome, List<String> sent, boolean reportsItems) {
    return switch (outcome) {
      case Outcome.Failed failed -> new BatchAnswer(Set.copyOf(sent));
      case Outcome.Answered answered ->
          reportsItems ? reported(answered, sent) : new BatchAnswer(Set.of());
    };
  }

  private static BatchAnswer reported(Outcome.Answered answered, List<String> sent) {
    try {
      var failed = new HashSet<String>();
      for (JsonNode failure : Json.read(answered.payload()).path("batchItemFailures")) {
        failed.add(failure.path("itemIdentifier").asText());
      }
      return new BatchAnswer(sent.containsAll(failed) ? failed : Set.copyOf(sent));
    } catch (JsonProcessingException e) {
      return new BatchAnswer(Set.copyOf(sent));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isSuccess() {
    return failed.isEmpty();
  }
}
