// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import java.util.Map;

/// A call of the API that would be taken as it is. Its path may hold {@code {member}}, {@code
/// {reservation}} and {@code {redemption}}, and {@code {new}} for a number of its own.
enum Call {
  PURCHASE(
      "PUT /v1/sources/caisse-epinal/purchases/{new}",
      """
      {"modifiedAt": "2026-03-14T10:15:33Z", "occurredAt": "2026-03-14T10:15:28Z",
       "status": "PAID", "currency": "EUR",
       "lines": [{"id": "1", "quantity": "1", "gross": "45.00"}]}
      """),
  REFUND(
      "PUT /v1/sources/caisse-epinal/purchases/{new}/refunds/1",
      """
      {"refundedAt": "2026-03-20T09:00:05Z", "lines": [{"lineId": "1", "amount": "5.00"}]}
      """),
  CANCELLATION(
      "PUT /v1/sources/caisse-epinal/purchases/{new}/cancellation",
      """
      {"cancelledAt": "2026-03-20T09:00:05Z"}
      """),
  PREVIEW(
      "POST /v1/purchases/preview",
      """
      {"currency": "EUR", "lines": [{"id": "1", "quantity": "1", "gross": "45.00"}]}
      """),
  ENROL(
      "POST /v1/members",
      """
      {"identities": {"email": "{new}@example.com"}}
      """),
  SEARCH(
      "POST /v1/members/search",
      """
      {"identities": {"email": "{new}@example.com"}}
      """),
  TOKEN("POST /v1/members/{member}/tokens", "{}"),
  CHECK(
      "POST /v1/vouchers/check",
      """
      {"code": "{code}", "basket": {"id": "{new}", "eligibleTotalMinor": 4500, "currency": "EUR"}}
      """),
  RESERVE(
      "POST /v1/vouchers/reservations",
      """
      {"code": "{code}", "basket": {"id": "{new}", "eligibleTotalMinor": 4500, "currency": "EUR"}}
      """),
  REDEEM(
      "POST /v1/vouchers/redemptions",
      """
      {"code": "{code}", "basket": {"id": "{new}", "eligibleTotalMinor": 4500, "currency": "EUR"}}
      """),
  RENEW(
      "PUT /v1/vouchers/reservations/{reservation}",
      """
      {"basket": {"eligibleTotalMinor": 4500, "currency": "EUR"}}
      """),
  COMMIT(
      "POST /v1/vouchers/reservations/{reservation}/commit",
      """
      {"basket": {"eligibleTotalMinor": 4500, "currency": "EUR"}}
      """),
  RELEASE("DELETE /v1/vouchers/reservations/{reservation}", ""),
  REVERSE("POST /v1/vouchers/redemptions/{redemption}/reversal", "{}"),
  ADJUST(
      "POST /v1/members/{member}/adjustments",
      """
      {"points": 40, "reason": "A gesture", "by": "ann"}
      """),
  DECIDE(
      "POST /v1/members/{member}/adjustments/none/decision",
      """
      {"decision": "APPROVE", "by": "ann"}
      """);

  private final String route;
  private final String body;

  Call(String route, String body) {
    this.route = route;
    this.body = body;
  }

  String method() {
    return route.split(" ")[0];
  }

  /// Whether tills may call it; head office may call all.
  boolean atTills() {
    return this != ADJUST && this != DECIDE;
  }

  /// @param facts by the names in braces
  String path(Map<String, String> facts) {
    return filled(route.split(" ")[1], facts);
  }

  String body(Map<String, String> facts) {
    return filled(body, facts);
  }

  private static String filled(String text, Map<String, String> facts) {
    var filled = text.replace("{new}", String.valueOf(Brand.number()));
    for (var fact : facts.entrySet()) {
      filled = filled.replace("{" + fact.getKey() + "}", fact.getValue());
    }
    return filled;
  }
}
