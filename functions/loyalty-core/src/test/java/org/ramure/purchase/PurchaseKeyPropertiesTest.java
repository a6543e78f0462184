// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ramure.programme.ProgrammeId;

/// One purchase, one key (invariant I1).
class PurchaseKeyPropertiesTest {

  private static final ProgrammeId PROGRAMME = new ProgrammeId("tdv");

  /// Few letters, so that they meet often.
  @Property
  void two_sales_never_share_a_reference(
      @ForAll("keys") PurchaseKey one, @ForAll("keys") PurchaseKey other) {
    assertThat(one.reference().equals(other.reference())).isEqualTo(one.equals(other));
  }

  @Provide
  Arbitrary<PurchaseKey> keys() {
    var sources = Arbitraries.strings().withChars("a-").ofMinLength(1).ofMaxLength(2);
    var documents = Arbitraries.strings().withChars("a-/").ofMinLength(1).ofMaxLength(3);
    return Combinators.combine(sources, documents)
        .as((source, document) -> new PurchaseKey(PROGRAMME, source, document));
  }
}
