// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ramure.member.IdentityKey;
import org.ramure.programme.Channel;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Evidence.Cancellation;
import org.ramure.purchase.Evidence.Charges;
import org.ramure.purchase.Evidence.Line;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Place;
import org.ramure.purchase.Evidence.Refund;
import org.ramure.purchase.Evidence.RefundLine;
import org.ramure.purchase.Evidence.VoucherUse;
import org.ramure.purchase.PurchaseKey;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Evidence as items: canonical facts only, identities and codes as hashes, no raw body. Facts are
/// one map, {@code content} their hash without the time of receipt: a repeat has the same.
final class EvidenceItem {

  static final String CONTENT = "content";
  static final String FACTS = "facts";
  static final String MODIFIED_AT = "modifiedAt";
  static final String RECEIVED_AT = "receivedAt";

  private EvidenceItem() {}

  static String sortKey(Evidence evidence) {
    return switch (evidence) {
      case Order o -> PurchaseKeys.ORDER;
      case Refund r -> PurchaseKeys.REFUND + r.id();
      case Cancellation c -> PurchaseKeys.CANCELLATION;
    };
  }

  static Map<String, AttributeValue> write(PurchaseKey key, Evidence evidence) {
    var facts = AttributeValue.fromM(facts(evidence).attributes());
    var received = evidence.receivedAt();
    var item =
        Item.of(PurchaseKeys.item(key, sortKey(evidence)))
            .put(FACTS, facts)
            .put(CONTENT, Content.hash(facts))
            .put(RECEIVED_AT, received)
            .put(
                TableShape.CHANGED.pk(),
                PurchaseKeys.changed(key, LocalDate.ofInstant(received, ZoneOffset.UTC)))
            .put(TableShape.CHANGED.sk(), Instants.text(received))
            .traced();
    if (evidence instanceof Order order) {
      item.put(MODIFIED_AT, order.modifiedAt());
    }
    return item.attributes();
  }

  static Evidence read(Map<String, AttributeValue> attributes) {
    var item = new Fields(attributes);
    var sk = item.text(TableShape.SK);
    var facts = item.fields(FACTS);
    var received = item.instant(RECEIVED_AT);
    if (sk.equals(PurchaseKeys.ORDER)) {
      return order(facts, received);
    }
    if (sk.startsWith(PurchaseKeys.REFUND)) {
      return refund(sk.substring(PurchaseKeys.REFUND.length()), facts, received);
    }
    return new Cancellation(facts.instant("cancelledAt"), received);
  }

  private static Item facts(Evidence evidence) {
    return switch (evidence) {
      case Order o -> orderFacts(o);
      case Refund r -> refundFacts(r);
      case Cancellation c -> Item.map().put("cancelledAt", c.cancelledAt());
    };
  }

  private static Item orderFacts(Order o) {
    return Item.map()
        .put(MODIFIED_AT, o.modifiedAt())
        .put("status", o.status().name())
        .put("occurredAt", o.occurredAt())
        .put("businessDate", o.businessDate())
        .put("channel", o.channel().name())
        .putText("store", o.place().store())
        .putTexts("zones", o.place().zones())
        .put("zone", o.place().zone().getId())
        .put("number", o.number())
        .put("currency", o.currency().getCurrencyCode())
        .putItems("lines", o.lines().stream().map(EvidenceItem::lineFacts).toList())
        .put("shipping", o.charges().shippingMinor())
        .put("wrapping", o.charges().wrappingMinor())
        .put("fees", o.charges().feesMinor())
        .put("tips", o.charges().tipsMinor())
        .put("giftCardPaid", o.giftCardPaidMinor())
        .putItems("vouchers", o.vouchers().stream().map(EvidenceItem::voucherFacts).toList())
        .putText("basket", o.basket())
        .putItems("hints", o.hints().stream().map(EvidenceItem::hintFacts).toList());
  }

  private static Item lineFacts(Line l) {
    return Item.map()
        .put("id", l.id())
        .put("sku", l.sku())
        .put("label", l.label())
        .putTexts("categories", l.categories())
        .put("quantity", l.quantity().stripTrailingZeros().toPlainString())
        .put("gross", l.grossMinor())
        .put("discount", l.discountMinor())
        .put("tax", l.taxMinor())
        .put("kind", l.kind().name());
  }

  private static Item voucherFacts(VoucherUse v) {
    return Item.map()
        .put("voucher", v.voucher())
        .put("amount", v.amountMinor())
        .putNumbers("allocation", v.allocation());
  }

  private static Item hintFacts(IdentityKey k) {
    return Item.map().put("kind", k.kind().name()).put("hash", k.hash());
  }

  private static Item refundFacts(Refund r) {
    return Item.map()
        .put("refundedAt", r.refundedAt())
        .putItems("lines", r.lines().stream().map(EvidenceItem::refundLineFacts).toList())
        .put("shipping", r.shippingMinor())
        .put("adjustment", r.adjustmentMinor());
  }

  private static Item refundLineFacts(RefundLine l) {
    var item =
        Item.map()
            .put("line", l.lineId())
            .put("quantity", l.quantity().stripTrailingZeros().toPlainString());
    l.amountMinor().ifPresent(amount -> item.put("amount", amount));
    return item;
  }

  private static Order order(Fields f, Instant received) {
    return new Order(
        f.instant(MODIFIED_AT),
        received,
        Evidence.Status.valueOf(f.text("status")),
        f.instant("occurredAt"),
        f.day("businessDate"),
        Channel.valueOf(f.text("channel")),
        new Place(f.optionalText("store"), f.texts("zones"), ZoneId.of(f.text("zone"))),
        f.text("number"),
        Currency.getInstance(f.text("currency")),
        f.list("lines", EvidenceItem::line),
        new Charges(f.number("shipping"), f.number("wrapping"), f.number("fees"), f.number("tips")),
        f.number("giftCardPaid"),
        f.list("vouchers", EvidenceItem::voucher),
        f.optionalText("basket"),
        f.list("hints", EvidenceItem::hint));
  }

  private static Line line(Fields f) {
    return new Line(
        f.text("id"),
        f.text("sku"),
        f.text("label"),
        f.texts("categories"),
        new BigDecimal(f.text("quantity")),
        f.number("gross"),
        f.number("discount"),
        f.number("tax"),
        Line.Kind.valueOf(f.text("kind")));
  }

  private static VoucherUse voucher(Fields f) {
    return new VoucherUse(
        f.text("voucher"), f.number("amount"), f.numbers("allocation", line -> line));
  }

  private static IdentityKey hint(Fields f) {
    return new IdentityKey(IdentityKey.Kind.valueOf(f.text("kind")), f.text("hash"));
  }

  private static Refund refund(String id, Fields f, Instant received) {
    return new Refund(
        id,
        f.instant("refundedAt"),
        received,
        f.list("lines", EvidenceItem::refundLine),
        f.number("shipping"),
        f.number("adjustment"));
  }

  private static RefundLine refundLine(Fields f) {
    Optional<Long> amount = f.optionalNumber("amount");
    return new RefundLine(
        f.text("line"),
        new BigDecimal(f.text("quantity")),
        amount.map(OptionalLong::of).orElse(OptionalLong.empty()));
  }
}
