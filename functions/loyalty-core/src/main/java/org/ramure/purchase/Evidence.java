// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ramure.member.IdentityKey;
import org.ramure.programme.Channel;

/// One piece of evidence about a purchase: canonical facts, as received. All amounts are minor
/// units of the order's currency.
public sealed interface Evidence {

  /// When this evidence reached us, by our clock.
  Instant receivedAt();

  /// The newest body of the sale, lines as sold.
  ///
  /// @param modifiedAt the source's own modified time: the newer body wins, whatever came last
  /// @param occurredAt the business time: which version of the programme rates the purchase
  /// @param businessDate the local day of the sale, in the place's zone
  /// @param lines no two of one id: what refunds and vouchers say of a line is found by it
  /// @param vouchers our own vouchers that paid a part
  /// @param giftCardPaidMinor the part paid by gift card
  /// @param basket the checkout's key, where the source tells it: links a redemption to its order
  /// @param hints what may recognise the customer
  record Order(
      Instant modifiedAt,
      Instant receivedAt,
      Status status,
      Instant occurredAt,
      LocalDate businessDate,
      Channel channel,
      Place place,
      String number,
      Currency currency,
      List<Line> lines,
      Charges charges,
      long giftCardPaidMinor,
      List<VoucherUse> vouchers,
      Optional<String> basket,
      List<IdentityKey> hints)
      implements Evidence {

    public Order {
      lines = List.copyOf(lines);
      vouchers = List.copyOf(vouchers);
      hints = List.copyOf(hints);
      checkLineIds(number, lines);
    }

    private static void checkLineIds(String number, List<Line> lines) {
      var ids = new HashSet<String>();
      for (var line : lines) {
        if (!ids.add(line.id())) {
          throw new IllegalArgumentException(number + " has two lines " + line.id());
        }
      }
    }
  }

  enum Status {
    DRAFT,
    PENDING,
    PAID,
    CANCELLED,
    TEST
  }

  /// Where it was sold.
  ///
  /// @param store empty for a web shop
  /// @param zones the store's zone and all zones around it
  record Place(Optional<String> store, List<String> zones, ZoneId zone) {
    public Place {
      zones = List.copyOf(zones);
    }
  }

  /// A line as sold.
  ///
  /// @param categories the product's categories, all levels
  /// @param quantity may be fractional
  /// @param grossMinor tax included, before any discount
  /// @param discountMinor line discounts and the line's share of order discounts; not our vouchers
  /// @param taxMinor the tax inside gross − discount; 0 where unknown
  record Line(
      String id,
      String sku,
      String label,
      List<String> categories,
      BigDecimal quantity,
      long grossMinor,
      long discountMinor,
      long taxMinor,
      Kind kind) {

    public enum Kind {
      GOODS,
      GIFT_CARD
    }

    public Line {
      categories = List.copyOf(categories);
    }

    /// Tax included, after discounts, before vouchers; never negative.
    public long netMinor() {
      return Math.max(0, grossMinor - discountMinor);
    }
  }

  /// What earns nothing: kept because programmes may look at it and people ask about it.
  record Charges(long shippingMinor, long wrappingMinor, long feesMinor, long tipsMinor) {
    public static final Charges NONE = new Charges(0, 0, 0, 0);
  }

  /// One of our vouchers, as the order names it.
  ///
  /// @param voucher keyed hash of the code
  /// @param allocation minor units by line id, where the shop says how it spread the voucher; else
  ///     empty
  record VoucherUse(String voucher, long amountMinor, Map<String, Long> allocation) {
    public VoucherUse {
      allocation = Map.copyOf(allocation);
    }
  }

  /// Goods or money that went back.
  ///
  /// @param id the refund's own id: the same refund reported three times is one
  /// @param lines the same line may stand there twice: what is told of it adds up
  /// @param shippingMinor the part for shipping: no goods, no points
  /// @param adjustmentMinor goods refunded by amount only, of no line in particular; negative where
  ///     less was paid back than the lines tell, because a fee was kept
  record Refund(
      String id,
      Instant refundedAt,
      Instant receivedAt,
      List<RefundLine> lines,
      long shippingMinor,
      long adjustmentMinor)
      implements Evidence {

    public Refund {
      lines = List.copyOf(lines);
    }
  }

  /// @param quantity how many pieces came back; 0 where only money did
  /// @param amountMinor what was paid back for them, tax included; empty where the source tells the
  ///     quantity only
  record RefundLine(String lineId, BigDecimal quantity, OptionalLong amountMinor) {}

  /// The whole sale was called off. Final, whatever bodies follow.
  record Cancellation(Instant cancelledAt, Instant receivedAt) implements Evidence {}
}
