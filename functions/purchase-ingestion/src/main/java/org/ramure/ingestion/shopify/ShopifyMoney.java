// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.shopify;

import java.util.Currency;
import java.util.List;
import org.ramure.lambda.reading.Field;
import org.ramure.lambda.reading.Flaw;

/// Reads amounts in the shop's currency. A field {@code x} is accompanied by {@code x_set} with the
/// amount in the shop's and in the customer's currency; older bodies and some fields have only
/// {@code x}, as a string or as a number.
///
/// @param currency the programme's; the shop's must be the same
record ShopifyMoney(Currency currency) {

  /// The amount of {@code name}; missing ends the mapping.
  long minor(Field owner, String name) {
    var set = owner.at(name + "_set").at("shop_money");
    if (!set.isPresent()) {
      return owner.at(name).minorNoiseRoundedHalfUp(currency);
    }
    var code = set.at("currency_code");
    if (code.isPresent() && !code.text(3).equals(currency.getCurrencyCode())) {
      code.flawed(Flaw.OTHER_CURRENCY);
    }
    return set.at("amount").minorNoiseRoundedHalfUp(currency);
  }

  /// The same, or 0 where neither form is there.
  long minorOr0(Field owner, String name) {
    boolean told =
        owner.at(name + "_set").at("shop_money").isPresent() || owner.at(name).isPresent();
    return told ? minor(owner, name) : 0;
  }

  long sum(List<Field> owners, String name) {
    return owners.stream().mapToLong(owner -> minor(owner, name)).sum();
  }

  /// The taxes on a line, a shipping line or anything else that has some.
  long taxes(Field owner) {
    return sum(owner.at("tax_lines").items(), "price");
  }
}
