// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;

/// A receiver of events.
///
/// @param secrets with which events are signed
/// @param wellAt when it last took an event, to the hour; before the first, when it was enabled
/// @param changedBy whose key changed it last; {@link #MACHINE} where we disabled it
/// @param version counts the changes
public record Subscription(
    ProgrammeId programme,
    String id,
    Wanted wanted,
    Secrets secrets,
    State state,
    Instant wellAt,
    Instant createdAt,
    String createdBy,
    Instant changedAt,
    String changedBy,
    long version) {

  /// For so long a receiver may take nothing before it is given up.
  public static final Duration PATIENCE = Duration.ofDays(3);

  public static final String MACHINE = "webhook-delivery";

  /// What its owner says.
  ///
  /// @param description in the owner's words
  public record Wanted(String url, List<EventPattern> types, Optional<String> description) {

    public Wanted {
      types = List.copyOf(types);
    }
  }

  public sealed interface State {}

  /// Events are sent.
  public record Active() implements State {}

  /// Its owner stopped it: events wait.
  public record Paused() implements State {}

  /// We stopped it: events pass it by, until somebody enables it.
  public record Disabled(Instant at, Reason reason) implements State {}

  public enum Reason {
    /// The receiver answered 410.
    GONE,
    /// It took nothing for days, and an event ran out of attempts.
    FAILING
  }

  public boolean wants(String type) {
    return wanted.types().stream().anyMatch(pattern -> pattern.matches(type));
  }

  public boolean isActive() {
    return state instanceof Active;
  }

  public boolean isDisabled() {
    return state instanceof Disabled;
  }

  /// Whether, and why, a receiver that acts like this is given up.
  ///
  /// @param delivery as it is after the attempt
  public Optional<Disabled> givenUp(Delivery delivery, Attempt attempt, Instant now) {
    if (!isActive()) {
      return Optional.empty();
    }
    if (attempt.outcome() == Attempt.Outcome.GONE) {
      return Optional.of(new Disabled(now, Reason.GONE));
    }
    return delivery.state() instanceof Delivery.Failed
            && !delivery.event().isTest()
            && !now.isBefore(wellAt.plus(PATIENCE))
        ? Optional.of(new Disabled(now, Reason.FAILING))
        : Optional.empty();
  }

  /// Enabling it anew gives it all patience again.
  public Subscription changed(Wanted next, State state, Instant now, String by) {
    var well = state instanceof Active && !isActive() ? now : wellAt;
    return with(next, secrets, state, well, now, by);
  }

  public Subscription disabled(Disabled why) {
    return with(wanted, secrets, why, wellAt, why.at(), MACHINE);
  }

  /// @param sealed the new secret
  /// @param overlap how long the one of today signs along
  public Subscription rotated(String sealed, Duration overlap, Instant now, String by) {
    return with(wanted, secrets.rotated(sealed, overlap, now), state, wellAt, now, by);
  }

  private Subscription with(
      Wanted next, Secrets keys, State state, Instant well, Instant now, String by) {
    return new Subscription(
        programme, id, next, keys, state, well, createdAt, createdBy, now, by, version + 1);
  }
}
