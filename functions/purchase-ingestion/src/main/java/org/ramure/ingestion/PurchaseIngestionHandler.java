// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

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
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.caller.KeyUses;
import org.ramure.lambda.http.Routes;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.Sealing;

/// Webhooks of shops and calls of tills in, evidence out. Ids of facts, times and signatures are
/// the only things decided here; what a purchase is worth is another function's matter.
public final class PurchaseIngestionHandler implements RequestStreamHandler {

  private static final String PURCHASE = "PUT /v1/sources/{source}/purchases/{documentId}";
  private static final Access SELLERS = Access.keys(SHOP, TILL, ADMIN);

  private final Routes routes;

  public PurchaseIngestionHandler() {
    this(Environment.ofProcess());
  }

  private PurchaseIngestionHandler(Environment environment) {
    this(environment, Reception.of(environment));
  }

  private PurchaseIngestionHandler(Environment environment, Reception reception) {
    this(
        Callers.ofKeysOnly(reception.surroundings().programmes()::apiKey, environment.clock())
            .noting(KeyUses.of(environment)),
        new Webhooks(
            reception,
            new Sealing(KeyRing.of(environment, "SEALING_KEYS")),
            Quarantine.of(environment),
            environment.clock()),
        new PurchaseCalls(reception.surroundings(), reception.intake(), environment.clock()));
  }

  PurchaseIngestionHandler(Callers callers, Webhooks webhooks, PurchaseCalls calls) {
    routes =
        new Routes(callers)
            .open("POST /v1/sources/{source}/webhooks", webhooks::answer)
            .on(PURCHASE, SELLERS, calls::purchase)
            .on(PURCHASE + "/refunds/{refundId}", SELLERS, calls::refund)
            .on(PURCHASE + "/cancellation", SELLERS, calls::cancellation);
  }

  Routes routes() {
    return routes;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    routes.serve(in, out, context);
  }
}
