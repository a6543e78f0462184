// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.generic;

import static org.ramure.lambda.reading.ToldSale.LONGEST_TEXT;
import static org.ramure.lambda.reading.ToldSale.oneOf;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramure.lambda.reading.Field;
import org.ramure.lambda.reading.Flaw;
import org.ramure.lambda.reading.Limits;
import org.ramure.lambda.reading.ReadingContext;
import org.ramure.lambda.reading.ToldMoney;
import org.ramure.lambda.reading.ToldSale;
import org.ramure.purchase.Evidence.Line;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Place;
import org.ramure.purchase.Evidence.Status;
import org.ramure.purchase.Evidence.VoucherUse;

/// A purchase as told by the API.
final class GenericOrder {

  private static final Set<String> FIELDS =
      Stream.concat(
              ToldSale.FIELDS.stream(),
              Stream.of("modifiedAt", "occurredAt", "businessDate", "status", "number", "vouchers"))
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> VOUCHER_FIELDS = Set.of("code", "amount", "allocation");

  private static final int MOST_VOUCHERS = 20;

  private final Field body;
  private final Optional<String> usualStore;
  private final ReadingContext context;
  private final ToldMoney money;

  GenericOrder(Field body, Optional<String> usualStore, ReadingContext context) {
    this.body = body.withOnly(FIELDS);
    this.usualStore = usualStore;
    this.context = context;
    this.money = new ToldMoney(context.currency());
  }

  Order read(String documentId) {
    var sale = ToldSale.read(body, usualStore, context);
    var occurredAt = Limits.past(body.at("occurredAt"), context.now());
    return new Order(
        Limits.past(body.at("modifiedAt"), context.now()),
        context.now(),
        oneOf(body.at("status"), List.of(Status.values())),
        occurredAt,
        businessDate(occurredAt, sale.place()),
        sale.channel(),
        sale.place(),
        body.at("number").textIfAny(LONGEST_TEXT).orElse(documentId),
        sale.currency(),
        sale.lines(),
        sale.charges(),
        sale.giftCardPaidMinor(),
        vouchers(sale.lines()),
        sale.basket(),
        sale.hints());
  }

  private LocalDate businessDate(Instant occurredAt, Place place) {
    var local = LocalDate.ofInstant(occurredAt, place.zone());
    var field = body.at("businessDate");
    return field.dateIfAny().map(told -> Limits.near(field, told, local)).orElse(local);
  }

  private List<VoucherUse> vouchers(List<Line> lines) {
    var field = body.at("vouchers");
    var items = field.items();
    return items.size() <= MOST_VOUCHERS
        ? items.stream().map(item -> voucher(item, lines)).toList()
        : field.flawed(Flaw.OUT_OF_RANGE);
  }

  private VoucherUse voucher(Field voucher, List<Line> lines) {
    voucher.withOnly(VOUCHER_FIELDS);
    var code = voucher.at("code");
    var hash =
        context
            .vouchers()
            .apply(code.text(LONGEST_TEXT))
            .orElseGet(() -> code.flawed(Flaw.NOT_OUR_CODE));
    long amount = money.required(voucher.at("amount"));
    return new VoucherUse(hash, amount, allocation(voucher.at("allocation"), amount, lines));
  }

  /// The source's own split; it may leave a part open, but not spread more than the voucher gave.
  private Map<String, Long> allocation(Field field, long amount, List<Line> lines) {
    if (!field.isPresent()) {
      return Map.of();
    }
    var split = new TreeMap<String, Long>();
    for (var id : field.names()) {
      boolean known = lines.stream().anyMatch(line -> line.id().equals(id));
      split.put(
          id, known ? money.required(field.at(id)) : field.at(id).<Long>flawed(Flaw.UNKNOWN_VALUE));
    }
    long sum = split.values().stream().mapToLong(Long::longValue).sum();
    return sum <= amount ? split : field.flawed(Flaw.OUT_OF_RANGE);
  }
}
