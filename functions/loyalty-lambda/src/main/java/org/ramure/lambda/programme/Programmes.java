// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.programme;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Kept;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.purchase.Evidence.Place;
import org.ramure.table.TableShape;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;
import org.ramure.table.programmes.Source;
import org.ramure.table.programmes.Store;
import org.ramure.table.programmes.Zones;

/// What a function needs to know of a programme while it runs. Kept for a minute, which is why a
/// new version needs five minutes' notice; nothing kept means read, never "no rules".
public final class Programmes {

  private final ProgrammeTable table;
  private final Kept<ProgrammeId, List<ProgrammeVersion>> versions;
  private final Kept<String, ProgrammeId> owners;
  private final Kept<Named, Source> sources;
  private final Kept<Named, Store> stores;
  private final Kept<ProgrammeId, Zones> zones;

  /// A version never changes, so its document is read once.
  private final Map<VersionKey, ProgrammeVersion> parsed = new ConcurrentHashMap<>();

  private record Named(ProgrammeId programme, String id) {}

  private record VersionKey(ProgrammeId programme, int number) {}

  /// @param clock real time, also for a sandbox
  public Programmes(ProgrammeTable table, InstantSource clock) {
    this.table = table;
    versions = new Kept<>(this::readVersions, clock);
    owners = new Kept<>(table::ownerOfSource, clock);
    sources = new Kept<>(source -> table.source(source.programme, source.id), clock);
    stores = new Kept<>(store -> table.store(store.programme, store.id), clock);
    zones = new Kept<>(programme -> Optional.of(table.zones(programme)), clock);
  }

  public static Programmes of(Environment environment) {
    var table =
        new ProgrammeTable(environment.dynamoDb(), environment.table(TableShape.PROGRAMMES));
    return new Programmes(table, environment.clock());
  }

  /// The version by which a purchase of {@code businessTime} is rated.
  ///
  /// @throws IllegalStateException where nothing was ever published: whoever calls is known to
  ///     belong to the programme, so this is a set-up not finished, to be tried again
  public ProgrammeVersion inForceAt(ProgrammeId programme, Instant businessTime) {
    return ProgrammeVersion.inForceAt(versions(programme), businessTime)
        .orElseThrow(() -> new IllegalStateException("no version published of " + programme));
  }

  /// The version that a rating or an entry names. Published a moment ago, it may not be among those
  /// kept; then it is read.
  public ProgrammeVersion version(ProgrammeId programme, int number) {
    return find(versions(programme), number)
        .or(() -> readVersions(programme).flatMap(fresh -> find(fresh, number)))
        .orElseThrow(() -> new IllegalStateException("no version " + number + " of " + programme));
  }

  private static Optional<ProgrammeVersion> find(List<ProgrammeVersion> versions, int number) {
    return versions.stream().filter(version -> version.number() == number).findFirst();
  }

  /// All versions, the first one first; empty only where nothing was published.
  public List<ProgrammeVersion> versions(ProgrammeId programme) {
    return versions.get(programme).orElse(List.of());
  }

  public Optional<Source> source(ProgrammeId programme, String id) {
    return sources.get(new Named(programme, id));
  }

  /// All sources, read now.
  public List<Source> sources(ProgrammeId programme) {
    return table.sources(programme);
  }

  /// The source whose webhook came to a URL that names nothing else; its signature is still to be
  /// checked.
  public Optional<Source> sourceOfWebhook(String id) {
    return owners.get(id).flatMap(programme -> source(programme, id));
  }

  public Optional<Store> store(ProgrammeId programme, String id) {
    return stores.get(new Named(programme, id));
  }

  /// A store with its zone and all zones around it, as a purchase made there names them.
  public Optional<Place> place(ProgrammeId programme, String storeId) {
    return store(programme, storeId).map(this::place);
  }

  private Place place(Store store) {
    var around = store.zone().map(zone -> zones(store.programme()).around(zone)).orElse(List.of());
    return new Place(Optional.of(store.id()), around, store.timeZone());
  }

  private Zones zones(ProgrammeId programme) {
    return zones.get(programme).orElseGet(() -> Zones.of(List.of()));
  }

  /// A caller's key; never kept here, because who verifies callers keeps them.
  ///
  /// @param hash lower-case hex of the key's SHA-256
  public Optional<ApiKey> apiKey(String hash) {
    return table.apiKey(hash);
  }

  private Optional<List<ProgrammeVersion>> readVersions(ProgrammeId programme) {
    var all = table.versions(programme).stream().map(this::parse).toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  private ProgrammeVersion parse(PublishedVersion version) {
    return parsed.computeIfAbsent(
        new VersionKey(version.programme(), version.number()),
        key ->
            new ProgrammeVersion(
                version.programme(),
                version.number(),
                version.effectiveFrom(),
                ProgrammeDocument.published(version.document()).terms()));
  }
}
