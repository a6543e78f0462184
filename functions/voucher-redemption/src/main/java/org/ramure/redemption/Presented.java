// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import com.fasterxml.jackson.databind.ObjectReader;
import java.util.Optional;
import org.ramure.lambda.Json;
import org.ramure.lambda.Limits;

/// A voucher presented for use: to be held, or used up in one step.
///
/// @param code as typed or scanned
/// @param source and {@code store}: needed where the key is not bound to one
/// @param documentId the sale's number in its source, where it is known by now
/// @param acceptLoss whether the customer agreed to lose what the basket does not cover
record Presented(
    String code,
    Optional<String> source,
    Optional<String> store,
    Basket basket,
    Optional<String> documentId,
    Optional<Boolean> acceptLoss) {

  static final ObjectReader READER = Json.reader(Presented.class);

  private static final int LONGEST_CODE = 100;

  Presented {
    Limits.text("code", code, LONGEST_CODE);
    Limits.text("documentId", documentId, Basket.LONGEST_ID);
  }

  boolean acceptsLoss() {
    return acceptLoss.orElse(false);
  }

  /// The same question before there is a basket: the minimum is not asked then.
  record Inquiry(
      String code,
      Optional<String> source,
      Optional<String> store,
      Optional<Basket> basket,
      Optional<String> documentId) {

    static final ObjectReader READER = Json.reader(Inquiry.class);

    Inquiry {
      Limits.text("code", code, LONGEST_CODE);
      Limits.text("documentId", documentId, Basket.LONGEST_ID);
    }
  }

  /// A use that goes on: held longer, or committed.
  ///
  /// @param basket as it is now: the minimum is checked again
  record Continued(Basket.Total basket, Optional<String> documentId, Optional<Boolean> acceptLoss) {

    static final ObjectReader READER = Json.reader(Continued.class);

    Continued {
      Limits.text("documentId", documentId, Basket.LONGEST_ID);
    }

    boolean acceptsLoss() {
      return acceptLoss.orElse(false);
    }
  }

  /// A use that is taken back.
  ///
  /// @param force also where a paid order names the voucher; its claim is then kept as a conflict
  record TakenBack(Optional<Boolean> force) {

    static final ObjectReader READER = Json.reader(TakenBack.class);

    boolean forced() {
      return force.orElse(false);
    }
  }
}
