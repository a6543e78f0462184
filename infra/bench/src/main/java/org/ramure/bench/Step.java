// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

/// Something that happens at a brand, with all that follows from it.
enum Step {
  UNKNOWN_CUSTOMER("a purchase of somebody unknown", true, 1),
  PURCHASE("a member's purchase", true, 1),
  PURCHASE_THAT_MINTS("a member's purchase that makes a voucher", true, 1),
  SALE_WITH_VOUCHER_AT_A_TILL("a voucher checked, redeemed, and its sale", true, 3),
  SALE_WITH_VOUCHER_ON_THE_WEB("a voucher reserved, committed, and its sale", true, 3),
  REPEAT("the same report once more", false, 1),
  NEWER_BODY("a newer body that changes nothing that counts", false, 1),
  REFUND_OF_A_LINE("one line goes back", false, 1),
  CANCELLATION("a purchase is cancelled", false, 1),
  CANCELLATION_WITH_VOUCHER("the same, and its voucher is given back", false, 1),
  ENROLMENT("somebody enrols", false, 1),
  ACCOUNT_PAGE("a member looks at account and entries", false, 2),
  VOUCHER_PAGE("a member sees a new voucher's code", false, 2),
  QUARANTINED_WEBHOOK("a webhook that cannot be used", false, 1);

  private final String title;
  private final boolean isPurchase;
  private final int apiCalls;

  Step(String title, boolean isPurchase, int apiCalls) {
    this.title = title;
    this.isPurchase = isPurchase;
    this.apiCalls = apiCalls;
  }

  String title() {
    return title;
  }

  /// Whether it is one of the million.
  boolean isPurchase() {
    return isPurchase;
  }

  /// What the gateway is asked.
  int apiCalls() {
    return apiCalls;
  }
}
