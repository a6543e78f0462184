// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.ramure.lambda.Log;
import org.ramure.lambda.batch.AtOnce;

/// Walks for a while: page by page, the subjects of a page some at once, and nothing of a page is
/// kept but its sums.
record Stretch(Shelves shelves, Auditor auditor, InstantSource clock) {

  /// @param wanted which subjects; the others are passed by
  /// @return where the walk goes on; empty where it is through
  /// @throws IllegalStateException where a subject could not be read, once the others of its page
  ///     are done
  Optional<Place> go(Place from, Duration patience, Predicate<Subject> wanted, Tally tally) {
    var end = clock.instant().plus(patience);
    var place = Optional.of(from);
    do {
      var page = shelves.page(place.get());
      audit(from.walk(), page.subjects().stream().filter(wanted).toList(), tally);
      place = page.next();
    } while (place.isPresent() && clock.instant().isBefore(end));
    return place;
  }

  void audit(Walk walk, Collection<Subject> subjects, Tally tally) {
    var failures = new AtomicInteger();
    AtOnce.each(
            subjects,
            auditor::audit,
            failure -> {
              failures.incrementAndGet();
              Log.error("audit.subject-failed", Map.of(), failure);
            })
        .forEach(finding -> tally.add(walk, finding));
    if (failures.get() > 0) {
      throw new IllegalStateException(failures + " of a page could not be read");
    }
  }
}
