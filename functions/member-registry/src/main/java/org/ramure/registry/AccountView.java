// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.ramure.points.Account;
import org.ramure.programme.ProgrammeTerms;

/// An account as the API shows it, as of a day.
///
/// @param asOf the day in the programme's zone
/// @param debt points owed, repaid first by what is earned next
/// @param expiries of available points, the soonest first
/// @param maturing pending points by the day they become available
record AccountView(
    LocalDate asOf,
    long available,
    long pending,
    long debt,
    Optional<String> tier,
    List<Expiry> expiries,
    List<Maturing> maturing,
    Optional<NextReward> nextReward) {

  record Expiry(LocalDate lastDay, long points) {}

  record Maturing(LocalDate on, LocalDate lastDay, long points) {}

  /// @param missing points that are still needed for the next voucher
  record NextReward(long threshold, long missing, long amountMinor, String currency) {}

  static AccountView of(Account account, LocalDate today, ProgrammeTerms terms) {
    return new AccountView(
        today,
        account.available(),
        account.pendingTotal(),
        account.debt(),
        account.standing().tier(),
        account.lots().entrySet().stream().map(l -> new Expiry(l.getKey(), l.getValue())).toList(),
        account.pending().entrySet().stream()
            .map(p -> new Maturing(p.getKey().matures(), p.getKey().lastDay(), p.getValue()))
            .toList(),
        terms
            .reward()
            .map(
                r ->
                    new NextReward(
                        r.threshold(),
                        Math.max(0, r.threshold() - account.available() + account.debt()),
                        r.amountMinor(),
                        terms.currency().getCurrencyCode())));
  }
}
