// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/// How much of what was used. Prices come last.
record Bill(Map<Charge, Double> quantities) {

  static final Bill NOTHING = new Bill(Map.of());

  Bill {
    var copy = new EnumMap<Charge, Double>(Charge.class);
    copy.putAll(quantities);
    quantities = Collections.unmodifiableMap(copy);
  }

  double of(Charge charge) {
    return quantities.getOrDefault(charge, 0.0);
  }

  Bill with(Charge charge, double quantity) {
    return plus(new Bill(Map.of(charge, quantity)));
  }

  Bill plus(Bill other) {
    var sum = new EnumMap<Charge, Double>(Charge.class);
    sum.putAll(quantities);
    other.quantities.forEach((charge, quantity) -> sum.merge(charge, quantity, Double::sum));
    return new Bill(sum);
  }

  Bill times(double factor) {
    var product = new EnumMap<Charge, Double>(Charge.class);
    quantities.forEach((charge, quantity) -> product.put(charge, quantity * factor));
    return new Bill(product);
  }

  double usd(Prices prices) {
    return usd(prices, _ -> true);
  }

  double usd(Prices prices, Predicate<Charge> which) {
    return quantities.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToDouble(entry -> entry.getValue() * prices.of(entry.getKey()))
        .sum();
  }

  /// What each service asks for, in the order of {@link Charge}.
  Map<String, Double> byService(Prices prices) {
    var services = new LinkedHashMap<String, Double>();
    for (Charge charge : Charge.values()) {
      if (of(charge) > 0) {
        services.merge(charge.service(), of(charge) * prices.of(charge), Double::sum);
      }
    }
    return services;
  }
}
