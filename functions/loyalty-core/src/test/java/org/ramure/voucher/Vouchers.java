// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ramure.member.MemberId;
import org.ramure.money.Money;
import org.ramure.voucher.Voucher.Issued;
import org.ramure.voucher.Voucher.Kind;
import org.ramure.voucher.Voucher.Reservation;
import org.ramure.voucher.Voucher.Reserved;

/// Vouchers in words: {@code Vouchers.number(3).paidWith(day, 150).announced().voucher()}.
public final class Vouchers {

  public static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  public static final LocalDate FIRST_DAY = LocalDate.of(2027, 3, 15);
  public static final Instant NOON = FIRST_DAY.atTime(12, 0).atZone(PARIS).toInstant();

  private final long number;
  private final TreeMap<LocalDate, Long> paidWith = new TreeMap<>();
  private LocalDate firstDay = FIRST_DAY;
  private LocalDate lastDay = FIRST_DAY.plusMonths(3);
  private long minimumMinor = 0;
  private Voucher.State state = new Issued();
  private Optional<Instant> announcedAt = Optional.empty();

  private Vouchers(long number) {
    this.number = number;
  }

  /// A voucher of 10 euros nobody has seen or used; free unless points paid for it.
  public static Vouchers number(long number) {
    return new Vouchers(number);
  }

  public Vouchers paidWith(LocalDate day, long points) {
    paidWith.put(day, points);
    return this;
  }

  public Vouchers paidWith(Map<LocalDate, Long> points) {
    paidWith.putAll(points);
    return this;
  }

  public Vouchers valid(LocalDate first, LocalDate last) {
    firstDay = first;
    lastDay = last;
    return this;
  }

  public Vouchers from(long basketMinor) {
    minimumMinor = basketMinor;
    return this;
  }

  public Vouchers announced() {
    announcedAt = Optional.of(NOON);
    return this;
  }

  public Vouchers heldUntil(Instant until) {
    return in(
        new Reserved(
            new Reservation(
                "basket", "shop", Optional.empty(), Optional.empty(), 5000, NOON, until)));
  }

  public Vouchers in(Voucher.State other) {
    state = other;
    return this;
  }

  public Voucher voucher() {
    return new Voucher(
        "hash-" + number,
        "voucher-" + number,
        number,
        new MemberId("anna"),
        Kind.REWARD,
        Money.of(1000, "EUR"),
        minimumMinor,
        firstDay,
        lastDay,
        PARIS,
        state,
        announcedAt,
        List.of(),
        0,
        paidWith,
        0,
        "WXYZ",
        1);
  }
}
