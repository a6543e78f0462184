// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ramure.member.MemberId;
import org.ramure.points.Accrual;
import org.ramure.purchase.Context;
import org.ramure.purchase.Posting;
import org.ramure.purchase.Posting.Frozen;
import org.ramure.purchase.PurchaseKey;
import org.ramure.purchase.RuleGrant;
import org.ramure.purchase.VoucherWish;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The RATING item: what was posted for a purchase.
final class PostingItem {

  static final String AGREED = "agreed";
  static final String REVISION = "revision";

  private PostingItem() {}

  static Map<String, AttributeValue> write(PurchaseKey key, Posting p) {
    var wishes = Item.map();
    p.vouchers().forEach((voucher, wish) -> wishes.put(voucher, wish.name()));
    var item =
        Item.of(PurchaseKeys.item(key, PurchaseKeys.RATING))
            .putText("member", p.member().map(MemberId::value))
            .put("digest", p.digest())
            .put("version", p.version())
            .putItems("grants", p.grants().stream().map(PostingItem::grant).toList())
            .put("posted", p.posted())
            .put("vouchers", wishes)
            .put(AGREED, p.agreed())
            .put(REVISION, p.revision());
    p.frozen().ifPresent(f -> item.put("frozen", frozen(f)));
    return item.attributes();
  }

  private static Item grant(RuleGrant g) {
    return Item.map()
        .put("rule", g.rule())
        .put("uncapped", g.uncapped())
        .put("granted", g.granted());
  }

  private static Item frozen(Frozen f) {
    return Item.map()
        .putText("tier", f.context().tier())
        .putTexts("segments", f.context().segments())
        .put("firstPurchase", f.context().firstPurchase())
        .putNumbers("allowances", f.context().allowances())
        .put("businessDate", f.businessDate())
        .put("arrivedAt", f.arrivedAt())
        .put("countsSince", f.countsSince())
        .put("matures", f.days().matures())
        .put("lastDay", f.days().lastDay());
  }

  static Posting read(Map<String, AttributeValue> attributes) {
    var f = new Fields(attributes);
    return new Posting(
        f.optionalText("member").map(MemberId::new),
        f.text("digest"),
        f.integer("version"),
        f.optionalFields("frozen").map(PostingItem::readFrozen),
        f.list("grants", PostingItem::readGrant),
        f.number("posted"),
        wishes(f.fields("vouchers")),
        f.flag(AGREED),
        f.number(REVISION));
  }

  private static Map<String, VoucherWish> wishes(Fields f) {
    var wishes = new TreeMap<String, VoucherWish>();
    f.attributes().forEach((voucher, wish) -> wishes.put(voucher, VoucherWish.valueOf(wish.s())));
    return wishes;
  }

  private static RuleGrant readGrant(Fields f) {
    return new RuleGrant(f.text("rule"), f.number("uncapped"), f.number("granted"));
  }

  private static Frozen readFrozen(Fields f) {
    Optional<String> tier = f.optionalText("tier");
    return new Frozen(
        new Context(
            tier,
            new HashSet<>(f.texts("segments")),
            f.flag("firstPurchase"),
            f.numbers("allowances", rule -> rule)),
        f.day("businessDate"),
        f.instant("arrivedAt"),
        f.instant("countsSince"),
        new Accrual.Days(f.day("matures"), f.day("lastDay")));
  }
}
