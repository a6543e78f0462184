// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import static org.ramure.table.programmes.ApiKey.Scope.ADMIN;
import static org.ramure.table.programmes.ApiKey.Scope.SHOP;
import static org.ramure.table.programmes.ApiKey.Scope.TILL;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.ramure.lambda.Environment;
import org.ramure.lambda.caller.Access;
import org.ramure.lambda.http.Routes;

/// The voucher routes of the API.
public final class VoucherRedemptionHandler implements RequestStreamHandler {

  private static final Access KEYS = Access.keys(TILL, SHOP, ADMIN);

  private final Routes routes;

  public VoucherRedemptionHandler() {
    this(Desk.of(Environment.ofProcess()));
  }

  VoucherRedemptionHandler(Desk desk) {
    var vouchers = desk.vouchers();
    routes =
        new Routes(desk.callers())
            .onKeys("POST /v1/vouchers/check", KEYS, vouchers::check)
            .onKeys("POST /v1/vouchers/reservations", KEYS, vouchers::reserve)
            .onKeys("PUT /v1/vouchers/reservations/{id}", KEYS, vouchers::renew)
            .onKeys("DELETE /v1/vouchers/reservations/{id}", KEYS, vouchers::release)
            .onKeys("POST /v1/vouchers/reservations/{id}/commit", KEYS, vouchers::commit)
            .onKeys("POST /v1/vouchers/redemptions", KEYS, vouchers::redeem)
            .onKeys("POST /v1/vouchers/redemptions/{id}/reversal", KEYS, desk.reversals()::reverse);
  }

  Routes routes() {
    return routes;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    routes.serve(in, out, context);
  }
}
