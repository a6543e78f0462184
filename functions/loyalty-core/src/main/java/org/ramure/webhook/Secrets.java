// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The secrets of a subscription, sealed. While one takes over from another both sign, so that the
/// receiver changes its own copy whenever it likes.
///
/// @param before what signs along, the latest first
public record Secrets(Secret current, List<Retired> before) {

  /// So many old ones sign along at most: a further rotation ends the oldest at once.
  static final int MOST_BEFORE = 4;

  public record Secret(String sealed, Instant since) {}

  /// @param until when it stops signing
  public record Retired(String sealed, Instant since, Instant until) {}

  public Secrets {
    before = List.copyOf(before);
  }

  public static Secrets first(String sealed, Instant now) {
    return new Secrets(new Secret(sealed, now), List.of());
  }

  Secrets rotated(String sealed, Duration overlap, Instant now) {
    var retired = new Retired(current.sealed(), current.since(), now.plus(overlap));
    var before =
        Stream.concat(Stream.of(retired), this.before.stream())
            .filter(old -> old.until().isAfter(now))
            .limit(MOST_BEFORE)
            .toList();
    return new Secrets(new Secret(sealed, now), before);
  }

  /// Sealed secrets that sign now, the newest first.
  public List<String> signing(Instant now) {
    return Stream.concat(
            Stream.of(current.sealed()),
            before.stream().filter(old -> old.until().isAfter(now)).map(Retired::sealed))
        .toList();
  }
}
