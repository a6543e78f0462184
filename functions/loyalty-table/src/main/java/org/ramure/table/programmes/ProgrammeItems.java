// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import static org.ramure.table.TableShape.PK;
import static org.ramure.table.TableShape.SK;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Key;
import org.ramure.table.Once;
import org.ramure.table.TableShape;
import org.ramure.table.programmes.Draft.Schema;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/// How the records of this table are written as items.
final class ProgrammeItems {

  static final String PROGRAMME = "programme";

  private static final String NAME = "name";
  private static final String ZONE = "zone";
  private static final String TIME_ZONE = "timeZone";
  private static final String PHONE_REGION = "phoneRegion";
  private static final String SCOPE = "scope";
  private static final String STORE = "store";
  private static final String SOURCE = "source";
  private static final String LABEL = "label";
  private static final String CREATED_AT = "createdAt";
  private static final String CREATED_BY = "createdBy";
  private static final String REVOKED_BY = "revokedBy";
  private static final String REVOKED_AT = "revokedAt";
  private static final String REPLACED_BY = "replacedBy";
  private static final String SUCCESSOR = "successor";
  private static final String REPLACED_AT = "replacedAt";
  private static final String EXPIRES_AT = "expiresAt";
  private static final String CHANGED_BY = "changedBy";
  private static final String CHANGED_AT = "changedAt";
  private static final String CONTENT = "content";

  private ProgrammeItems() {}

  static final TableSchema<PublishedVersion> VERSIONS =
      Schema.of(
              PublishedVersion.class,
              v -> ProgrammeKeys.version(v.programme(), v.number()),
              draft ->
                  new PublishedVersion(
                      programmeOf(draft),
                      Integer.parseInt(idOf(draft)),
                      draft.instant("effectiveFrom"),
                      draft.instant("publishedAt"),
                      draft.text("publishedBy"),
                      draft.text("document"),
                      draft.optionalText("draft")))
          .text("effectiveFrom", PublishedVersion::effectiveFrom)
          .text("publishedAt", PublishedVersion::publishedAt)
          .text("publishedBy", PublishedVersion::publishedBy)
          .text("document", PublishedVersion::document)
          .optional("draft", PublishedVersion::draft)
          .build();

  static final TableSchema<Source> SOURCES =
      Schema.of(
              Source.class,
              s -> ProgrammeKeys.source(s.programme(), s.id()),
              draft ->
                  new Source(
                      programmeOf(draft),
                      idOf(draft),
                      Source.Type.valueOf(draft.text("type")),
                      ZoneId.of(draft.text(TIME_ZONE)),
                      Source.Refunds.valueOf(draft.text("refunds")),
                      draft.optionalText(PHONE_REGION),
                      draft.texts("sealedSecrets"),
                      changeOf(draft)))
          .text("type", Source::type)
          .text(TIME_ZONE, Source::zone)
          .text("refunds", Source::refunds)
          .optional(PHONE_REGION, Source::phoneRegion)
          .texts("sealedSecrets", Source::sealedSecrets)
          .change(CHANGED_BY, CHANGED_AT, Source::changed)
          .build();

  static final TableSchema<SourceOwner> SOURCE_OWNERS =
      Schema.of(
              SourceOwner.class,
              o -> ProgrammeKeys.sourceOwner(o.id()),
              draft ->
                  new SourceOwner(
                      ProgrammeKeys.idOf(draft.text(PK)), new ProgrammeId(draft.text(PROGRAMME))))
          .text(PROGRAMME, SourceOwner::programme)
          .build();

  static final TableSchema<Store> STORES =
      Schema.of(
              Store.class,
              s -> ProgrammeKeys.store(s.programme(), s.id()),
              draft ->
                  new Store(
                      programmeOf(draft),
                      idOf(draft),
                      draft.text(NAME),
                      draft.optionalText(ZONE),
                      ZoneId.of(draft.text(TIME_ZONE)),
                      draft.text(PHONE_REGION),
                      changeOf(draft)))
          .text(NAME, Store::name)
          .optional(ZONE, Store::zone)
          .text(TIME_ZONE, Store::timeZone)
          .text(PHONE_REGION, Store::phoneRegion)
          .change(CHANGED_BY, CHANGED_AT, Store::changed)
          .build();

  static final TableSchema<Zone> ZONES =
      Schema.of(
              Zone.class,
              z -> ProgrammeKeys.zone(z.programme(), z.id()),
              draft ->
                  new Zone(
                      programmeOf(draft),
                      idOf(draft),
                      draft.text(NAME),
                      draft.optionalText("parent"),
                      changeOf(draft)))
          .text(NAME, Zone::name)
          .optional("parent", Zone::parent)
          .change(CHANGED_BY, CHANGED_AT, Zone::changed)
          .build();

