// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.bench.OwnShare.Owner;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OwnShareTest {

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          FROM THE TOP                                                             | OWNER
          java.util.HashMap org.ramure.points.Account org.ramure.accrual.Booking   | OURS
          sun.nio.ch.Net software.amazon.awssdk.http.Client org.ramure.table.Table | SDK
          com.fasterxml.jackson.core.JsonFactory org.ramure.lambda.Json            | JACKSON
          java.io.FileOutputStream com.amazonaws.services.lambda.runtime.Client    | RUNTIME_CLIENT
          java.lang.Thread org.ramure.local.child.FunctionProcess                  | RUNTIME_CLIENT
          java.lang.ref.Reference java.lang.Thread                                 | NOBODY
          """)
  void a_sample_is_given_to_whoever_called_the_jdk(String fromTheTop, Owner owner) {
    assertThat(Owner.of(List.of(fromTheTop.split(" ")))).isEqualTo(owner);
  }
}
