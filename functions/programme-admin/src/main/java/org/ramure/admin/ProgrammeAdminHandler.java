// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.ramure.table.programmes.ApiKey.Scope.ADMIN;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.caller.Access;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.Routes;

/// The office of the API; and, for whoever may invoke the function directly, the operator's two
/// commands. What comes through the gateway always has a route's key, whatever its caller sends.
public final class ProgrammeAdminHandler implements RequestStreamHandler {

  private static final Access OFFICE = Access.keys(ADMIN);

  private final Operator operator;
  private final Routes routes;

  public ProgrammeAdminHandler() {
    this(Office.of(Environment.ofProcess()));
  }

  ProgrammeAdminHandler(Office office) {
    operator = office.operator();
    routes = new Routes(office.callers());
    programmes(office.programmes(), office.drafts());
    sources(office.sources());
    places(office.stores(), office.zones());
    imports(office.imports());
    keys(office.keys());
  }

  private void programmes(ProgrammeRoutes programmes, DraftRoutes drafts) {
    on("GET /v1/programmes", programmes::list);
    on("GET /v1/programmes/{programme}", programmes::read);
    on("GET /v1/programmes/{programme}/versions", programmes::versions);
    on("POST /v1/programmes/{programme}/versions", programmes::publish);
    on("GET /v1/programmes/{programme}/versions/{version}", programmes::version);
    on("GET /v1/programmes/{programme}/comparison", programmes::compare);
    on("GET /v1/programmes/{programme}/draft", drafts::read);
    on("PUT /v1/programmes/{programme}/draft", drafts::save);
    on("DELETE /v1/programmes/{programme}/draft", drafts::discard);
    on("POST /v1/programmes/{programme}/validation", drafts::validate);
  }

  private void sources(SourceRoutes sources) {
    on("GET /v1/sources", sources::list);
    on("GET /v1/sources/{source}", sources::read);
    on("PUT /v1/sources/{source}", sources::put);
  }

  private void places(StoreRoutes stores, ZoneRoutes zones) {
    on("GET /v1/stores", stores::list);
    on("GET /v1/stores/{store}", stores::read);
    on("PUT /v1/stores/{store}", stores::put);
    on("GET /v1/zones", zones::list);
    on("GET /v1/zones/{zone}", zones::read);
    on("PUT /v1/zones/{zone}", zones::put);
  }

  private void imports(ImportRoutes imports) {
    routes
        .onCsv("POST /v1/stores/import", OFFICE, unbound(imports::stores))
        .onCsv("POST /v1/zones/import", OFFICE, unbound(imports::zones));
  }

  private void keys(KeyRoutes keys) {
    on("GET /v1/api-keys", keys::list);
    on("POST /v1/api-keys", keys::create);
    on("POST /v1/api-keys/{id}/rotation", keys::rotate);
    on("POST /v1/api-keys/{id}/revocation", keys::revoke);
  }

  private void on(String key, Routes.KeyHandler handler) {
    routes.onKeys(key, OFFICE, unbound(handler));
  }

  /// A key that speaks for one source or store only must not make itself one that speaks for all.
  private static Routes.KeyHandler unbound(Routes.KeyHandler handler) {
    return (request, caller) ->
        caller.store().isPresent() || caller.source().isPresent()
            ? Problem.forbidden("A key bound to a source or store sets nothing up").answer()
            : handler.answer(request, caller);
  }

  Routes routes() {
    return routes;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = in.readAllBytes();
    if (isOfTheGateway(event)) {
      routes.serve(new ByteArrayInputStream(event), out, context);
    } else {
      var command = new String(event, StandardCharsets.UTF_8);
      out.write(
          Json.bytes(Log.correlated(context.getAwsRequestId(), () -> operator.answer(command))));
    }
  }

  private static boolean isOfTheGateway(byte[] event) {
    try {
      return Json.tree(event).has("routeKey");
    } catch (Json.Malformed notJson) {
      return false;
    }
  }
}
