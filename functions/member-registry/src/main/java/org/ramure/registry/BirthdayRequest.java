// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import com.fasterxml.jackson.databind.ObjectReader;
import java.time.LocalDate;
import org.ramure.lambda.Json;

/// @param birthday with its year
record BirthdayRequest(LocalDate birthday) {

  static final ObjectReader READER = Json.reader(BirthdayRequest.class);

  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

  /// @throws Json.Malformed where nobody can be born on that day
  static void check(LocalDate born, LocalDate today) {
    if (born.isBefore(EARLIEST) || born.isAfter(today)) {
      throw new Json.Malformed("birthday", "must lie between 1900 and today");
    }
  }
}
