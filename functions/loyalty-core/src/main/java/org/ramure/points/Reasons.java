// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.LocalDate;
import org.ramure.explain.Reason;

/// The reasons the ledger itself gives; those of a rating come with it.
public final class Reasons {

  private Reasons() {}

  static Reason expired(long points, LocalDate lastDay) {
    return Reason.of("settle.expired", "points", points).with("lastDay", lastDay);
  }

  static Reason matured(long points) {
    return Reason.of("settle.matured", "points", points);
  }

  static Reason repaid(long points) {
    return Reason.of("debt.repaid", "points", points);
  }

  static Reason takenFrom(String where, long points) {
    return Reason.of("taken." + where, "points", points);
  }

  static Reason givenLate(long points, LocalDate lastDay) {
    return Reason.of("given.late", "points", points).with("lastDay", lastDay);
  }

  static Reason minted(long points, LocalDate lastDay) {
    return Reason.of("voucher.minted", "points", points).with("lastDay", lastDay);
  }

  static Reason voucherCancelled(String voucher) {
    return Reason.of("taken.voucher", "voucher", voucher);
  }

  static Reason voucherExpired(LocalDate lastDay) {
    return Reason.of("voucher.expired", "lastDay", lastDay);
  }

  static Reason givenBack(LocalDate lastDay) {
    return Reason.of("voucher.given.back", "lastDay", lastDay);
  }

  static Reason birthday(LocalDate lastDay) {
    return Reason.of("voucher.birthday", "lastDay", lastDay);
  }

  static Reason birthdayLate(LocalDate birthday, LocalDate lastDay) {
    return Reason.of("voucher.birthday.late", "birthday", birthday).with("lastDay", lastDay);
  }

  static Reason handedOver(String purchase) {
    return Reason.of("voucher.handed.over", "purchase", purchase);
  }
}
