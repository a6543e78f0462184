// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ramure.money.Money;
import org.ramure.programme.Channel;
import org.ramure.voucher.Refusal;
import org.ramure.voucher.Use;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.VoucherUse;

/// Eighty years by the clocks of the shops: days of 23 and 25 hours, ends of months, 29 February.
class DaysOfTheYearPropertiesTest {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2104, 12, 31);

  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("Europe/Paris"),
          ZoneId.of("Indian/Reunion"),
          ZoneId.of("America/Guadeloupe"),
          ZoneId.of("Pacific/Noumea"));

  @Property(tries = 2000)
  void points_can_be_spent_until_the_last_second_of_their_last_day_and_not_a_second_longer(
      @ForAll("days") LocalDate bought, @ForAll("zones") ZoneId zone) {
    var terms = Programmes.lasting(12, Map.of());
    var lastDay =
        Accrual.Days.firstPosting(
                terms, Channel.TILL, bought, bought.atTime(12, 0).atZone(Members.PARIS).toInstant())
            .lastDay();
    assertThat(YearMonth.from(lastDay)).isEqualTo(YearMonth.from(bought).plusYears(1));
    assertThat(Period.between(bought, lastDay).toTotalMonths()).isBetween(11L, 12L);
    var account = Members.with().settledTo(bought).lot(lastDay, 10).account();
    var midnight = lastDay.plusDays(1).atStartOfDay(zone).toInstant();
    assertThat(available(account, midnight.minusSeconds(1), zone)).isEqualTo(10);
    assertThat(available(account, midnight, zone)).isZero();
  }

  private static long available(Account account, Instant at, ZoneId zone) {
    return Settlement.view(account, LocalDate.ofInstant(at, zone), Members.cause()).available();
  }

  @Property(tries = 2000)
  void a_voucher_until_tonight_ends_at_the_later_midnight_of_programme_and_store(
      @ForAll("days") LocalDate day,
      @ForAll("zones") ZoneId programme,
      @ForAll("zones") ZoneId store) {
    var end = later(midnightAfter(day, programme), midnightAfter(day, store));
    var begin =
        earlier(day.atStartOfDay(programme).toInstant(), day.atStartOfDay(store).toInstant());
    var voucher = voucher(day, day, programme);
    assertThat(check(voucher, begin.minusSeconds(1), programme, store))
        .hasValueSatisfying(why -> assertThat(why).isInstanceOf(Refusal.NotYetValid.class));
    assertThat(check(voucher, begin, programme, store)).isEmpty();
    assertThat(check(voucher, end.minusSeconds(1), programme, store)).isEmpty();
    assertThat(check(voucher, end, programme, store))
        .hasValueSatisfying(why -> assertThat(why).isInstanceOf(Refusal.Expired.class));
  }

  @Property(tries = 2000)
  void a_voucher_of_three_months_can_be_used_on_its_last_day_and_is_booked_as_expired_only_after(
      @ForAll("days") LocalDate minted, @ForAll("zones") ZoneId zone) {
    var lastDay = minted.plusMonths(3);
    var voucher = voucher(minted, lastDay, zone);
    var end = midnightAfter(lastDay, zone);
    assertThat(check(voucher, end.minusSeconds(1), zone, zone)).isEmpty();
    assertThat(check(voucher, end, zone, zone)).isPresent();
    assertThat(voucher.expiredUnused(end.minusSeconds(1))).isFalse();
    var dueNight = lastDay.plusDays(2).atTime(0, 7).atZone(zone).toInstant();
    assertThat(voucher.expiredUnused(dueNight)).as("when it is looked at").isTrue();
  }

  @Property(tries = 500)
  void every_local_day_has_a_midnight_and_hours_of_its_own(
      @ForAll("days") LocalDate day, @ForAll("zones") ZoneId zone) {
    var hours = Duration.between(day.atStartOfDay(zone).toInstant(), midnightAfter(day, zone));
    assertThat(hours.toHours()).isBetween(23L, 25L);
    assertThat(LocalDate.ofInstant(midnightAfter(day, zone).minusSeconds(1), zone)).isEqualTo(day);
  }

  private static Instant midnightAfter(LocalDate day, ZoneId zone) {
    return day.plusDays(1).atStartOfDay(zone).toInstant();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Optional<Refusal> check(
      Voucher voucher, Instant at, ZoneId programme, ZoneId store) {
    var use =
        new Use("b", "s", Optional.empty(), Optional.empty(), 5000, false, programme, store, at);
    return VoucherUse.check(voucher, use);
  }

  private static Voucher voucher(LocalDate first, LocalDate last, ZoneId zone) {
    return new Voucher(
        "hash",
        "anna-1",
        1,
        Members.with().account().member(),
        Voucher.Kind.BIRTHDAY,
        Money.of(2500, "EUR"),
        0,
        first,
        last,
        zone,
        new Voucher.Issued(),
        Optional.empty(),
        List.of(),
        0,
        new TreeMap<>(),
        0,
        "WXYZ",
        1);
  }

  /// Half of them where something may go wrong.
  @Provide
  Arbitrary<LocalDate> days() {
    var any = Arbitraries.integers().between(0, (int) (LAST.toEpochDay() - FIRST.toEpochDay()));
    var month = Arbitraries.integers().between(0, 12 * 81 - 1);
    return Arbitraries.oneOf(
        any.map(FIRST::plusDays),
        month.map(m -> FIRST.plusMonths(m + 1L).minusDays(1)),
        month.map(m -> lastSunday(YearMonth.from(FIRST).plusMonths(m))),
        month.map(m -> YearMonth.of(2024 + m % 81, 2).atEndOfMonth()));
  }

  private static LocalDate lastSunday(YearMonth month) {
    var end = month.atEndOfMonth();
    return end.minusDays(end.getDayOfWeek().getValue() % 7);
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(ZONES);
  }
}
