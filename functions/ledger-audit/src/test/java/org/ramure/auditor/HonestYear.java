// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.time.Duration;
import org.ramure.member.MemberId;
import org.ramure.purchase.PurchaseKey;
import org.ramure.voucher.Voucher;

/// Books in which almost everything happened that can: vouchers used, given back, cancelled,
/// expired and wanted by two, goods returned before and after the points were spent, points that
/// expired, gifts by hand, customers whom nobody knows.
///
/// @param used a voucher that {@code paidWithIt} has, and {@code waiting} would have
/// @param open one that waits to be used
/// @param cancelled one that was paid from points of goods that went back
/// @param expired one that nobody used
/// @param guest a purchase of somebody unknown
record HonestYear(
    MemberId camille,
    MemberId louis,
    MemberId rose,
    PurchaseKey first,
    PurchaseKey paidWithIt,
    PurchaseKey waiting,
    PurchaseKey calledOff,
    PurchaseKey guest,
    Voucher used,
    Voucher open,
    Voucher cancelled,
    Voucher expired) {

  static HonestYear of(Trade trade) {
    var rose = trade.enrol("rose");
    trade.sells("rose", "170.00");
    var expired = trade.mints(rose);
    trade.wait(Duration.ofDays(120));
    trade.sells("rose", "200.00");
    trade.mintsWhatItCan(rose);
    trade.wait(Duration.ofDays(300));
    trade.sells("rose", "10.00");

    var camille = trade.enrol("camille");
    var first = trade.sells("camille", "200.00");
    var used = trade.mints(camille);
    trade.redeems(used, "cart-1");
    var paidWithIt = trade.sellsPaidWith("camille", "60.00", used, "cart-1");
    var waiting = trade.sellsPaidWith("camille", "80.00", used, "cart-2");
    trade.takesBack(first, "30.00");
    trade.sells("camille", "90.00");
    var open = trade.mints(camille);
    var calledOff = trade.sellsPaidWith("camille", "50.00", open, "cart-3");
    trade.callsOff(calledOff);
    trade.adjusts(camille, 25, "gift-1");
    trade.adjusts(camille, -5, "gift-2");

    var louis = trade.enrol("louis");
    var bought = trade.sells("louis", "160.00");
    var cancelled = trade.mints(louis);
    trade.takesBack(bought, "160.00");
    trade.refundsBefore(trade.next(), "5.00");

    var guest = trade.sells("guest", "40.00");
    trade.wait(Duration.ofDays(1));
    return new HonestYear(
        camille,
        louis,
        rose,
        first,
        paidWithIt,
        waiting,
        calledOff,
        guest,
        used,
        open,
        cancelled,
        expired);
  }
}
