// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.generic;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ramure.lambda.reading.Field;
import org.ramure.lambda.reading.Flaw;
import org.ramure.lambda.reading.FlawedField;
import org.ramure.lambda.reading.Limits;
import org.ramure.lambda.reading.Reading;
import org.ramure.lambda.reading.ReadingContext;
import org.ramure.purchase.Evidence.Cancellation;

/// One call of the API to one reading.
public final class GenericMapping {

  private static final Set<String> CANCELLATION_FIELDS = Set.of("cancelledAt");

  private GenericMapping() {}

  /// @param usualStore the store a key is bound to: its till need not name it
  public static Reading purchase(
      String documentId, byte[] body, Optional<String> usualStore, ReadingContext context) {
    return Reading.of(
        () -> {
          checkId("documentId", documentId);
          var order =
              new GenericOrder(Field.ofStrictBody(body), usualStore, context).read(documentId);
          return new Reading.Facts(documentId, List.of(order));
        });
  }

  public static Reading refund(
      String documentId, String refundId, byte[] body, ReadingContext context) {
    return Reading.of(
        () -> {
          checkId("documentId", documentId);
          checkId("refundId", refundId);
          var refund = new GenericRefund(Field.ofStrictBody(body), context).read(refundId);
          return new Reading.Facts(documentId, List.of(refund));
        });
  }

  public static Reading cancellation(String documentId, byte[] body, ReadingContext context) {
    return Reading.of(
        () -> {
          checkId("documentId", documentId);
          var cancellation = Field.ofStrictBody(body).withOnly(CANCELLATION_FIELDS);
          var at = Limits.past(cancellation.at("cancelledAt"), context.now());
          return new Reading.Facts(documentId, List.of(new Cancellation(at, context.now())));
        });
  }

  private static void checkId(String name, String id) {
    if (!Field.isId(id)) {
      throw new FlawedField(Flaw.NOT_AN_ID, name);
    }
  }
}
