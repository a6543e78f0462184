// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.preview;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramure.lambda.Json;
import org.ramure.lambda.reading.Field;
import org.ramure.lambda.reading.Flaw;
import org.ramure.lambda.reading.ReadingContext;
import org.ramure.lambda.reading.ToldSale;
import org.ramure.member.MemberId;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Status;
import org.ramure.purchase.Evidence.VoucherUse;

/// A basket that somebody asks about.
///
/// @param member whom the shop knows already; else the sale's hints may lead to one
/// @param codes of vouchers to be tried, as keyed hashes; empty where one cannot be ours
record AskedBasket(Optional<MemberId> member, ToldSale sale, List<Optional<String>> codes) {

  /// Each code tried is a guess, and the gateway counts calls: so a call has few.
  static final int MOST_CODES = 5;

  private static final Set<String> FIELDS =
      Stream.concat(ToldSale.FIELDS.stream(), Stream.of("source", "member", "vouchers"))
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> VOUCHER_FIELDS = Set.of("code");
  private static final int LONGEST_CODE = 100;

  AskedBasket {
    codes = List.copyOf(codes);
  }

  /// Where the basket says it is; known before the rest can be read.
  record Body(Field fields) {

    static Body of(byte[] json) {
      return new Body(Field.ofStrictBody(json).withOnly(FIELDS));
    }

    Optional<String> source() {
      return fields.at("source").textIfAny(ToldSale.LONGEST_TEXT);
    }

    Optional<String> store() {
      return fields.at("store").textIfAny(ToldSale.LONGEST_TEXT);
    }

    /// @param store where the call comes from
    AskedBasket read(Optional<String> store, ReadingContext context) {
      if (fields.at("member").isPresent() && fields.at("customer").isPresent()) {
        throw new Json.Malformed("customer", "cannot stand beside a member");
      }
      return new AskedBasket(member(), ToldSale.read(fields, store, context), codes(context));
    }

    private Optional<MemberId> member() {
      var field = fields.at("member");
      try {
        return field.isPresent() ? Optional.of(new MemberId(field.text(64))) : Optional.empty();
      } catch (IllegalArgumentException _) {
        return field.flawed(Flaw.NOT_AN_ID);
      }
    }

    private List<Optional<String>> codes(ReadingContext context) {
      var field = fields.at("vouchers");
      var items = field.items();
      if (items.size() > MOST_CODES) {
        field.flawed(Flaw.OUT_OF_RANGE);
      }
      var codes = new ArrayList<Optional<String>>();
      for (var item : items) {
        var code = item.withOnly(VOUCHER_FIELDS).at("code");
        var hash = context.vouchers().apply(code.text(LONGEST_CODE));
        if (hash.isPresent() && codes.contains(hash)) {
          throw new Json.Malformed(code.path(), "this voucher stands there twice");
        }
        codes.add(hash);
      }
      return codes;
    }
  }

  /// The paid order that this basket would become now, with what vouchers pay of it.
  Order paid(List<VoucherUse> vouchers, Instant now) {
    return new Order(
        now,
        now,
        Status.PAID,
        now,
        LocalDate.ofInstant(now, sale.place().zone()),
        sale.channel(),
        sale.place(),
        "",
        sale.currency(),
        sale.lines(),
        sale.charges(),
        sale.giftCardPaidMinor(),
        vouchers,
        sale.basket(),
        sale.hints());
  }
}
