// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.shopify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ramure.lambda.reading.Field;
import org.ramure.lambda.reading.Flaw;
import org.ramure.lambda.reading.ReadingContext;
import org.ramure.purchase.Evidence.VoucherUse;

/// Tells our vouchers from ordinary discounts. An order lists its {@code discount_applications};
/// each allocation on a line names one by its place in that list. The sum in {@code total_discount}
/// and the order's own totals are of no use: they mix all.
///
/// @param vouchers the hash of our voucher, by the place of its application
record ShopifyDiscounts(Map<Integer, String> vouchers, ShopifyMoney money) {

  private static final int LONGEST_CODE = 255;

  static ShopifyDiscounts of(Field order, ReadingContext context) {
    var applications = order.at("discount_applications").items();
    var vouchers = new HashMap<Integer, String>();
    for (int i = 0; i < applications.size(); i++) {
      int place = i;
      code(applications.get(i))
          .flatMap(context.vouchers())
          .ifPresent(hash -> vouchers.put(place, hash));
    }
    var discounts =
        new ShopifyDiscounts(Map.copyOf(vouchers), new ShopifyMoney(context.currency()));
    discounts.checkNamed(order, context);
    return discounts;
  }

  /// A code typed at the checkout is in {@code code}; one that staff entered for the customer makes
  /// a manual discount which bears the code as its title.
  private static Optional<String> code(Field application) {
    return application
        .at("code")
        .textIfAny(LONGEST_CODE)
        .or(() -> application.at("title").textIfAny(LONGEST_CODE));
  }

  /// Without its application a voucher's part cannot be told from other discounts.
  private void checkNamed(Field order, ReadingContext context) {
    for (var code : order.at("discount_codes").items()) {
      var ours = code.at("code").textIfAny(LONGEST_CODE).flatMap(context.vouchers());
      boolean unplaced = ours.filter(hash -> !vouchers.containsValue(hash)).isPresent();
      if (unplaced && money.minorOr0(code, "amount") > 0) {
        order.at("discount_applications").flawed(Flaw.MISSING);
      }
    }
  }

  /// What ordinary discounts took off a line.
  long ordinary(Field line) {
    return allocations(line).stream()
        .filter(allocation -> voucher(allocation).isEmpty())
        .mapToLong(allocation -> money.minor(allocation, "amount"))
        .sum();
  }

  /// Everything that was taken off, vouchers included.
  long all(Field line) {
    return money.sum(allocations(line), "amount");
  }

  /// Our vouchers with the shop's own split over the lines. One that took nothing off was not used:
  /// the shop let the code stand although nothing in the basket fitted.
  List<VoucherUse> uses(List<Field> lines) {
    var byVoucher = new LinkedHashMap<String, Map<String, Long>>();
    for (var line : lines) {
      for (var allocation : allocations(line)) {
        voucher(allocation)
            .ifPresent(hash -> add(byVoucher, hash, line, money.minor(allocation, "amount")));
      }
    }
    var uses = new ArrayList<VoucherUse>();
    byVoucher.forEach((hash, split) -> uses.add(use(hash, split)));
    return uses.stream().filter(use -> use.amountMinor() > 0).toList();
  }

  private static void add(
      Map<String, Map<String, Long>> byVoucher, String hash, Field line, long amount) {
    byVoucher
        .computeIfAbsent(hash, h -> new TreeMap<>())
        .merge(line.at("id").id(), amount, Math::addExact);
  }

  private static VoucherUse use(String hash, Map<String, Long> split) {
    return new VoucherUse(hash, split.values().stream().mapToLong(Long::longValue).sum(), split);
  }

  private Optional<String> voucher(Field allocation) {
    return vouchers.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(vouchers.get(allocation.at("discount_application_index").index()));
  }

  private static List<Field> allocations(Field line) {
    return line.at("discount_allocations").items();
  }
}
