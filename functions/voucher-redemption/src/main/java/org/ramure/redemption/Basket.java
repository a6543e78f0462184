// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import java.util.Currency;
import org.ramure.lambda.Limits;

/// A basket in which a voucher is to be used.
///
/// @param id the checkout's own key: the same basket asking twice is one use
/// @param eligibleTotalMinor what counts for the programme, before the voucher
record Basket(String id, long eligibleTotalMinor, Currency currency) {

  static final int LONGEST_ID = 200;

  /// More than any basket, and far from overflow.
  static final long LARGEST_TOTAL = 1_000_000_000_000L;

  Basket {
    Limits.text("id", id, LONGEST_ID);
    Limits.range("eligibleTotalMinor", eligibleTotalMinor, 0, LARGEST_TOTAL);
  }

  /// A basket whose id the use's own id holds already.
  record Total(long eligibleTotalMinor, Currency currency) {

    Total {
      Limits.range("eligibleTotalMinor", eligibleTotalMinor, 0, LARGEST_TOTAL);
    }
  }
}
