// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.time.Instant;
import java.util.List;
import org.ramure.event.EventType;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.Image;

/// Paid orders that name a voucher which somebody else has used: money that a person has to look
/// at, until it is settled.
final class ConflictEvents {

  private ConflictEvents() {}

  /// @param purchase source and document id in one
  /// @param amountMinor what the order says the voucher paid
  /// @param since when it was opened
  record Conflicting(
      String voucher,
      String last4,
      String member,
      String purchase,
      long amountMinor,
      String currency,
      Instant since) {}

  static List<CloudEvent> of(Change change, Image.OfConflict after) {
    boolean was = change.before() instanceof Image.OfConflict b && b.conflict().open();
    boolean is = after.conflict().open();
    if (was == is) {
      return List.of();
    }
    return List.of(
        is
            ? event(change, EventType.VOUCHER_CONFLICT_OPENED, after, after.conflict().since())
            : event(change, EventType.VOUCHER_CONFLICT_CLOSED, after, change.at()));
  }

  private static CloudEvent event(
      Change change, EventType type, Image.OfConflict after, Instant time) {
    var since = after.conflict().since();
    return change.event(
        type, since.toString(), after.programme(), after.voucher(), time, conflicting(after));
  }

  private static Conflicting conflicting(Image.OfConflict after) {
    var conflict = after.conflict();
    var purchase =
        new PurchaseKey(after.programme(), conflict.source(), conflict.documentId()).reference();
    return new Conflicting(
        after.voucher(),
        after.last4(),
        after.member().value(),
        purchase,
        conflict.amountMinor(),
        after.currency().getCurrencyCode(),
        conflict.since());
  }
}
