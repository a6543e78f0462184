// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramure.lambda.Json;
import org.ramure.lambda.reading.Reading;

/// The contract with every shop: each sample in {@code events/purchase-ingestion} gives exactly the
/// facts in the file beside it.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SamplesTest {

  static java.util.stream.Stream<Sample> shopify() {
    return Sample.of("shopify");
  }

  static java.util.stream.Stream<Sample> generic() {
    return Sample.of("generic");
  }

  @ParameterizedTest
  @MethodSource("shopify")
  void a_message_of_shopify_gives_these_facts(Sample sample) {
    assertReading(sample, sample.shopify());
  }

  @ParameterizedTest
  @MethodSource("generic")
  void a_call_of_our_api_gives_these_facts(Sample sample) {
    assertReading(sample, sample.generic());
  }

  @Test
  void the_same_refund_gives_the_same_facts_from_its_own_message_and_inside_its_order() {
    var alone = (Reading.Facts) Sample.named("shopify", "refunds-create").shopify();
    var inside =
        (Reading.Facts) Sample.named("shopify", "orders-updated.partially-refunded").shopify();
    assertThat(inside.documentId()).isEqualTo(alone.documentId());
    assertThat(inside.evidence()).containsAll(alone.evidence());
  }

  private static void assertReading(Sample sample, Reading reading) {
    assertThat(Json.tree(Json.bytes(ReadingAsJson.of(reading))).toPrettyString())
        .isEqualTo(sample.expected().path("reading").toPrettyString());
  }
}
