// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.preview;

import static org.ramure.table.programmes.ApiKey.Scope.ADMIN;
import static org.ramure.table.programmes.ApiKey.Scope.SHOP;
import static org.ramure.table.programmes.ApiKey.Scope.TILL;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import org.ramure.lambda.Environment;
import org.ramure.lambda.caller.Access;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.caller.KeyUses;
import org.ramure.lambda.http.Routes;
import org.ramure.lambda.reading.Surroundings;

/// The route that asks before a purchase.
public final class PurchasePreviewHandler implements RequestStreamHandler {

  private final Routes routes;

  public PurchasePreviewHandler() {
    this(Environment.ofProcess());
  }

  PurchasePreviewHandler(Environment environment) {
    this(environment, Surroundings.of(environment));
  }

  private PurchasePreviewHandler(Environment environment, Surroundings surroundings) {
    this(
        callers(surroundings, environment.clock()).noting(KeyUses.of(environment)),
        new PreviewRoute(surroundings, Previews.of(environment), environment.clock()));
  }

  PurchasePreviewHandler(Surroundings surroundings, Previews previews, InstantSource clock) {
    this(callers(surroundings, clock), new PreviewRoute(surroundings, previews, clock));
  }

  private PurchasePreviewHandler(Callers callers, PreviewRoute preview) {
    routes =
        new Routes(callers)
            .onKeys("POST /v1/purchases/preview", Access.keys(TILL, SHOP, ADMIN), preview::preview);
  }

  private static Callers callers(Surroundings surroundings, InstantSource clock) {
    return Callers.ofKeysOnly(surroundings.programmes()::apiKey, clock);
  }

  Routes routes() {
    return routes;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    routes.serve(in, out, context);
  }
}
