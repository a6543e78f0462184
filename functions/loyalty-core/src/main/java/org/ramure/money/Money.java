// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.money;

import java.util.Currency;

/// An amount in minor units (cents for EUR) with its currency.
public record Money(long minor, Currency currency) {

  public static Money of(long minor, String currency) {
    return new Money(minor, Currency.getInstance(currency));
  }

  public boolean isLessThan(Money other) {
    return minor < sameCurrency(other).minor;
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
  }

  private Money sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " met " + other.currency);
    }
    return other;
  }

  @Override
  public String toString() {
    return java.math.BigDecimal.valueOf(minor, currency.getDefaultFractionDigits())
        + " "
        + currency.getCurrencyCode();
  }
}
