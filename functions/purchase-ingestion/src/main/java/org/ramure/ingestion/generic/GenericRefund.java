// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.generic;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.Set;
import org.ramure.lambda.reading.Field;
import org.ramure.lambda.reading.Flaw;
import org.ramure.lambda.reading.Limits;
import org.ramure.lambda.reading.ReadingContext;
import org.ramure.lambda.reading.ToldMoney;
import org.ramure.purchase.Evidence.Refund;
import org.ramure.purchase.Evidence.RefundLine;

/// A refund as told by the API.
final class GenericRefund {

  private static final Set<String> FIELDS = Set.of("refundedAt", "lines", "shipping", "adjustment");
  private static final Set<String> LINE_FIELDS = Set.of("lineId", "quantity", "amount");

  private final Field body;
  private final ReadingContext context;
  private final ToldMoney money;

  GenericRefund(Field body, ReadingContext context) {
    this.body = body.withOnly(FIELDS);
    this.context = context;
    this.money = new ToldMoney(context.currency());
  }

  Refund read(String refundId) {
    var refund =
        new Refund(
            refundId,
            Limits.past(body.at("refundedAt"), context.now()),
            context.now(),
            Limits.items(body.at("lines")).stream().map(this::line).toList(),
            money.or0(body.at("shipping")),
            money.or0(body.at("adjustment")));
    return refund.lines().isEmpty() && refund.shippingMinor() + refund.adjustmentMinor() == 0
        ? body.flawed(Flaw.NOTHING_REFUNDED)
        : refund;
  }

  /// Pieces, or money, or both: the money counts where it is told.
  private RefundLine line(Field line) {
    line.withOnly(LINE_FIELDS);
    var quantity = line.at("quantity");
    var amount = line.at("amount");
    var pieces = quantity.isPresent() ? Limits.quantity(quantity) : BigDecimal.ZERO;
    if (pieces.signum() == 0 && !amount.isPresent()) {
      line.flawed(Flaw.NOTHING_REFUNDED);
    }
    return new RefundLine(
        line.at("lineId").id(),
        pieces,
        amount.isPresent() ? OptionalLong.of(money.required(amount)) : OptionalLong.empty());
  }
}
