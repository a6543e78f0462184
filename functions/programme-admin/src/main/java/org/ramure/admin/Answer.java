// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.programme.Fault;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.programmes.ListedApiKey;
import org.ramure.table.programmes.PublishedVersion;

/// What a command is answered; written as JSON. No secret is ever among it, and a key only in the
/// answer to its making.
sealed interface Answer {

  record Refused(List<Fault> errors) implements Answer {}

  /// @param warnings what the version names and nobody has set up yet
  record Published(String programme, int version, Instant effectiveFrom, List<Fault> warnings)
      implements Answer {}

  record SourcePut(Source source) implements Answer {}

  record StorePut(Store store) implements Answer {}

  record ZonePut(Zone zone) implements Answer {}

  /// @param key shown this once
  record KeyCreated(String key, Key apiKey) implements Answer {}

  record KeyRevoked(Key apiKey) implements Answer {}

  /// @param document of the version asked for, else of the newest
  record Programme(
      String programme,
      List<Version> versions,
      @JsonRawValue String document,
      List<Source> sources,
      List<Store> stores,
      List<Zone> zones,
      List<Key> apiKeys)
      implements Answer {}

  record Version(int version, Instant effectiveFrom, Instant publishedAt, String publishedBy) {

    static Version of(PublishedVersion version) {
      return new Version(
          version.number(), version.effectiveFrom(), version.publishedAt(), version.publishedBy());
    }
  }

  /// @param secrets how many are live
  @JsonInclude(Include.NON_ABSENT)
  record Source(
      String id,
      String type,
      String timeZone,
      String refunds,
      Optional<String> phoneRegion,
      int secrets) {

    static Source of(org.ramure.table.programmes.Source source) {
      return new Source(
          source.id(),
          source.type().name(),
          source.zone().getId(),
          source.refunds().name(),
          source.phoneRegion(),
          source.sealedSecrets().size());
    }
  }

  @JsonInclude(Include.NON_ABSENT)
  record Store(String id, String name, Optional<String> zone, String timeZone, String phoneRegion) {

    static Store of(org.ramure.table.programmes.Store store) {
      return new Store(
          store.id(), store.name(), store.zone(), store.timeZone().getId(), store.phoneRegion());
    }
  }

  @JsonInclude(Include.NON_ABSENT)
  record Zone(String id, String name, Optional<String> parent) {

    static Zone of(org.ramure.table.programmes.Zone zone) {
      return new Zone(zone.id(), zone.name(), zone.parent());
    }
  }

  @JsonInclude(Include.NON_ABSENT)
  record Key(
      String id,
      String programme,
      String label,
      String scope,
      Optional<String> store,
      Optional<String> source,
      Instant createdAt,
      Optional<Instant> revokedAt) {

    static Key of(ListedApiKey listed) {
      var key = listed.key();
      return new Key(
          key.id(),
          key.programme().value(),
          key.label(),
          key.scope().name(),
          key.store(),
          key.source(),
          key.createdAt(),
          listed.revokedAt());
    }
  }

  static Refused refused(String path, String message) {
    return new Refused(List.of(new Fault(path, message)));
  }

  static Refused noProgramme(ProgrammeId programme) {
    return refused("programme", "nothing was published yet of " + programme);
  }
}
