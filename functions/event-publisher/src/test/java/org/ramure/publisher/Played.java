// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import static org.ramure.publisher.Shop.change;
import static org.ramure.publisher.Shop.nothing;

import java.util.List;
import org.ramure.lambda.batch.BatchItem.StreamRecord;
import org.ramure.points.Entry;
import org.ramure.purchase.Evidence.Status;
import org.ramure.table.Correlation;

/// Changes that make an event of every type, with every field that an event may have.
final class Played {

  /// As the gateway names one.
  static final String REQUEST = "JKJaXmPLvHcESHA=";

  private Played() {}

  static List<CloudEvent> events() {
    return changes().stream().flatMap(record -> Change.of(record).events().stream()).toList();
  }

  static List<StreamRecord> changes() {
    return Correlation.within(REQUEST, Played::ofOneRequest);
  }

  private static List<StreamRecord> ofOneRequest() {
    var noon = Shop.NOON;
    var pending = Shop.order(Status.PENDING, noon);
    var paid = Shop.order(Status.PAID, noon.plusSeconds(60));
    return List.of(
        change(nothing(), Shop.member()),
        change(nothing(), Shop.identity()),
        change(nothing(), pending),
        change(pending, paid),
        change(paid, Shop.order(Status.CANCELLED, noon.plusSeconds(120))),
        change(nothing(), Shop.refund()),
        change(nothing(), Shop.cancellation()),
        change(nothing(), Shop.entry(1, Entry.Kind.ACCRUE, "earned>available:2027-03-14 89")),
        change(nothing(), Shop.entry(2, Entry.Kind.REVERSE, "available:2027-03-14>reversed 89")),
        change(
            nothing(),
            Shop.entry(
                3,
                Entry.Kind.SETTLE,
                "available:2026-03-13>expired:2026-03-13 44, "
                    + "pending:2026-03-14:2027-03-14>available:2027-03-14 60")),
        change(nothing(), Shop.entry(4, Entry.Kind.ADJUST, "available:2027-03-14>adjusted 30")),
        change(nothing(), Shop.entry(5, Entry.Kind.MINT, "available:2027-03-14>spent 150")),
        change(Shop.account(0, 16, false), Shop.account(44, 0, true)),
        change(
            Shop.account(44, 0, true, Shop.TODAY),
            Shop.account(44, 0, true, Shop.TODAY.plusYears(1).minusDays(7))),
        change(nothing(), Shop.voucher(1, "issued")),
        change(Shop.voucher(1, "issued"), Shop.voucher(2, "held by web")),
        change(Shop.voucher(2, "held by web"), Shop.voucher(3, "issued")),
        change(Shop.voucher(3, "issued"), Shop.voucher(4, "used by web, order known")),
        change(Shop.voucher(4, "used by web, order known"), Shop.voucher(5, "used by till")),
        change(Shop.voucher(5, "used by till"), Shop.voucher(6, "issued")),
        change(Shop.voucher(6, "issued"), Shop.voucher(7, "expired")),
        change(Shop.voucher(6, "issued"), Shop.voucher(8, "voided")),
        change(nothing(), Shop.conflict(true)),
        change(Shop.conflict(true), Shop.conflict(false)));
  }
}
