// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ramure.table.programmes.Change;
import org.ramure.table.programmes.Store;
import org.ramure.table.programmes.Zone;
import org.ramure.table.programmes.Zones;

/// What a file of stores or zones would change. Each row says the whole of one store or zone; a
/// column that is left out leaves what is there. Pure: what there is comes in.
///
/// @param rows of the file
/// @param rejected in the order of the lines
record Plan<T>(int rows, List<T> added, List<T> changed, int unchanged, List<Reject> rejected) {

  static final List<String> STORE_COLUMNS = List.of("id", "name", "timeZone");
  static final List<String> STORE_OPTIONS = List.of("zone", "phoneRegion");
  static final List<String> ZONE_COLUMNS = List.of("id", "name");
  static final List<String> ZONE_OPTIONS = List.of("parent");

  private static final String ID = "id";
  private static final String ZONE = "zone";
  private static final String PHONE_REGION = "phoneRegion";
  private static final String PARENT = "parent";

  List<T> toWrite() {
    return Stream.concat(added.stream(), changed.stream()).toList();
  }

  /// A row that was read.
  private record Read<T>(long line, String id, T what) {}

  static Plan<Store> ofStores(Sheet sheet, Map<String, Store> there, Zones zones, Author author) {
    var rejects = new ArrayList<>(sheet.rejects());
    var seen = new HashSet<String>();
    var read = new ArrayList<Read<Store>>();
    for (var row : sheet.rows()) {
      var cells = new Cells(row);
      var id = uniqueId(cells, seen);
      var before = Optional.ofNullable(there.get(id));
      var zone = kept(sheet, ZONE, cells.optionalId(ZONE), before.flatMap(Store::zone));
      if (zone.filter(named -> !zones.has(named)).isPresent()) {
        cells.reject(ZONE, Reject.Reason.UNKNOWN_ZONE);
      }
      var region =
          kept(sheet, PHONE_REGION, cells.region(PHONE_REGION), before.map(Store::phoneRegion));
      var store = author.store(id, cells.name("name"), zone, cells.timeZone("timeZone"), region);
      note(cells, new Read<>(row.line(), id, store), read, rejects);
    }
    return of(sheet, read, there, Store::isLike, rejects);
  }

  /// On whose behalf a row becomes a store or zone.
  record Author(org.ramure.programme.ProgrammeId programme, Change change) {

    private Store store(
        String id,
        String name,
        Optional<String> zone,
        java.time.ZoneId timeZone,
        Optional<String> region) {
      return new Store(
          programme,
          id,
          name,
          zone,
          timeZone,
          region.orElse(StoreRoutes.USUAL_REGION),
          Optional.of(change));
    }

    private Zone zone(String id, String name, Optional<String> parent) {
      return new Zone(programme, id, name, parent, Optional.of(change));
    }
  }

  static Plan<Zone> ofZones(Sheet sheet, Zones there, Author author) {
    var rejects = new ArrayList<>(sheet.rejects());
    var seen = new HashSet<String>();
    var read = new ArrayList<Read<Zone>>();
    for (var row : sheet.rows()) {
      var cells = new Cells(row);
      var id = uniqueId(cells, seen);
      var before = Optional.ofNullable(there.byId().get(id));
      var parent = kept(sheet, PARENT, cells.optionalId(PARENT), before.flatMap(Zone::parent));
      var zone = author.zone(id, cells.name("name"), parent);
      note(cells, new Read<>(row.line(), id, zone), read, rejects);
    }
    return of(sheet, inATree(read, there, rejects), there.byId(), Zone::isLike, rejects);
  }

  private static String uniqueId(Cells cells, Set<String> seen) {
    var id = cells.id(ID);
    if (cells.rejects().isEmpty() && !seen.add(id)) {
      cells.reject(ID, Reject.Reason.DUPLICATE_ID);
    }
    return id;
  }

  private static Optional<String> kept(
      Sheet sheet, String column, Optional<String> cell, Optional<String> before) {
    return sheet.columns().contains(column) ? cell : before;
  }

  private static <T> void note(Cells cells, Read<T> row, List<Read<T>> read, List<Reject> rejects) {
    if (cells.rejects().isEmpty()) {
      read.add(row);
    } else {
      rejects.addAll(cells.rejects());
    }
  }

  /// A zone may lie in one of the same file. Without the rows that are taken out, others may lie in
  /// nothing: so until all that are left stand.
  private static List<Read<Zone>> inATree(
      List<Read<Zone>> read, Zones there, List<Reject> rejects) {
    var standing = List.copyOf(read);
    while (true) {
      var tree = with(there, standing);
      var fallen = standing.stream().filter(row -> fault(row, tree).isPresent()).toList();
      if (fallen.isEmpty()) {
        return standing;
      }
      fallen.forEach(
          row -> rejects.add(new Reject(row.line(), PARENT, fault(row, tree).orElseThrow())));
      standing = standing.stream().filter(row -> !fallen.contains(row)).toList();
    }
  }

  private static Zones with(Zones there, List<Read<Zone>> read) {
    var tree = there;
    for (var row : read) {
      tree = tree.with(row.what());
    }
    return tree;
  }

  private static Optional<Reject.Reason> fault(Read<Zone> row, Zones tree) {
    if (row.what().parent().filter(parent -> !tree.has(parent)).isPresent()) {
      return Optional.of(Reject.Reason.UNKNOWN_ZONE);
    }
    return tree.hasCircleAt(row.id())
        ? Optional.of(Reject.Reason.ZONE_IN_ITSELF)
        : Optional.empty();
  }

  private static <T> Plan<T> of(
      Sheet sheet,
      List<Read<T>> read,
      Map<String, T> there,
      BiPredicate<T, T> isLike,
      List<Reject> rejects) {
    Function<Read<T>, Optional<T>> before = row -> Optional.ofNullable(there.get(row.id()));
    var added = read.stream().filter(row -> before.apply(row).isEmpty()).map(Read::what).toList();
    var changed =
        read.stream()
            .filter(
                row -> before.apply(row).filter(was -> !isLike.test(was, row.what())).isPresent())
            .map(Read::what)
            .toList();
    var inOrder = rejects.stream().sorted(Comparator.comparingLong(Reject::line)).toList();
    return new Plan<>(
        sheet.count(), added, changed, read.size() - added.size() - changed.size(), inOrder);
  }
}
