// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ramure.member.MemberId;
import org.ramure.points.Account.Candidate;
import org.ramure.points.Account.Standing;
import org.ramure.voucher.Voucher;

/// Members in words: {@code Members.withPoints(149)}, {@code Members.with().lot(day, 10).debt(5)}.
final class Members {

  static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  static final LocalDate TODAY = LocalDate.of(2027, 3, 15);
  static final LocalDate IN_A_YEAR = TODAY.plusYears(1);

  private final TreeMap<LocalDate, Long> lots = new TreeMap<>();
  private final TreeMap<Pot.Pending, Long> pending = new TreeMap<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private LocalDate settledTo = TODAY;
  private Optional<LocalDate> notifiedTo = Optional.empty();
  private long debt;

  private Members() {}

  static Members with() {
    return new Members();
  }

  static Ledger withNothing() {
    return with().ledger();
  }

  static Ledger withPoints(long points) {
    return with().lot(IN_A_YEAR, points).ledger();
  }

  Members settledTo(LocalDate day) {
    settledTo = day;
    return this;
  }

  Members notifiedTo(LocalDate day) {
    notifiedTo = Optional.of(day);
    return this;
  }

  Members lot(LocalDate lastDay, long points) {
    merge(lots, lastDay, points);
    return this;
  }

  Members pending(LocalDate matures, LocalDate lastDay, long points) {
    merge(pending, new Pot.Pending(matures, lastDay), points);
    return this;
  }

  Members debt(long points) {
    debt = points;
    return this;
  }

  Members vouchers(List<Voucher> vouchers) {
    vouchers.stream()
        .map(v -> new Candidate(v.hash(), v.id(), v.lastDay(), v.paidWith()))
        .forEach(candidates::add);
    return this;
  }

  Members candidates(int count, LocalDate lastDay) {
    for (int i = 0; i < count; i++) {
      candidates.add(new Candidate("open-" + i, "open-" + i, lastDay, new TreeMap<>()));
    }
    return this;
  }

  Account account() {
    return new Account(
        new MemberId("anna"),
        7,
        40,
        settledTo,
        notifiedTo.orElse(settledTo),
        lots,
        pending,
        debt,
        Standing.NEW,
        Map.of(),
        candidates,
        0,
        Optional.empty(),
        Instant.EPOCH,
        "the hash of entry 40");
  }

  Ledger ledger() {
    return Ledger.of(account());
  }

  static Instant noon(LocalDate day) {
    return day.atTime(LocalTime.NOON).atZone(PARIS).toInstant();
  }

  static Cause cause() {
    return causeAt(noon(TODAY));
  }

  static Cause causeAt(Instant now) {
    var day = now.atZone(PARIS).toLocalDate();
    return new Cause("points-accrual", now, day, 1, Optional.of("shop/1001"), List.of());
  }

  private static <K> void merge(Map<K, Long> pots, K key, long points) {
    if (points > 0) {
      pots.merge(key, points, Long::sum);
    }
  }
}
