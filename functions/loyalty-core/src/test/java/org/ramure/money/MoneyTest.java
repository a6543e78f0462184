// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MoneyTest {

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          MINOR , CURRENCY , READS
          1234  , EUR      , 12.34 EUR
          5     , EUR      , 0.05 EUR
          -5    , EUR      , -0.05 EUR
          1000  , EUR      , 10.00 EUR
          1234  , JPY      , 1234 JPY
          0     , JPY      , 0 JPY
          1234  , TND      , 1.234 TND
          -7    , TND      , -0.007 TND
          """)
  void an_amount_has_the_decimals_of_its_currency(long minor, String currency, String reads) {
    assertThat(Money.of(minor, currency)).hasToString(reads);
  }

  @Test
  void amounts_of_one_currency_add_up_and_compare() {
    var ten = Money.of(1000, "EUR");
    assertThat(ten.plus(Money.of(-1, "EUR"))).isEqualTo(Money.of(999, "EUR"));
    assertThat(Money.of(999, "EUR").isLessThan(ten)).isTrue();
    assertThat(ten.isLessThan(ten)).isFalse();
    assertThat(ten.isLessThan(Money.of(999, "EUR"))).isFalse();
  }

  @Test
  void two_currencies_never_meet() {
    var euros = Money.of(1000, "EUR");
    var yen = Money.of(1000, "JPY");
    assertThat(euros).isNotEqualTo(yen);
    assertThatThrownBy(() -> euros.plus(yen))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("EUR met JPY");
    assertThatThrownBy(() -> yen.isLessThan(euros)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807, 1", "-9223372036854775808, -1"})
  void a_sum_that_does_not_fit_is_an_error_not_another_amount(long minor, long more) {
    assertThatThrownBy(() -> Money.of(minor, "EUR").plus(Money.of(more, "EUR")))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void an_unknown_currency_is_none() {
    assertThatThrownBy(() -> Money.of(1, "EURO")).isInstanceOf(IllegalArgumentException.class);
  }
}
