// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.explain.LocalizedText;
import org.ramure.programme.Channel;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.programme.ProgrammeTerms.PointsTerms;
import org.ramure.programme.ProgrammeTerms.RefundPolicy;
import org.ramure.programme.ProgrammeTerms.ReservationTerms;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.programme.ProgrammeTerms.RewardTerms.Mode;

/// Programmes whose points live 12 months and buy vouchers at 150.
final class Programmes {

  static final RewardTerms REWARD = reward(Mode.AUTOMATIC, 10);

  private Programmes() {}

  static RewardTerms reward(Mode mode, int dailyCap) {
    return new RewardTerms(new LocalizedText("Bon", "Voucher"), 150, 1000, 0, 3, mode, dailyCap);
  }

  /// Web purchases pend for 14 days, photos for 7, tills not at all.
  static ProgrammeTerms twelveMonths() {
    return lasting(12, Map.of(Channel.WEB, 14, Channel.RECEIPT, 7));
  }

  static ProgrammeTerms lasting(int months, Map<Channel, Integer> pendingDays) {
    return new ProgrammeTerms(
        new LocalizedText("Programme", "Programme"),
        LocalDate.of(2024, 1, 1),
        Members.PARIS,
        Currency.getInstance("EUR"),
        new PointsTerms(months, pendingDays, Map.of(), RefundPolicy.DEBT, false, true, false),
        List.of(),
        List.of(),
        Optional.of(REWARD),
        new ReservationTerms(20, 5),
        ProgrammeTerms.AdjustmentTerms.USUAL,
        Optional.empty());
  }
}
