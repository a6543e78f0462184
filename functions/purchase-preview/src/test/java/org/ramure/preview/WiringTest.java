// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramure.lambda.Environment;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WiringTest {

  static Stream<String> variables() {
    return Stream.of(
        "AWS_REGION",
        "PROGRAMMES_TABLE",
        "MEMBERS_TABLE",
        "LEDGER_TABLE",
        "VOUCHERS_TABLE",
        "IDENTITY_KEYS",
        "LOOKUP_KEYS");
  }

  private static Map<String, String> all() {
    return variables().collect(Collectors.toMap(name -> name, name -> "eu-west-3"));
  }

  private static PurchasePreviewHandler wired(Map<String, String> variables) {
    return new PurchasePreviewHandler(new Environment(variables, InstantSource.system()));
  }

  @Test
  void these_variables_are_all_that_is_needed_and_nothing_is_called() {
    assertThat(wired(all()).routes().matrix()).containsOnlyKeys(Brand.ROUTE);
  }

  @ParameterizedTest
  @MethodSource("variables")
  void one_that_is_missing_is_named(String name) {
    var others = new HashMap<>(all());
    others.remove(name);
    assertThatThrownBy(() -> wired(others)).hasMessageContaining(name);
  }
}
