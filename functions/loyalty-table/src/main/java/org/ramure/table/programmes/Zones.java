// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The tree of a programme's zones.
public record Zones(Map<String, Zone> byId) {

  public Zones {
    byId = Map.copyOf(byId);
  }

  public static Zones of(Collection<Zone> zones) {
    return new Zones(zones.stream().collect(Collectors.toMap(Zone::id, Function.identity())));
  }

  /// The zone and all zones around it, the smallest first. A circle, which publishing refuses, ends
  /// where it began.
  public List<String> around(String zone) {
    var around = new ArrayList<String>();
    var next = Optional.of(zone);
    while (next.isPresent() && !around.contains(next.get())) {
      around.add(next.get());
      next = next.map(byId::get).flatMap(Zone::parent);
    }
    return List.copyOf(around);
  }

  public boolean has(String zone) {
    return byId.containsKey(zone);
  }

  public Zones with(Zone zone) {
    var more = new java.util.HashMap<>(byId);
    more.put(zone.id(), zone);
    return new Zones(more);
  }

  public boolean hasCircleAt(String zone) {
    var around = around(zone);
    var last = byId.get(around.getLast());
    return last != null && last.parent().filter(around::contains).isPresent();
  }
}
