// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

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
import org.ramure.lambda.http.Routes;

/// The member routes of the API.
public final class MemberRegistryHandler implements RequestStreamHandler {

  private static final Access STAFF = Access.keys(TILL, SHOP, ADMIN);

  private final Routes routes;

  public MemberRegistryHandler() {
    this(Registry.of(Environment.ofProcess()));
  }

  private MemberRegistryHandler(Registry registry) {
    this(registry.callers(), registry.members(), registry.birthdays(), registry.accounts());
  }

  MemberRegistryHandler(
      Callers callers, MemberRoutes members, BirthdayRoutes birthdays, AccountRoutes accounts) {
    routes =
        new Routes(callers)
            .onKeys("POST /v1/members", STAFF, members::enrol)
            .onKeys("POST /v1/members/search", STAFF, members::search)
            .on("GET /v1/members/{member}", STAFF.orOwnMember(), members::read)
            .onKeys("POST /v1/members/{member}/tokens", Access.keys(SHOP, ADMIN), members::token)
            .on("PUT /v1/members/{member}/birthday", STAFF.orOwnMember(), birthdays::put)
            .on("GET /v1/members/{member}/account", STAFF.orOwnMember(), accounts::account)
            .on("GET /v1/members/{member}/entries", STAFF.orOwnMember(), accounts::entries)
            .on("GET /v1/members/{member}/vouchers", STAFF.orOwnMember(), accounts::vouchers);
  }

  Routes routes() {
    return routes;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    routes.serve(in, out, context);
  }
}
