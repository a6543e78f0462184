// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.ramure.member.MemberId;
import org.ramure.money.Money;

/// A voucher as one item of its table says it is.
///
/// @param hash keyed hash of the code: the key of its item
/// @param id deterministic: member and number
/// @param number of the voucher for its member: a higher one is newer
/// @param firstDay and {@code lastDay} both count, as local days where it is used
/// @param zone in which the days are shown
/// @param announcedAt when the whole code was first shown to someone
/// @param closedKeys baskets and purchases it was given back for: none of them may use it again;
///     the last {@value #MAX_CLOSED_KEYS}
/// @param openConflicts orders that named it after somebody else had used it, not settled yet
/// @param paidWith points by the last day of their lot; empty for a free one
/// @param attempt 0, or more where a code collided
/// @param last4 of the code
/// @param revision raised by every change
public record Voucher(
    String hash,
    String id,
    long number,
    MemberId member,
    Kind kind,
    Money amount,
    long minimumBasketMinor,
    LocalDate firstDay,
    LocalDate lastDay,
    ZoneId zone,
    State state,
    Optional<Instant> announcedAt,
    List<String> closedKeys,
    int openConflicts,
    NavigableMap<LocalDate, Long> paidWith,
    int attempt,
    String last4,
    long revision) {

  /// The last {@value #REMEMBERED_GIVE_BACKS} give-backs are remembered by all their names: the
  /// purchase, its document id and its basket where a checkout may ask under them, and the key
  /// under which it did ask. Fewer names would let a late retry burn the voucher; more uses of one
  /// voucher than that are no accident.
  public static final int REMEMBERED_GIVE_BACKS = 20;

  public static final int MAX_CLOSED_KEYS = 4 * REMEMBERED_GIVE_BACKS;

  /// A voucher given back stays valid at least so long.
  public static final int DAYS_AFTER_GIVE_BACK = 15;

  public enum Kind {
    REWARD,
    BIRTHDAY
  }

  public sealed interface State {}

  public record Issued() implements State {}

  /// Held for a basket; lapses by itself, judged at read: no job is needed.
  public record Reserved(Reservation reservation) implements State {}

  public record Redeemed(Redemption redemption) implements State {}

  /// Its last day passed unused, and the ledger says so.
  public record Expired() implements State {}

  /// Cancelled by us before use.
  public record Cancelled() implements State {}

  /// @param key the basket
  /// @param purchase document id, where the caller knew it
  public record Reservation(
      String key,
      String source,
      Optional<String> store,
      Optional<String> purchase,
      long basketMinor,
      Instant at,
      Instant until) {

    public boolean lapsed(Instant now) {
      return !now.isBefore(until);
    }
  }

  /// Who used it, where and when.
  ///
  /// @param purchase document id in {@code source}, once known
  /// @param confirmed whether a paid order is known that names it
  public record Redemption(
      String key,
      String source,
      Optional<String> store,
      Optional<String> purchase,
      long basketMinor,
      Instant at,
      boolean confirmed) {}

  public Voucher {
    if (openConflicts < 0 || lastDay.isBefore(firstDay)) {
      throw new IllegalStateException(
          id + ": " + openConflicts + " open conflicts, valid " + firstDay + " to " + lastDay);
    }
    closedKeys = List.copyOf(closedKeys);
    paidWith = Collections.unmodifiableNavigableMap(new TreeMap<>(paidWith));
  }

  /// Neither held nor used.
  public boolean free(Instant now) {
    return switch (state) {
      case Issued s -> true;
      case Reserved s -> s.reservation().lapsed(now);
      case Redeemed s -> false;
      case Expired s -> false;
      case Cancelled s -> false;
    };
  }

  /// Will never be open again, unless it is given back.
  public boolean closed() {
    return switch (state) {
      case Issued s -> false;
      case Reserved s -> false;
      case Redeemed s -> true;
      case Expired s -> true;
      case Cancelled s -> true;
    };
  }

  /// Whether its last day is over in every zone it can be used in, and nobody holds it.
  public boolean expiredUnused(Instant now) {
    return free(now) && lastDay.isBefore(LocalDate.ofInstant(now, LAST_ZONE_OF_THE_EARTH));
  }

  /// Whether a take-back may cancel it.
  public boolean cancellable(Instant now, boolean evenAnnounced) {
    return free(now) && !expiredUnused(now) && (evenAnnounced || announcedAt.isEmpty());
  }

  /// The same voucher in another state; its revision is raised where it is written.
  public Voucher as(State next) {
    return copy(lastDay, next, closedKeys, openConflicts);
  }

  Voucher validUntil(LocalDate day) {
    return copy(day, state, closedKeys, openConflicts);
  }

  Voucher closedFor(List<String> keys) {
    return copy(lastDay, state, keys, openConflicts);
  }

  Voucher withOpenConflicts(int open) {
    return copy(lastDay, state, closedKeys, open);
  }

  private Voucher copy(LocalDate until, State next, List<String> closed, int conflicts) {
    return new Voucher(
        hash,
        id,
        number,
        member,
        kind,
        amount,
        minimumBasketMinor,
        firstDay,
        until,
        zone,
        next,
        announcedAt,
        closed,
        conflicts,
        paidWith,
        attempt,
        last4,
        revision);
  }

  private static final ZoneId LAST_ZONE_OF_THE_EARTH = ZoneId.of("-12:00");
}
