// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.ramure.member.MemberId;
import org.ramure.money.Money;
import org.ramure.programme.ProgrammeId;
import org.ramure.voucher.Agreement.Conflict;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.Voucher.Redemption;
import org.ramure.voucher.Voucher.Reservation;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A voucher and its conflicts as items.
final class VoucherItem {

  static final String STATE = "state";
  static final String RESERVATION = "reservation";
  static final String REDEMPTION = "redemption";
  static final String REVISION = "revision";
  static final String ANNOUNCED_AT = "announcedAt";
  static final String FIRST_DAY = "firstDay";
  static final String LAST_DAY = "lastDay";
  static final String AMOUNT = "amount";
  static final String MINIMUM = "minimum";
  static final String CLOSED_KEYS = "closedKeys";
  static final String KEY = "key";
  static final String SOURCE = "source";
  static final String UNTIL = "until";
  static final String PURCHASE = "purchase";
  static final String OPEN = "open";

  static final String ISSUED = "ISSUED";
  static final String RESERVED = "RESERVED";
  static final String REDEEMED = "REDEEMED";
  static final String EXPIRED = "EXPIRED";
  static final String CANCELLED = "CANCELLED";

  private VoucherItem() {}

  static Map<String, AttributeValue> write(ProgrammeId programme, Voucher v) {
    var item =
        Item.of(VoucherKeys.voucher(programme, v.hash()))
            .put("hash", v.hash())
            .put("id", v.id())
            .put("number", v.number())
            .put("member", v.member().value())
            .put("kind", v.kind().name())
            .put(AMOUNT, v.amount().minor())
            .put("currency", v.amount().currency().getCurrencyCode())
            .put(MINIMUM, v.minimumBasketMinor())
            .put(FIRST_DAY, v.firstDay())
            .put(LAST_DAY, v.lastDay())
            .put("zone", v.zone().getId())
            .putTexts(CLOSED_KEYS, v.closedKeys())
            .put("openConflicts", v.openConflicts())
            .putNumbers("paidWith", v.paidWith())
            .put("attempt", v.attempt())
            .put("last4", v.last4())
            .put(REVISION, v.revision())
            .traced();
    v.announcedAt().ifPresent(at -> item.put(ANNOUNCED_AT, at));
    putState(item, v.state());
    return item.attributes();
  }

  static void putState(Item item, Voucher.State state) {
    switch (state) {
      case Voucher.Issued s -> item.put(STATE, ISSUED);
      case Voucher.Reserved s ->
          item.put(STATE, RESERVED).put(RESERVATION, reservation(s.reservation()));
      case Voucher.Redeemed s ->
          item.put(STATE, REDEEMED).put(REDEMPTION, redemption(s.redemption()));
      case Voucher.Expired s -> item.put(STATE, EXPIRED);
      case Voucher.Cancelled s -> item.put(STATE, CANCELLED);
    }
  }

  static Item reservation(Reservation r) {
    return Item.map()
        .put(KEY, r.key())
        .put(SOURCE, r.source())
        .putText("store", r.store())
        .putText(PURCHASE, r.purchase())
        .put("basket", r.basketMinor())
        .put("at", r.at())
        .put(UNTIL, r.until());
  }

  static Item redemption(Redemption r) {
    return Item.map()
        .put(KEY, r.key())
        .put(SOURCE, r.source())
        .putText("store", r.store())
        .putText(PURCHASE, r.purchase())
        .put("basket", r.basketMinor())
        .put("at", r.at())
        .put("confirmed", r.confirmed());
  }

  static Voucher read(Map<String, AttributeValue> attributes) {
    var f = new Fields(attributes);
    return new Voucher(
        f.text("hash"),
        f.text("id"),
        f.number("number"),
        new MemberId(f.text("member")),
        Voucher.Kind.valueOf(f.text("kind")),
        Money.of(f.number(AMOUNT), f.text("currency")),
        f.number(MINIMUM),
        f.day(FIRST_DAY),
        f.day(LAST_DAY),
        ZoneId.of(f.text("zone")),
        state(f),
        f.optionalText(ANNOUNCED_AT).map(Instant::parse),
        f.texts(CLOSED_KEYS),
        f.integer("openConflicts"),
        f.numbers("paidWith", LocalDate::parse),
        f.integer("attempt"),
        f.text("last4"),
        f.number(REVISION));
  }

  private static Voucher.State state(Fields f) {
    return switch (f.text(STATE)) {
      case ISSUED -> new Voucher.Issued();
      case RESERVED -> new Voucher.Reserved(readReservation(f.fields(RESERVATION)));
      case REDEEMED -> new Voucher.Redeemed(readRedemption(f.fields(REDEMPTION)));
      case EXPIRED -> new Voucher.Expired();
      case CANCELLED -> new Voucher.Cancelled();
      default -> throw new IllegalStateException("not a voucher's state: " + f.text(STATE));
    };
  }

  private static Reservation readReservation(Fields f) {
    return new Reservation(
        f.text(KEY),
        f.text(SOURCE),
        f.optionalText("store"),
        f.optionalText(PURCHASE),
        f.number("basket"),
        f.instant("at"),
        f.instant(UNTIL));
  }

  private static Redemption readRedemption(Fields f) {
    return new Redemption(
        f.text(KEY),
        f.text(SOURCE),
        f.optionalText("store"),
        f.optionalText(PURCHASE),
        f.number("basket"),
        f.instant("at"),
        f.flag("confirmed"));
  }

  /// With what tells the voucher to whoever sees only this item: the reader of the stream.
  static Map<String, AttributeValue> write(ProgrammeId programme, Voucher v, Conflict c) {
    return Item.of(VoucherKeys.conflict(programme, v.hash(), c.source() + "/" + c.documentId()))
        .put("voucher", v.id())
        .put("last4", v.last4())
        .put("member", v.member().value())
        .put("currency", v.amount().currency().getCurrencyCode())
        .put(SOURCE, c.source())
        .put("document", c.documentId())
        .put(AMOUNT, c.amountMinor())
        .put("since", c.since())
        .put(OPEN, c.open())
        .traced()
        .attributes();
  }

  static Conflict readConflict(Map<String, AttributeValue> attributes) {
    var f = new Fields(attributes);
    return new Conflict(
        f.text(SOURCE), f.text("document"), f.number(AMOUNT), f.instant("since"), f.flag(OPEN));
  }
}
