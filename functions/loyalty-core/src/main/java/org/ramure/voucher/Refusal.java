// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.ramure.voucher.Voucher.Redemption;

/// Why a voucher cannot be used, in order of precedence: the first that holds is the answer.
/// Precise reasons are for staff keys; the public sees one neutral answer.
public sealed interface Refusal {

  /// No such code, or of another programme.
  record Unknown() implements Refusal {}

  /// It was given back for this very basket or purchase: a late retry must not burn it again.
  record GivenBack() implements Refusal {}

  record AlreadyRedeemed(Redemption by) implements Refusal {}

  record Cancelled() implements Refusal {}

  /// @param lastDay the day printed on it
  record Expired(LocalDate lastDay) implements Refusal {}

  record NotYetValid(LocalDate firstDay) implements Refusal {}

  /// Another basket holds it.
  record ReservedElsewhere(String source, Optional<String> store, Instant until)
      implements Refusal {}

  record BasketTooSmall(long minimumMinor) implements Refusal {}

  /// The basket is smaller than the voucher, and nobody agreed to lose the rest. Only where the
  /// voucher would be used up: holding it loses nothing.
  record LossNotAccepted(long lossMinor) implements Refusal {}
}
