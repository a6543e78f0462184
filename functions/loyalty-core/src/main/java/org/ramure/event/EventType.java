// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.event;

/// All that is published. The name is part of the contract: what would break a reader gets a new
/// version beside the old.
public enum EventType {
  MEMBER_ENROLLED("member.enrolled"),
  PURCHASE_RECORDED("purchase.recorded"),
  PURCHASE_CHANGED("purchase.changed"),
  PURCHASE_CANCELLED("purchase.cancelled"),
  POINTS_ACCRUED("points.accrued"),
  POINTS_REVERSED("points.reversed"),
  POINTS_MATURED("points.matured"),
  POINTS_EXPIRING("points.expiring"),
  POINTS_EXPIRED("points.expired"),
  POINTS_ADJUSTED("points.adjusted"),
  ACCOUNT_BALANCE_CHANGED("account.balance-changed"),
  VOUCHER_MINTED("voucher.minted"),
  VOUCHER_RESERVED("voucher.reserved"),
  VOUCHER_RELEASED("voucher.released"),
  VOUCHER_REDEEMED("voucher.redeemed"),
  VOUCHER_GIVEN_BACK("voucher.given-back"),
  VOUCHER_EXPIRED("voucher.expired"),
  VOUCHER_VOIDED("voucher.voided"),
  VOUCHER_CONFLICT_OPENED("voucher.conflict-opened"),
  VOUCHER_CONFLICT_CLOSED("voucher.conflict-closed");

  private final String type;

  EventType(String what) {
    type = "org.ramure." + what + ".v1";
  }

  /// As subscribers name it: {@code org.ramure.voucher.redeemed.v1}.
  public String type() {
    return type;
  }
}
