// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.programme.ProgrammeId;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PurchaseKeyTest {

  private static final ProgrammeId PROGRAMME = new ProgrammeId("tdv");

  @ParameterizedTest
  @CsvSource({"' ', 1001", "shop, ' '", "shop/fr, 1001"})
  void without_a_plain_source_and_a_document_there_is_none(String source, String document) {
    assertThatThrownBy(() -> new PurchaseKey(PROGRAMME, source, document))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
