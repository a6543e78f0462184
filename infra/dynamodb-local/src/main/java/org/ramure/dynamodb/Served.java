// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One of the last calls, for a page that shows them.
///
/// @param items table and key of each item, or the table
/// @param outcome `OK`, the name of the error, or `no answer`
public record Served(
    Instant at, Duration took, String operation, List<String> items, String outcome, Cost cost) {

  public Served {
    items = List.copyOf(items);
  }

  static Served of(Call call, Outcome outcome, Instant at, Duration took) {
    return new Served(
        at,
        took,
        call.operation(),
        call.touches().stream().map(Served::name).toList(),
        outcome.answer().map(Served::name).orElse("no answer"),
        outcome.usage().total());
  }

  private static String name(Touch touch) {
    return Stream.concat(Stream.of(touch.table()), touch.keyValues())
        .collect(Collectors.joining(" "));
  }

  private static String name(Answer answer) {
    return answer.succeeded() ? "OK" : answer.error();
  }
}
