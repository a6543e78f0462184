// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.Json;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.table.programmes.Change;
import org.ramure.table.programmes.ProgrammeKeys;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.Store;

/// The points of sale.
final class StoreRoutes {

  private static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;
  static final String USUAL_REGION = "FR";

  private final ProgrammeTable table;
  private final InstantSource clock;

  StoreRoutes(ProgrammeTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  HttpAnswer list(HttpRequest request, ApiKeyCaller caller) {
    int limit = request.limit(USUAL_PAGE, LARGEST_PAGE);
    var stores = table.storesAfter(caller.programme(), cursor(request), limit);
    var next = stores.size() < limit ? Optional.<String>empty() : cursor(stores);
    return HttpAnswer.ok(new Views.Stores(stores.stream().map(Views.Store::of).toList(), next));
  }

  private static Optional<String> cursor(List<Store> page) {
    var id = page.getLast().id().getBytes(StandardCharsets.US_ASCII);
    return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(id));
  }

  private static Optional<String> cursor(HttpRequest request) {
    return request.query("cursor").map(StoreRoutes::lastId);
  }

  private static String lastId(String cursor) {
    try {
      var id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      if (ProgrammeKeys.isId(id)) {
        return id;
      }
    } catch (IllegalArgumentException notBase64) {
      // said below
    }
    throw new Json.Malformed("cursor", "must be the next of a page");
  }

  HttpAnswer read(HttpRequest request, ApiKeyCaller caller) {
    return table
        .store(caller.programme(), request.path("store"))
        .map(store -> HttpAnswer.ok(Views.Store.of(store)))
        .orElseThrow(() -> Own.notFound("No such store"));
  }

  HttpAnswer put(HttpRequest request, ApiKeyCaller caller) {
    var id = Own.newId(request, "store");
    Asked.Store asked = request.read(Asked.Store.READER);
    if (asked.zone().filter(zone -> table.zone(caller.programme(), zone).isEmpty()).isPresent()) {
      return Refusals.unknownZone("zone").answer();
    }
    var store =
        new Store(
            caller.programme(),
            id,
            asked.name(),
            asked.zone(),
            asked.timeZone(),
            asked.phoneRegion().orElse(USUAL_REGION),
            Optional.of(new Change(caller.name(), clock.instant())));
    table.put(store);
    return HttpAnswer.ok(Views.Store.of(store));
  }
}
