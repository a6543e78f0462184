// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.lambda.programme.Fault;
import org.ramure.table.programmes.Change;
import org.ramure.table.programmes.ListedApiKey;
import org.ramure.table.programmes.PublishedVersion;
import org.ramure.table.programmes.SavedDraft;

/// What is answered. No secret is ever among it, and a key only in the answer to its making.
final class Views {

  private Views() {}

  /// @param draft that somebody is writing the next version
  record Programme(
      String programme, JsonNode name, Version inForce, Version latest, Optional<Revision> draft) {}

  record Programmes(List<Programme> programmes) {}

  record Version(int version, Instant effectiveFrom, Instant publishedAt, String publishedBy) {

    static Version of(PublishedVersion version) {
      return new Version(
          version.number(), version.effectiveFrom(), version.publishedAt(), version.publishedBy());
    }
  }

  /// The latest first.
  record Versions(List<Version> versions) {}

  record WholeVersion(
      int version,
      Instant effectiveFrom,
      Instant publishedAt,
      String publishedBy,
      @JsonRawValue String document) {

    static WholeVersion of(PublishedVersion version) {
      return new WholeVersion(
          version.number(),
          version.effectiveFrom(),
          version.publishedAt(),
          version.publishedBy(),
          version.document());
    }
  }

  /// @param warnings what the version names and nobody has set up yet
  record Published(
      int version,
      Instant effectiveFrom,
      Instant publishedAt,
      String publishedBy,
      List<Fault> warnings) {

    static Published of(Publishing.Published published) {
      var version = published.version();
      return new Published(
          version.number(),
          version.effectiveFrom(),
          version.publishedAt(),
          version.publishedBy(),
          published.warnings());
    }
  }

  record Revision(String revision, String savedBy, Instant savedAt) {

    static Revision of(SavedDraft draft) {
      return new Revision(draft.revision(), draft.saved().by(), draft.saved().at());
    }
  }

  record Draft(
      String revision,
      String savedBy,
      Instant savedAt,
      @JsonRawValue String document,
      List<Fault> faults,
      List<Fault> warnings) {

    static Draft of(SavedDraft draft, Review.Verdict verdict) {
      return new Draft(
          draft.revision(),
          draft.saved().by(),
          draft.saved().at(),
          draft.document(),
          verdict.faults(),
          verdict.warnings());
    }
  }

  record Verdict(boolean valid, List<Fault> faults, List<Fault> warnings) {

    static Verdict of(Review.Verdict verdict) {
      return new Verdict(verdict.faults().isEmpty(), verdict.faults(), verdict.warnings());
    }
  }

  /// @param from a version's number, or {@code draft}; likewise {@code to}
  record Comparison(String from, String to, List<DocumentDiff.Difference> differences) {}

  /// @param secrets how many are live
  record Source(
      String id,
      String type,
      String timeZone,
      String refunds,
      Optional<String> phoneRegion,
      int secrets,
      Optional<String> changedBy,
      Optional<Instant> changedAt) {

    static Source of(org.ramure.table.programmes.Source source) {
      return new Source(
          source.id(),
          source.type().name(),
          source.zone().getId(),
          source.refunds().name(),
          source.phoneRegion(),
          source.sealedSecrets().size(),
          source.changed().map(Change::by),
          source.changed().map(Change::at));
    }
  }

  record Sources(List<Source> sources) {}

  record Store(
      String id,
      String name,
      Optional<String> zone,
      String timeZone,
      String phoneRegion,
      Optional<String> changedBy,
      Optional<Instant> changedAt) {

    static Store of(org.ramure.table.programmes.Store store) {
      return new Store(
          store.id(),
          store.name(),
          store.zone(),
          store.timeZone().getId(),
          store.phoneRegion(),
          store.changed().map(Change::by),
          store.changed().map(Change::at));
    }
  }

  /// @param next the cursor of what follows; absent at the end
  record Stores(List<Store> stores, Optional<String> next) {}

  record Zone(
      String id,
      String name,
      Optional<String> parent,
      Optional<String> changedBy,
      Optional<Instant> changedAt) {

    static Zone of(org.ramure.table.programmes.Zone zone) {
      return new Zone(
          zone.id(),
          zone.name(),
          zone.parent(),
          zone.changed().map(Change::by),
          zone.changed().map(Change::at));
    }
  }

  record Zones(List<Zone> zones) {}

  record Key(
      String id,
      String label,
      String scope,
      Optional<String> store,
      Optional<String> source,
      Instant createdAt,
      String createdBy,
      Optional<Instant> lastUsedAt,
      Optional<Instant> expiresAt,
      Optional<String> replacedBy,
      Optional<Instant> revokedAt,
      Optional<String> revokedBy) {

    /// @param used when the keys were last used, by their ids
    static Key of(ListedApiKey listed, Map<String, Instant> used) {
      var key = listed.key();
      return new Key(
          key.id(),
          key.label(),
          key.scope().name(),
          key.store(),
          key.source(),
          key.createdAt(),
          listed.createdBy(),
          Optional.ofNullable(used.get(key.id())),
          key.expiresAt(),
          listed.replaced().map(ListedApiKey.Replaced::successor),
          listed.revoked().map(Change::at),
          listed.revoked().map(Change::by));
    }
  }

  record Keys(List<Key> apiKeys) {}

  /// @param key shown this once: absent where the same command is answered again
  @JsonInclude(Include.NON_ABSENT)
  record NewKey(Optional<String> key, Key apiKey) {

    @Override
    public String toString() {
      return "NewKey[" + apiKey + "]";
    }
  }
}
