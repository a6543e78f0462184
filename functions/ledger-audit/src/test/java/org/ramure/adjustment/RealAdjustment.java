// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.adjustment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.programme.Programmes;
import org.ramure.table.Booking.Books;
import org.ramure.table.MemberTable;

/// What points-adjustment answers.
public final class RealAdjustment {

  private final PointsAdjustmentHandler handler;

  public RealAdjustment(
      Books books, MemberTable members, Programmes programmes, InstantSource clock) {
    handler =
        new PointsAdjustmentHandler(
            Callers.ofKeysOnly(programmes::apiKey, clock),
            new Adjustments(books, members, programmes, clock));
  }

  public Exchange handle(JsonNode event) {
    return Contract.published().check(Exchange.with(handler, event));
  }
}
