// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.table.programmes.Change;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.Zone;

/// The groups of stores.
final class ZoneRoutes {

  private final ProgrammeTable table;
  private final InstantSource clock;

  ZoneRoutes(ProgrammeTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  /// All of them, because they are read as a tree.
  HttpAnswer list(HttpRequest request, ApiKeyCaller caller) {
    var zones =
        table.zones(caller.programme()).byId().values().stream()
            .sorted(Comparator.comparing(Zone::id))
            .map(Views.Zone::of)
            .toList();
    return HttpAnswer.ok(new Views.Zones(zones));
  }

  HttpAnswer read(HttpRequest request, ApiKeyCaller caller) {
    return table
        .zone(caller.programme(), request.path("zone"))
        .map(zone -> HttpAnswer.ok(Views.Zone.of(zone)))
        .orElseThrow(() -> Own.notFound("No such zone"));
  }

  HttpAnswer put(HttpRequest request, ApiKeyCaller caller) {
    var id = Own.newId(request, "zone");
    Asked.Zone asked = request.read(Asked.Zone.READER);
    var zone =
        new Zone(
            caller.programme(),
            id,
            asked.name(),
            asked.parent(),
            Optional.of(new Change(caller.name(), clock.instant())));
    var zones = table.zones(caller.programme());
    if (zone.parent().filter(parent -> !zones.has(parent) && !parent.equals(id)).isPresent()) {
      return Refusals.unknownZone("parent").answer();
    }
    if (zones.with(zone).hasCircleAt(id)) {
      return Refusals.zoneInItself().answer();
    }
    table.put(zone);
    return HttpAnswer.ok(Views.Zone.of(zone));
  }
}
