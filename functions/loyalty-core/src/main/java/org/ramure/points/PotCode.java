// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.LocalDate;
import org.ramure.points.Pot.Adjusted;
import org.ramure.points.Pot.Available;
import org.ramure.points.Pot.Debt;
import org.ramure.points.Pot.Earned;
import org.ramure.points.Pot.Expired;
import org.ramure.points.Pot.Gesture;
import org.ramure.points.Pot.Pending;
import org.ramure.points.Pot.Reversed;
import org.ramure.points.Pot.Spent;

/// A pot in one short word, as entries are stored, hashed and exported:
/// {@code available:2027-11-22}.
public final class PotCode {

  private PotCode() {}

  public static String of(Pot pot) {
    return switch (pot) {
      case Available p -> "available:" + p.lastDay();
      case Pending p -> "pending:" + p.matures() + ":" + p.lastDay();
      case Debt p -> "debt";
      case Expired p -> "expired:" + p.lastDay();
      case Earned p -> "earned";
      case Reversed p -> "reversed";
      case Spent p -> "spent";
      case Adjusted p -> "adjusted";
      case Gesture p -> "gesture";
    };
  }

  public static Pot parse(String code) {
    var parts = code.split(":", -1);
    return switch (parts[0]) {
      case "available" -> new Available(LocalDate.parse(parts[1]));
      case "pending" -> new Pending(LocalDate.parse(parts[1]), LocalDate.parse(parts[2]));
      case "debt" -> new Debt();
      case "expired" -> new Expired(LocalDate.parse(parts[1]));
      case "earned" -> new Earned();
      case "reversed" -> new Reversed();
      case "spent" -> new Spent();
      case "adjusted" -> new Adjusted();
      case "gesture" -> new Gesture();
      default -> throw new IllegalArgumentException("not a pot: " + code);
    };
  }
}
