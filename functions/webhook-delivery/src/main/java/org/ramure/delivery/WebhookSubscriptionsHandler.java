// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import static org.ramure.table.programmes.ApiKey.Scope.ADMIN;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.ramure.lambda.Environment;
import org.ramure.lambda.batch.WebhookQueue;
import org.ramure.lambda.caller.Access;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.caller.KeyUses;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.Routes;
import org.ramure.lambda.http.Routes.KeyHandler;
import org.ramure.table.TableShape;
import org.ramure.table.WebhookDeliveryTable;
import org.ramure.table.WebhookSubscriptionTable;
import org.ramure.table.programmes.ProgrammeTable;

/// The office's side of webhooks: who gets which events, and what became of them. Sends nothing
/// itself: whoever can be called from outside cannot be made to call others.
public final class WebhookSubscriptionsHandler implements RequestStreamHandler {

  private static final String ALL = "/v1/webhook-subscriptions";
  private static final String ONE = ALL + "/{id}";
  private static final String REPLAYS = ONE + "/replays";
  private static final Access OFFICE = Access.keys(ADMIN);

  private final Routes routes;

  public WebhookSubscriptionsHandler() {
    this(Environment.ofProcess());
  }

  private WebhookSubscriptionsHandler(Environment environment) {
    this(
        Callers.ofKeysOnly(
                new ProgrammeTable(environment.dynamoDb(), environment.table(TableShape.PROGRAMMES))
                    ::apiKey,
                environment.clock())
            .noting(KeyUses.of(environment)),
        new DeliveryDesk(
            new SubscriptionDesk(
                new WebhookSubscriptionTable(
                    environment.dynamoDb(), environment.table(TableShape.WEBHOOKS)),
                SubscriptionSecrets.of(environment),
                Receivers.of(environment),
                environment.clock()),
            new WebhookDeliveryTable(
                environment.dynamoDb(), environment.table(TableShape.WEBHOOKS)),
            WebhookQueue.of(environment)));
  }

  WebhookSubscriptionsHandler(Callers callers, DeliveryDesk deliveries) {
    var subscriptions = deliveries.subscriptions();
    routes =
        new Routes(callers)
            .onKeys("POST " + ALL, OFFICE, unbound(subscriptions::create))
            .onKeys("GET " + ALL, OFFICE, unbound(subscriptions::list))
            .onKeys("GET " + ONE, OFFICE, unbound(subscriptions::one))
            .onKeys("PUT " + ONE, OFFICE, unbound(subscriptions::change))
            .onKeys("DELETE " + ONE, OFFICE, unbound(subscriptions::delete))
            .onKeys("POST " + ONE + "/secret-rotation", OFFICE, unbound(subscriptions::rotate))
            .onKeys("POST " + ONE + "/test", OFFICE, unbound(deliveries::test))
            .onKeys("GET " + ONE + "/deliveries", OFFICE, unbound(deliveries::list))
            .onKeys(
                "POST " + ONE + "/deliveries/{delivery}/replay",
                OFFICE,
                unbound(deliveries::replay))
            .onKeys("POST " + REPLAYS, OFFICE, unbound(deliveries::replayMany))
            .onKeys("GET " + REPLAYS + "/{replay}", OFFICE, unbound(deliveries::progress));
  }

  /// A receiver hears of the whole programme: a key bound to one source or store must not make one.
  private static KeyHandler unbound(KeyHandler handler) {
    return (request, caller) ->
        caller.source().isPresent() || caller.store().isPresent()
            ? Problem.forbidden("This key is bound to a source or store").answer()
            : handler.answer(request, caller);
  }

  Routes routes() {
    return routes;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    routes.serve(in, out, context);
  }
}
