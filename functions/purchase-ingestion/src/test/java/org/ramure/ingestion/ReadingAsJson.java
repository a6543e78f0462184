// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ramure.lambda.reading.Reading;
import org.ramure.lambda.reading.Reading.Facts;
import org.ramure.lambda.reading.Reading.Ignored;
import org.ramure.lambda.reading.Reading.Unusable;
import org.ramure.member.IdentityKey;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Evidence.Cancellation;
import org.ramure.purchase.Evidence.Line;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Refund;
import org.ramure.purchase.Evidence.RefundLine;
import org.ramure.purchase.Evidence.VoucherUse;

/// A reading in the form of the files beside the samples: everything but the time of receipt.
final class ReadingAsJson {

  private ReadingAsJson() {}

  static Map<String, Object> of(Reading reading) {
    return switch (reading) {
      case Facts facts ->
          map(
              "documentId", facts.documentId(),
              "evidence", facts.evidence().stream().map(ReadingAsJson::evidence).toList());
      case Ignored ignored -> map("ignored", ignored.topic());
      case Unusable unusable -> map("unusable", unusable.flaw().code(), "field", unusable.field());
    };
  }

  private static Map<String, Object> evidence(Evidence evidence) {
    return switch (evidence) {
      case Order order -> map("order", order(order));
      case Refund refund -> map("refund", refund(refund));
      case Cancellation cancellation ->
          map("cancellation", map("cancelledAt", cancellation.cancelledAt().toString()));
    };
  }

  private static Map<String, Object> order(Order o) {
    var json =
        map(
            "modifiedAt", o.modifiedAt().toString(),
            "status", o.status().name(),
            "occurredAt", o.occurredAt().toString(),
            "businessDate", o.businessDate().toString(),
            "channel", o.channel().name(),
            "store", o.place().store().orElse(""),
            "zones", o.place().zones(),
            "zone", o.place().zone().getId(),
            "number", o.number(),
            "currency", o.currency().getCurrencyCode());
    json.put("lines", o.lines().stream().map(ReadingAsJson::line).toList());
    json.put(
        "charges",
        map(
            "shippingMinor", o.charges().shippingMinor(),
            "wrappingMinor", o.charges().wrappingMinor(),
            "feesMinor", o.charges().feesMinor(),
            "tipsMinor", o.charges().tipsMinor()));
    json.put("giftCardPaidMinor", o.giftCardPaidMinor());
    json.put("vouchers", o.vouchers().stream().map(ReadingAsJson::voucher).toList());
    json.put("basket", o.basket().orElse(""));
    json.put("hints", hints(o.hints()));
    return json;
  }

  private static Map<String, Object> line(Line l) {
    return map(
        "id", l.id(),
        "sku", l.sku(),
        "label", l.label(),
        "categories", l.categories(),
        "quantity", l.quantity().toPlainString(),
        "grossMinor", l.grossMinor(),
        "discountMinor", l.discountMinor(),
        "taxMinor", l.taxMinor(),
        "kind", l.kind().name());
  }

  private static Map<String, Object> voucher(VoucherUse v) {
    return map(
        "voucher", v.voucher(),
        "amountMinor", v.amountMinor(),
        "allocation", new TreeMap<>(v.allocation()));
  }

  private static Map<String, Object> refund(Refund r) {
    return map(
        "id", r.id(),
        "refundedAt", r.refundedAt().toString(),
        "lines", r.lines().stream().map(ReadingAsJson::refundLine).toList(),
        "shippingMinor", r.shippingMinor(),
        "adjustmentMinor", r.adjustmentMinor());
  }

  private static Map<String, Object> refundLine(RefundLine l) {
    var json = map("lineId", l.lineId(), "quantity", l.quantity().toPlainString());
    l.amountMinor().ifPresent(amount -> json.put("amountMinor", amount));
    return json;
  }

  private static Map<String, Object> hints(List<IdentityKey> hints) {
    var json = new LinkedHashMap<String, Object>();
    hints.forEach(hint -> json.put(hint.kind().name(), hint.hash()));
    return json;
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