  static final TableSchema<ApiKey> API_KEYS =
      Schema.of(
              ApiKey.class,
              k -> ProgrammeKeys.apiKey(k.hash()),
              draft -> apiKey(draft, ProgrammeKeys.idOf(draft.text(PK)), draft.text("id")))
          .text(PROGRAMME, ApiKey::programme)
          .text("id", ApiKey::id)
          .text(LABEL, ApiKey::label)
          .text(SCOPE, ApiKey::scope)
          .optional(STORE, ApiKey::store)
          .optional(SOURCE, ApiKey::source)
          .text(CREATED_AT, ApiKey::createdAt)
          .optional(EXPIRES_AT, ApiKey::expiresAt)
          .build();

  static final TableSchema<ListedApiKey> LISTED_API_KEYS =
      Schema.of(
              ListedApiKey.class,
              k -> ProgrammeKeys.listedApiKey(k.key().programme(), k.key().id()),
              draft ->
                  new ListedApiKey(
                      apiKey(draft, draft.text("hash"), idOf(draft)),
                      draft.text(CREATED_BY),
                      draft.change(REVOKED_BY, REVOKED_AT),
                      draft
                          .change(REPLACED_BY, REPLACED_AT)
                          .map(c -> new ListedApiKey.Replaced(draft.text(SUCCESSOR), c))))
          .text(PROGRAMME, k -> k.key().programme())
          .text("hash", k -> k.key().hash())
          .text(LABEL, k -> k.key().label())
          .text(SCOPE, k -> k.key().scope())
          .optional(STORE, k -> k.key().store())
          .optional(SOURCE, k -> k.key().source())
          .text(CREATED_AT, k -> k.key().createdAt())
          .optional(EXPIRES_AT, k -> k.key().expiresAt())
          .text(CREATED_BY, ListedApiKey::createdBy)
          .change(REVOKED_BY, REVOKED_AT, ListedApiKey::revoked)
          .change(REPLACED_BY, REPLACED_AT, k -> k.replaced().map(r -> r.change()))
          .optional(SUCCESSOR, k -> k.replaced().map(r -> r.successor()))
          .build();

  static final TableSchema<SavedDraft> DRAFTS =
      Schema.of(
              SavedDraft.class,
              d -> ProgrammeKeys.draft(d.programme()),
              draft ->
                  new SavedDraft(
                      programmeOf(draft),
                      draft.text("document"),
                      draft.text("revision"),
                      new Change(draft.text(CHANGED_BY), draft.instant(CHANGED_AT))))
          .text("document", SavedDraft::document)
          .text("revision", SavedDraft::revision)
          .text(CHANGED_BY, d -> d.saved().by())
          .text(CHANGED_AT, d -> d.saved().at())
          .build();

  static final TableSchema<FirstAnswer> FIRST_ANSWERS =
      Schema.of(
              FirstAnswer.class,
              FirstAnswer::key,
              draft ->
                  new FirstAnswer(
                      new Key(draft.text(PK), draft.text(SK)),
                      draft.text(CONTENT),
                      new Once.Answer(Integer.parseInt(draft.text("status")), draft.text("body")),
                      draft.instant(CREATED_AT)))
          .text(CONTENT, FirstAnswer::content)
          .text("status", a -> a.answer().status())
          .text("body", a -> a.answer().body())
          .text(CREATED_AT, FirstAnswer::at)
          .number(TableShape.TTL, FirstAnswer::ttl)
          .build();

  static final TableSchema<ListedProgramme> LISTED_PROGRAMMES =
      Schema.of(
              ListedProgramme.class,
              p -> ProgrammeKeys.listedProgramme(p.programme()),
              draft -> new ListedProgramme(new ProgrammeId(draft.text(SK))))
          .build();

  private static ApiKey apiKey(Draft draft, String hash, String id) {
    return new ApiKey(
        hash,
        new ProgrammeId(draft.text(PROGRAMME)),
        id,
        draft.text(LABEL),
        ApiKey.Scope.valueOf(draft.text(SCOPE)),
        draft.optionalText(STORE),
        draft.optionalText(SOURCE),
        draft.instant(CREATED_AT),
        draft.optionalText(EXPIRES_AT).map(Instant::parse));
  }

  private static Optional<Change> changeOf(Draft draft) {
    return draft.change(CHANGED_BY, CHANGED_AT);
  }

  private static ProgrammeId programmeOf(Draft draft) {
    return ProgrammeKeys.programme(draft.text(PK));
  }

  private static String idOf(Draft draft) {
    return ProgrammeKeys.idOf(draft.text(SK));
  }
}
