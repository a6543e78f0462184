// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.preview;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/// Baskets of every kind that a shop or till may ring up.
record Baskets(Random random) {

  /// Some lines cost less than a voucher is worth, some earn several.
  private static final List<Integer> MOST = List.of(1_500, 8_000, 8_000, 40_000);

  private static final List<String> CATEGORIES = List.of("linen", "bath", "gifts");
  private static final List<String> SKUS = List.of("SOAP", "TOWEL", "SHEET");

  /// @param body what a purchase and a preview say alike
  record Basket(ObjectNode body, String id) {

    /// With a store it was rung up at a till.
    String source() {
      return body.has("store") ? "fastmag" : Brand.WEB;
    }
  }

  Basket next(String id) {
    var body = JsonNodeFactory.instance.objectNode().put("currency", "EUR").put("basket", id);
    if (random.nextBoolean()) {
      body.put("store", random.nextBoolean() ? "epinal" : "saint-denis");
    }
    int lines = 1 + random.nextInt(4);
    for (int i = 1; i <= lines; i++) {
      body.withArrayProperty("lines").add(line("L" + i));
    }
    if (random.nextInt(3) == 0) {
      body.putObject("charges").put("shipping", "5.90");
    }
    if (random.nextInt(4) == 0) {
      body.put("paidByGiftCard", amount(random.nextInt(6_000)));
    }
    return new Basket(body, id);
  }

  private ObjectNode line(String id) {
    long gross = random.nextInt(MOST.get(random.nextInt(MOST.size())));
    var line =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id)
            .put("label", "Article " + id)
            .put("quantity", 1 + random.nextInt(3))
            .put("gross", amount(gross))
            .put("sku", SKUS.get(random.nextInt(SKUS.size())))
            .put("giftCard", random.nextInt(8) == 0);
    line.withArrayProperty("categories").add(CATEGORIES.get(random.nextInt(CATEGORIES.size())));
    if (random.nextInt(3) == 0) {
      line.put("discount", amount(gross / (1 + random.nextInt(5))));
    }
    return line;
  }

  /// As our API writes amounts.
  static String amount(long minor) {
    return BigDecimal.valueOf(minor, 2).toPlainString();
  }
}
