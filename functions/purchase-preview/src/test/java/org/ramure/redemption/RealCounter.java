// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.table.Booking.Books;

/// What voucher-redemption answers.
public final class RealCounter {

  private final VoucherRedemptionHandler handler;

  public RealCounter(
      Books books, Programmes programmes, VoucherHashes hashes, InstantSource clock) {
    handler = new VoucherRedemptionHandler(Desk.of(books, programmes, hashes, clock));
  }

  public Exchange handle(JsonNode event) {
    return Contract.published().check(Exchange.with(handler, event));
  }
}
