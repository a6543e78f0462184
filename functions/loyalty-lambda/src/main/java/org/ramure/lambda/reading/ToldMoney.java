// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.reading;

import java.util.Currency;

/// Amounts of the API: strings only. A JSON number would pass through somebody's binary arithmetic,
/// where 39.9 is not 39.90.
public record ToldMoney(Currency currency) {

  public long required(Field field) {
    if (field.isPresent() && !field.isString()) {
      field.flawed(Flaw.WRONG_TYPE);
    }
    return Limits.notNegative(field, field.minorNoiseRoundedHalfUp(currency));
  }

  public long or0(Field field) {
    return field.isPresent() ? required(field) : 0;
  }
}
