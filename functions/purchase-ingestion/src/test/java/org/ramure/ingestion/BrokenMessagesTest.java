// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.ramure.lambda.Json;
import org.ramure.lambda.reading.Flaw;
import org.ramure.lambda.reading.Reading;
import org.ramure.lambda.reading.Reading.Facts;
import org.ramure.lambda.reading.Reading.Ignored;
import org.ramure.lambda.reading.Reading.Unusable;

/// Whatever a shop sends, a mapping answers with facts or with a named flaw; it never throws, reads
/// the same bytes alike, and the facts it gives stay within the limits. The samples are broken
/// thousands of times, always alike: {@link Mutation}.
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrokenMessagesTest {

  /// Of a table, in bytes. A number written out can be far longer than it was in the message.
  private static final int LARGEST_ITEM = 400_000;

  @Test
  void a_broken_message_of_shopify_is_named_not_thrown() {
    Mutation.each(
        "shopify",
        1,
        broken -> {
          var reading = broken.sample().shopify(broken.body());
          assertThat(reading).isEqualTo(broken.sample().shopify(broken.body()));
          assertThat(reading instanceof Ignored)
              .as("ignored by its topic, never by what it says")
              .isEqualTo(broken.sample().shopify() instanceof Ignored);
          return named(reading);
        });
  }

  @Test
  void a_broken_call_of_our_api_is_named_not_thrown() {
    Mutation.each(
        "generic",
        1,
        broken -> {
          var reading = broken.sample().generic(broken.body());
          assertThat(reading).isEqualTo(broken.sample().generic(broken.body()));
          assertThat(reading).isNotInstanceOf(Ignored.class);
          return named(reading);
        });
  }

  private static String named(Reading reading) {
    return switch (reading) {
      case Facts facts -> {
        assertThat(Json.text(ReadingAsJson.of(facts))).hasSizeLessThan(LARGEST_ITEM);
        yield "facts";
      }
      case Ignored _ -> "ignored";
      case Unusable why -> {
        assertThat(why.flaw()).isNotIn(Flaw.INTERNAL_ERROR, Flaw.DEPENDENCY_FAILED);
        yield why.flaw().code();
      }
    };
  }
}
