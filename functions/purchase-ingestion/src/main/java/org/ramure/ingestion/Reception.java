// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.time.Instant;
import java.util.Optional;
import org.ramure.ingestion.shopify.ShopifyMapping;
import org.ramure.lambda.Environment;
import org.ramure.lambda.reading.Reading;
import org.ramure.lambda.reading.Surroundings;
import org.ramure.table.PurchaseTable.OtherContent;
import org.ramure.table.programmes.Source;

/// What is made of the body of a verified webhook: at once, or when it is replayed. There is one
/// such way, so that a replay can never read a message otherwise than a delivery would.
record Reception(Surroundings surroundings, Intake intake) {

  static Reception of(Environment environment) {
    return new Reception(Surroundings.of(environment), Intake.of(environment));
  }

  sealed interface Taken {}

  record Stored(Intake.Result result) implements Taken {}

  record Ignored() implements Taken {}

  record Refused(Reading.Unusable why) implements Taken {}

  /// @param receivedAt when the shop delivered it, also where it is read much later: a purchase is
  ///     not over age because we needed a week to understand it
  Taken take(Source source, Optional<String> topic, byte[] body, Instant receivedAt) {
    var context = surroundings.of(source, receivedAt);
    return switch (ShopifyMapping.read(topic, body, context)) {
      case Reading.Facts facts -> new Stored(intake.store(source, facts, OtherContent.REPLACE));
      case Reading.Ignored _ -> new Ignored();
      case Reading.Unusable why -> new Refused(why);
    };
  }
}
