// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A voucher of one day begins and ends at midnight: that of the programme, in Paris, or that of
/// the store, whichever is kinder. Who holds it at midnight has a quarter of an hour more.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ValidUntilTonightTest {

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          AT                   , STORE              , FREE        , OWN
          2027-03-14T22:59:59Z , Europe/Paris       , NotYetValid , NotYetValid
          2027-03-14T23:00:00Z , Europe/Paris       , usable      , usable
          2027-03-15T22:59:59Z , Europe/Paris       , usable      , usable
          2027-03-15T23:00:00Z , Europe/Paris       , Expired     , usable
          2027-03-15T23:14:59Z , Europe/Paris       , Expired     , usable
          2027-03-15T23:15:00Z , Europe/Paris       , Expired     , Expired
          2027-03-14T19:59:59Z , Indian/Reunion     , NotYetValid , NotYetValid
          2027-03-14T20:00:00Z , Indian/Reunion     , usable      , usable
          2027-03-15T22:59:59Z , Indian/Reunion     , usable      , usable
          2027-03-15T23:00:00Z , Indian/Reunion     , Expired     , usable
          2027-03-14T23:00:00Z , America/Guadeloupe , usable      , usable
          2027-03-16T03:59:59Z , America/Guadeloupe , usable      , usable
          2027-03-16T04:00:00Z , America/Guadeloupe , Expired     , usable
          2027-03-16T04:14:59Z , America/Guadeloupe , Expired     , usable
          2027-03-16T04:15:00Z , America/Guadeloupe , Expired     , Expired
          """)
  void by_the_clocks_of_programme_and_store(Instant at, ZoneId store, String free, String own) {
    var voucher = Vouchers.number(1).valid(Vouchers.FIRST_DAY, Vouchers.FIRST_DAY);
    assertThat(answer(voucher.voucher(), at, store)).isEqualTo(free);
    assertThat(answer(voucher.heldUntil(at.plusSeconds(60)).voucher(), at, store)).isEqualTo(own);
  }

  /// To the basket that holds it, where somebody does.
  private static String answer(Voucher voucher, Instant at, ZoneId store) {
    var use =
        new Use(
            "basket",
            "shop",
            Optional.empty(),
            Optional.empty(),
            5000,
            false,
            Vouchers.PARIS,
            store,
            at);
    return VoucherUse.check(voucher, use)
        .map(why -> why.getClass().getSimpleName())
        .orElse("usable");
  }
}
