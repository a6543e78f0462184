// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import com.fasterxml.jackson.databind.ObjectReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.Json;
import org.ramure.lambda.Limits;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.webhook.EventPattern;
import org.ramure.webhook.Replay;
import org.ramure.webhook.Subscription;
import org.ramure.webhook.Subscription.Wanted;

/// What the office asks for.
final class Asked {

  private static final int MOST_TYPES = 50;
  private static final int LONGEST_DESCRIPTION = 200;

  private Asked() {}

  /// A new subscription.
  ///
  /// @param types whole names of types, or beginnings that end in {@code *}
  record Creation(String url, List<String> types, Optional<String> description) {

    static final ObjectReader READER = Json.reader(Creation.class);

    Creation {
      checkTypes(types);
      Limits.text("description", description, LONGEST_DESCRIPTION);
    }

    Wanted wanted() {
      return Asked.wanted(url, types, description);
    }
  }

  /// All of a subscription that its owner says.
  record Change(String url, List<String> types, Optional<String> description, Switch state) {

    static final ObjectReader READER = Json.reader(Change.class);

    Change {
      checkTypes(types);
      Limits.text("description", description, LONGEST_DESCRIPTION);
    }

    Wanted wanted() {
      return Asked.wanted(url, types, description);
    }
  }

  /// The states that an owner may choose.
  enum Switch {
    ACTIVE(new Subscription.Active()),
    PAUSED(new Subscription.Paused());

    private final transient Subscription.State state;

    Switch(Subscription.State state) {
      this.state = state;
    }

    Subscription.State state() {
      return state;
    }
  }

  /// A new secret.
  ///
  /// @param overlapHours for which the one of today signs along
  record Rotation(Optional<Integer> overlapHours) {

    private static final ObjectReader READER = Json.reader(Rotation.class);
    private static final int USUAL_HOURS = 24;
    private static final int MOST_HOURS = 168;

    Rotation {
      overlapHours.ifPresent(hours -> Limits.range("overlapHours", hours, 0, MOST_HOURS));
    }

    /// The body may be left out.
    static Rotation of(HttpRequest request) {
      return request.body().length == 0 ? new Rotation(Optional.empty()) : request.read(READER);
    }

    Duration overlap() {
      return Duration.ofHours(overlapHours.orElse(USUAL_HOURS));
    }
  }

  /// A span of time, by the time of the events.
  record Many(Instant from, Optional<Instant> until, Optional<Replay.Which> which) {

    static final ObjectReader READER = Json.reader(Many.class);

    Replay.Wanted wanted(Instant now) {
      var end = until.filter(now::isAfter).orElse(now);
      if (!from.isBefore(end)) {
        throw new Json.Malformed("from", "must be before until, and in the past");
      }
      return new Replay.Wanted(from, end, which.orElse(Replay.Which.UNDELIVERED));
    }
  }

  private static void checkTypes(List<String> types) {
    if (types.isEmpty()) {
      throw new Json.Malformed("types", "must name at least one type");
    }
    Limits.count("types", types, MOST_TYPES);
    for (int i = 0; i < types.size(); i++) {
      checkType("types[" + i + "]", types.get(i));
    }
  }

  private static void checkType(String field, String type) {
    if (!EventPattern.isOne(type)) {
      throw new Json.Malformed(field, "must be the name of a type, or its beginning and *");
    }
    if (!new EventPattern(type).matchesAnything()) {
      throw new Json.Malformed(field, "matches no type that there is");
    }
  }

  private static Wanted wanted(String url, List<String> types, Optional<String> description) {
    return new Wanted(url, types.stream().map(EventPattern::new).toList(), description);
  }
}
