// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.adjustment;

import static org.ramure.table.programmes.ApiKey.Scope.ADMIN;

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
import org.ramure.lambda.programme.Programmes;
import org.ramure.table.Booking.Books;
import org.ramure.table.LedgerTable;
import org.ramure.table.MemberTable;
import org.ramure.table.TableShape;

/// The adjustment routes of the API.
public final class PointsAdjustmentHandler implements RequestStreamHandler {

  private static final String ADJUSTMENTS = "/v1/members/{member}/adjustments";
  private static final Access OFFICE = Access.keys(ADMIN);

  private final Routes routes;

  public PointsAdjustmentHandler() {
    this(Environment.ofProcess());
  }

  private PointsAdjustmentHandler(Environment environment) {
    this(environment, Programmes.of(environment));
  }

  private PointsAdjustmentHandler(Environment environment, Programmes programmes) {
    this(
        Callers.ofKeysOnly(programmes::apiKey, environment.clock()).noting(KeyUses.of(environment)),
        new Adjustments(
            Books.of(
                environment.dynamoDb(),
                new LedgerTable(environment.dynamoDb(), environment.table(TableShape.LEDGER))),
            new MemberTable(environment.dynamoDb(), environment.table(TableShape.MEMBERS)),
            programmes,
            environment.clock()));
  }

  PointsAdjustmentHandler(Callers callers, Adjustments adjustments) {
    routes =
        new Routes(callers)
            .onKeys("POST " + ADJUSTMENTS, OFFICE, adjustments::request)
            .onKeys("GET " + ADJUSTMENTS, OFFICE, adjustments::list)
            .onKeys("POST " + ADJUSTMENTS + "/{id}/decision", OFFICE, adjustments::decide);
  }

  Routes routes() {
    return routes;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    routes.serve(in, out, context);
  }
}
