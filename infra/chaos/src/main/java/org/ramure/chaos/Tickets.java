// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What a till tells of a sale.
final class Tickets {

  private Tickets() {}

  /// @param seconds after the sale at which this body was made
  /// @param prices of the lines, in cents; they are numbered from 0
  static Map<String, Object> of(String email, Instant at, int seconds, List<Integer> prices) {
    return Map.of(
        "modifiedAt",
        at.plusSeconds(seconds).toString(),
        "occurredAt",
        at.toString(),
        "status",
        "PAID",
        "channel",
        "TILL",
        "store",
        "epinal",
        "currency",
        "EUR",
        "customer",
        Map.of("email", email),
        "lines",
        IntStream.range(0, prices.size())
            .mapToObj(
                line ->
                    Map.of(
                        "id", "" + line, "quantity", "1", "gross", Living.euros(prices.get(line))))
            .toList());
  }

  /// The same, partly paid with a voucher of ten euros.
  static Map<String, Object> paidWith(Map<String, Object> ticket, String basket, String code) {
    var paid = new HashMap<>(ticket);
    paid.put("basket", basket);
    paid.put("vouchers", List.of(Map.of("code", code, "amount", "10.00")));
    return paid;
  }
}
