// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.ramure.audit.Difference;
import org.ramure.lambda.Log;
import org.ramure.lambda.Metrics;

/// The audit of all books: a message for each walk, and each message goes a stretch and sends the
/// next. A walk that breaks off is taken up where its last message began.
///
/// A message that is delivered twice makes the walk twice from there on: it costs reads and counts
/// its differences twice, which is as much of an alarm as once.
record Nights(Stretch stretch, AuditQueue queue, Metrics metrics) {

  /// Well within what a function may run.
  static final Duration PATIENCE = Duration.ofMinutes(8);

  void begin() {
    Stream.of(Walk.values()).map(Place::beginning).forEach(queue::send);
  }

  /// @param place as text
  void goOn(String place) {
    var from = Place.parse(place);
    var tally = new Tally();
    var next = stretch.go(from, PATIENCE, _ -> true, tally);
    tell(tally);
    Log.info(
        next.isPresent() ? "audit.goes-on" : "audit.through",
        Map.of(
            Log.Field.ROUTE, from.walk().word(),
            Log.Field.COUNT, tally.audited(from.walk()),
            Log.Field.OUTCOME, tally.differences() + " differences"));
    metrics.count("AuditDifferences", tally.differences());
    metrics.count("AuditedItems", tally.audited(from.walk()));
    metrics.count("AuditedInMotion", tally.moving());
    next.ifPresent(queue::send);
  }

  private static void tell(Tally tally) {
    tally.kept().forEach((owner, differences) -> differences.forEach(d -> tell(owner, d)));
  }

  private static void tell(Tally.Owner owner, Difference difference) {
    Log.warn(
        "audit.difference",
        Map.of(
            Log.Field.PROGRAMME, owner.programme(),
            Log.Field.MEMBER, owner.member().map(Object::toString).orElse("nobody"),
            Log.Field.PROBLEM, difference.kind().code(),
            Log.Field.ITEM, difference.about(),
            Log.Field.OUTCOME,
                difference.expected() + " expected " + difference.found() + " found"));
  }
}
