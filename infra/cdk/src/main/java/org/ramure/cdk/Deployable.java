// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

/// A function as it is built: which zip, which handler, how much of a machine for how long.
///
/// Memory buys CPU: 1,024 MB is 0.58 of a processor, and more did not pay for work that mostly
/// waits for DynamoDB. A function behind the API answers within 10 seconds or not at all; a
/// consumer has a minute for a batch; sweep and audit have the longest that Lambda offers: the
/// sweep takes up the next night where it ended, the audit goes on in its next message.
///
/// @param name of the function
/// @param module the folder under {@code functions}, also the name of the zip; two functions may
///     share one
/// @param handler the class Lambda calls
/// @param memoryMegabytes which also sets the share of a processor
/// @param timeoutSeconds after which Lambda ends the call
record Deployable(
    String name, String module, String handler, int memoryMegabytes, int timeoutSeconds) {

  private static final int MEMORY = 1024;
  private static final int SOMEBODY_WAITS = 10;
  private static final int AT_A_DESK = 30;
  private static final int BATCH = 60;
  private static final int NIGHT = 900;

  static final Deployable PROGRAMME_ADMIN =
      of("programme-admin", "org.ramure.admin.ProgrammeAdminHandler", AT_A_DESK);
  static final Deployable MEMBER_REGISTRY =
      of("member-registry", "org.ramure.registry.MemberRegistryHandler", SOMEBODY_WAITS);
  static final Deployable PURCHASE_INGESTION =
      of("purchase-ingestion", "org.ramure.ingestion.PurchaseIngestionHandler", SOMEBODY_WAITS);
  static final Deployable PURCHASE_PREVIEW =
      of("purchase-preview", "org.ramure.preview.PurchasePreviewHandler", SOMEBODY_WAITS);
  static final Deployable POINTS_ACCRUAL =
      of("points-accrual", "org.ramure.accrual.PointsAccrualHandler", BATCH);
  static final Deployable POINTS_ADJUSTMENT =
      of("points-adjustment", "org.ramure.adjustment.PointsAdjustmentHandler", SOMEBODY_WAITS);
  static final Deployable VOUCHER_MINTING =
      of("voucher-minting", "org.ramure.minting.VoucherMintingHandler", BATCH);
  static final Deployable VOUCHER_REDEMPTION =
      of("voucher-redemption", "org.ramure.redemption.VoucherRedemptionHandler", SOMEBODY_WAITS);

  /// Answers the office and works off its own queue: the longer of the two times.
  static final Deployable QUARANTINE_REPLAY =
      new Deployable(
          "quarantine-replay",
          "purchase-ingestion",
          "org.ramure.ingestion.QuarantineReplayHandler",
          MEMORY,
          BATCH);

  static final Deployable EXPIRY = of("expiry", "org.ramure.expiry.ExpiryHandler", BATCH);

  static final Deployable BIRTHDAY_GIFTS =
      of("birthday-gifts", "org.ramure.birthday.BirthdayGiftsHandler", BATCH);

  static final Deployable NIGHTLY_SWEEP =
      of("nightly-sweep", "org.ramure.sweep.NightlySweepHandler", NIGHT);

  static final Deployable LEDGER_AUDIT =
      of("ledger-audit", "org.ramure.auditor.LedgerAuditHandler", NIGHT);

  static final Deployable EVENT_PUBLISHER =
      of("event-publisher", "org.ramure.publisher.EventPublisherHandler", BATCH);

  static final Deployable WEBHOOK_SUBSCRIPTIONS =
      new Deployable(
          "webhook-subscriptions",
          "webhook-delivery",
          "org.ramure.delivery.WebhookSubscriptionsHandler",
          MEMORY,
          AT_A_DESK);

  static final Deployable WEBHOOK_DELIVERY =
      of("webhook-delivery", "org.ramure.delivery.WebhookDeliveryHandler", BATCH);

  private static Deployable of(String module, String handler, int timeoutSeconds) {
    return new Deployable(module, module, handler, MEMORY, timeoutSeconds);
  }
}
