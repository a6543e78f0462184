// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.programme;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Adding a version to a programme. What was published never changes, so all that can go wrong must
/// be refused here.
public final class Publication {

  /// Readers keep what they read for a minute, and a purchase must be rated alike by all of them.
  public static final Duration NOTICE = Duration.ofMinutes(5);

  private static final Comparator<ProgrammeVersion> BY_NUMBER =
      Comparator.comparingInt(ProgrammeVersion::number);

  private Publication() {}

  public sealed interface Outcome {}

  public record Accepted(ProgrammeVersion version) implements Outcome {}

  /// Listed in order of precedence.
  public sealed interface Refused extends Outcome {}

  /// Accounts are settled by the programme's days: their zone stays what it was.
  public record ZoneChanged(String was) implements Refused {}

  /// Points and vouchers are worth amounts of the programme's currency: it stays what it was.
  public record CurrencyChanged(String was) implements Refused {}

  /// The first version may take effect at any past moment, normally the programme's first day, but
  /// not later: purchases before it would be rated by it all the same.
  public record FirstInFuture(Instant latest) implements Refused {}

  /// A later version needs {@link #NOTICE}.
  public record TooSoon(Instant earliest) implements Refused {}

  /// Versions take effect in the order of their numbers.
  public record NotAfterPrevious(Instant previous) implements Refused {}

  public static Outcome publish(
      ProgrammeId programme,
      ProgrammeTerms terms,
      Instant effectiveFrom,
      Collection<ProgrammeVersion> before,
      Instant now) {
    var last = last(programme, before);
    return last.<Outcome>flatMap(previous -> refusal(previous, terms, effectiveFrom, now))
        .or(() -> last.isEmpty() ? firstRefusal(effectiveFrom, now) : Optional.empty())
        .orElseGet(
            () -> {
              int number = last.map(ProgrammeVersion::number).orElse(0) + 1;
              return new Accepted(new ProgrammeVersion(programme, number, effectiveFrom, terms));
            });
  }

  private static Optional<ProgrammeVersion> last(
      ProgrammeId programme, Collection<ProgrammeVersion> before) {
    if (before.stream().anyMatch(version -> !version.programme().equals(programme))) {
      throw new IllegalArgumentException("versions of another programme than " + programme);
    }
    return before.stream().max(BY_NUMBER);
  }

  private static Optional<Refused> refusal(
      ProgrammeVersion previous, ProgrammeTerms terms, Instant effectiveFrom, Instant now) {
    if (!terms.zone().equals(previous.terms().zone())) {
      return Optional.of(new ZoneChanged(previous.terms().zone().getId()));
    }
    if (!terms.currency().equals(previous.terms().currency())) {
      return Optional.of(new CurrencyChanged(previous.terms().currency().getCurrencyCode()));
    }
    if (effectiveFrom.isBefore(now.plus(NOTICE))) {
      return Optional.of(new TooSoon(now.plus(NOTICE)));
    }
    return effectiveFrom.isAfter(previous.effectiveFrom())
        ? Optional.empty()
        : Optional.of(new NotAfterPrevious(previous.effectiveFrom()));
  }

  private static Optional<Outcome> firstRefusal(Instant effectiveFrom, Instant now) {
    return effectiveFrom.isAfter(now) ? Optional.of(new FirstInFuture(now)) : Optional.empty();
  }
}
