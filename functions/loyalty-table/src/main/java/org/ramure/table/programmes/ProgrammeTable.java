// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.util.List;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a brand set up. Reads are strong: there are few of them (readers keep what they read for a
/// minute), and a key just made, or a first version just published, must be there.
public final class ProgrammeTable {

  private final Rows rows;
  private final DynamoDbTable<PublishedVersion> versions;
  private final DynamoDbTable<Source> sources;
  private final DynamoDbTable<SourceOwner> sourceOwners;
  private final DynamoDbTable<Store> stores;
  private final DynamoDbTable<Zone> zones;
  private final DynamoDbTable<ApiKey> apiKeys;
  private final DynamoDbTable<ListedProgramme> listedProgrammes;

  public ProgrammeTable(DynamoDbClient dynamoDb, String table) {
    rows = Rows.of(dynamoDb, table);
    versions = rows.of(ProgrammeItems.VERSIONS);
    sources = rows.of(ProgrammeItems.SOURCES);
    sourceOwners = rows.of(ProgrammeItems.SOURCE_OWNERS);
    stores = rows.of(ProgrammeItems.STORES);
    zones = rows.of(ProgrammeItems.ZONES);
    apiKeys = rows.of(ProgrammeItems.API_KEYS);
    listedProgrammes = rows.of(ProgrammeItems.LISTED_PROGRAMMES);
  }

  /// @param hash lower-case hex of the key's SHA-256
  public Optional<ApiKey> apiKey(String hash) {
    return Rows.get(apiKeys, ProgrammeKeys.apiKey(hash));
  }

  /// All versions, the first one first.
  public List<PublishedVersion> versions(ProgrammeId programme) {
    return Rows.all(versions, programme, ProgrammeKeys.VERSION);
  }

  public Optional<PublishedVersion> version(ProgrammeId programme, int number) {
    return Rows.get(versions, ProgrammeKeys.version(programme, number));
  }

  /// What cannot be an id, and so might not fit into a key, names nothing; likewise below.
  public Optional<Source> source(ProgrammeId programme, String id) {
    return idOf(id).flatMap(i -> Rows.get(sources, ProgrammeKeys.source(programme, i)));
  }

  /// The programme of a source that is known by its id alone.
  public Optional<ProgrammeId> ownerOfSource(String id) {
    return idOf(id)
        .flatMap(i -> Rows.get(sourceOwners, ProgrammeKeys.sourceOwner(i)))
        .map(SourceOwner::programme);
  }

  public List<Source> sources(ProgrammeId programme) {
    return Rows.all(sources, programme, ProgrammeKeys.SOURCE);
  }

  public Optional<Store> store(ProgrammeId programme, String id) {
    return idOf(id).flatMap(i -> Rows.get(stores, ProgrammeKeys.store(programme, i)));
  }

  private static Optional<String> idOf(String text) {
    return Optional.of(text).filter(ProgrammeKeys::isId);
  }

  public List<Store> stores(ProgrammeId programme) {
    return Rows.all(stores, programme, ProgrammeKeys.STORE);
  }

  /// A page, in the order of the ids.
  ///
  /// @param last the id that the page before ended with
  public List<Store> storesAfter(ProgrammeId programme, Optional<String> last, int limit) {
    var page = ProgrammeKeys.storesAfter(programme, last);
    return stores
        .query(
            q ->
                q.queryConditional(
                        QueryConditional.sortBetween(
                            Rows.enhanced(page.first()), Rows.enhanced(page.last())))
                    .consistentRead(true)
                    .limit(limit))
        .items()
        .stream()
        .limit(limit)
        .toList();
  }

  public Optional<Zone> zone(ProgrammeId programme, String id) {
    return idOf(id).flatMap(i -> Rows.get(zones, ProgrammeKeys.zone(programme, i)));
  }

  public Zones zones(ProgrammeId programme) {
    return Zones.of(Rows.all(zones, programme, ProgrammeKeys.ZONE));
  }

  /// Every programme that has a version.
  public List<ProgrammeId> programmes() {
    var all = QueryConditional.keyEqualTo(k -> k.partitionValue(ProgrammeKeys.PROGRAMMES));
    return listedProgrammes
        .query(q -> q.queryConditional(all).consistentRead(true))
        .items()
        .stream()
        .map(ListedProgramme::programme)
        .toList();
  }

  /// Adds a version; what was published is never overwritten.
  ///
  /// @return false where its number is taken: somebody else published meanwhile
  public boolean publish(PublishedVersion version) {
    return rows.written(t -> addVersion(rows, t, version));
  }

  static void addVersion(
      Rows rows, TransactWriteItemsEnhancedRequest.Builder t, PublishedVersion version) {
    var listed =
        TransactPutItemEnhancedRequest.builder(ListedProgramme.class)
            .item(new ListedProgramme(version.programme()))
            .build();
    t.addPutItem(rows.of(ProgrammeItems.VERSIONS), Rows.ifAbsent(PublishedVersion.class, version))
        .addPutItem(rows.of(ProgrammeItems.LISTED_PROGRAMMES), listed);
  }

  /// @return false where another programme has a source of that id
  public boolean put(Source source) {
    return rows.written(t -> t.addPutItem(sourceOwners, claim(source)).addPutItem(sources, source));
  }

  /// Puts a source that keeps its secrets: they are those that were read, or it is written again.
  ///
  /// @return false where they are others by now
  public boolean putKeepingSecrets(Source source) {
    var kept =
        Expression.builder()
            .expression("sealedSecrets = :secrets")
            .putExpressionValue(
                ":secrets",
                AttributeValue.fromL(
                    source.sealedSecrets().stream().map(AttributeValue::fromS).toList()))
            .build();
    return Rows.holds(
        () ->
            sources.putItem(
                PutItemEnhancedRequest.builder(Source.class)
                    .item(source)
                    .conditionExpression(kept)
                    .build()));
  }

  private static TransactPutItemEnhancedRequest<SourceOwner> claim(Source source) {
    return Rows.onCondition(
        SourceOwner.class,
        new SourceOwner(source.id(), source.programme()),
        absentOrOf(source.programme()));
  }

  private static Expression absentOrOf(ProgrammeId programme) {
    return Expression.builder()
        .expression("attribute_not_exists(pk) OR #programme = :programme")
        .putExpressionName("#programme", ProgrammeItems.PROGRAMME)
        .putExpressionValue(":programme", AttributeValue.fromS(programme.value()))
        .build();
  }

  public void put(Store store) {
    stores.putItem(store);
  }

  public void put(Zone zone) {
    zones.putItem(zone);
  }

  /// Many at once, each for itself: whoever loses the answer puts them again.
  public void putStores(List<Store> many) {
    rows.putAll(Store.class, stores, many);
  }

  public void putZones(List<Zone> many) {
    rows.putAll(Zone.class, zones, many);
  }

  /// Makes a key known that an operator asked for, for callers and on the programme's list.
  public void create(ApiKey key) {
    var listed = ListedApiKey.byOperator(key);
    if (!rows.written(t -> ApiKeyTable.add(rows, t, listed))) {
      throw new IllegalStateException("a key made twice: " + key.id());
    }
  }
}
