// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

/// What an order wants of a voucher that it names, or named in an earlier revision.
public enum VoucherWish {
  /// Paid with it: the voucher is redeemed by this order.
  USED,
  /// The order is not paid (yet, or any more): the voucher is left alone and no key is closed.
  UNDECIDED,
  /// The order does not need it: the voucher is given back and this order can never redeem it
  /// again.
  GIVEN_BACK
}
