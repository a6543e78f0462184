// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Contention;
import org.ramure.table.Key;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a brand set up. Reads are strong: there are few of them (readers keep what they read for a
/// minute), and a key just made, or a first version just published, must be there.
public final class ProgrammeTable {

  private static final Expression ABSENT =
      Expression.builder().expression("attribute_not_exists(pk)").build();

  private final DynamoDbEnhancedClient client;
  private final DynamoDbTable<PublishedVersion> versions;
  private final DynamoDbTable<Source> sources;
  private final DynamoDbTable<SourceOwner> sourceOwners;
  private final DynamoDbTable<Store> stores;
  private final DynamoDbTable<Zone> zones;
  private final DynamoDbTable<ApiKey> apiKeys;
  private final DynamoDbTable<ListedApiKey> listedApiKeys;
  private final DynamoDbTable<ListedProgramme> listedProgrammes;

  public ProgrammeTable(DynamoDbClient dynamoDb, String table) {
    client = DynamoDbEnhancedClient.builder().dynamoDbClient(dynamoDb).extensions().build();
    versions = client.table(table, ProgrammeItems.VERSIONS);
    sources = client.table(table, ProgrammeItems.SOURCES);
    sourceOwners = client.table(table, ProgrammeItems.SOURCE_OWNERS);
    stores = client.table(table, ProgrammeItems.STORES);
    zones = client.table(table, ProgrammeItems.ZONES);
    apiKeys = client.table(table, ProgrammeItems.API_KEYS);
    listedApiKeys = client.table(table, ProgrammeItems.LISTED_API_KEYS);
    listedProgrammes = client.table(table, ProgrammeItems.LISTED_PROGRAMMES);
  }

  /// @param hash lower-case hex of the key's SHA-256
  public Optional<ApiKey> apiKey(String hash) {
    return get(apiKeys, ProgrammeKeys.apiKey(hash));
  }

  /// All versions, the first one first.
  public List<PublishedVersion> versions(ProgrammeId programme) {
    return all(versions, programme, ProgrammeKeys.VERSION);
  }

  /// What cannot be an id, and so might not fit into a key, names nothing; likewise below.
  public Optional<Source> source(ProgrammeId programme, String id) {
    return idOf(id).flatMap(i -> get(sources, ProgrammeKeys.source(programme, i)));
  }

  /// The programme of a source that is known by its id alone.
  public Optional<ProgrammeId> ownerOfSource(String id) {
    return idOf(id)
        .flatMap(i -> get(sourceOwners, ProgrammeKeys.sourceOwner(i)))
        .map(SourceOwner::programme);
  }

  public List<Source> sources(ProgrammeId programme) {
    return all(sources, programme, ProgrammeKeys.SOURCE);
  }

  public Optional<Store> store(ProgrammeId programme, String id) {
    return idOf(id).flatMap(i -> get(stores, ProgrammeKeys.store(programme, i)));
  }

  private static Optional<String> idOf(String text) {
    return Optional.of(text).filter(ProgrammeKeys::isId);
  }

  public List<Store> stores(ProgrammeId programme) {
    return all(stores, programme, ProgrammeKeys.STORE);
  }

  public Zones zones(ProgrammeId programme) {
    return Zones.of(all(zones, programme, ProgrammeKeys.ZONE));
  }

  public List<ListedApiKey> apiKeys(ProgrammeId programme) {
    return all(listedApiKeys, programme, ProgrammeKeys.API_KEY);
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
    var listed =
        TransactPutItemEnhancedRequest.builder(ListedProgramme.class)
            .item(new ListedProgramme(version.programme()))
            .build();
    return written(
        t ->
            t.addPutItem(versions, ifAbsent(PublishedVersion.class, version))
                .addPutItem(listedProgrammes, listed));
  }

  /// @return false where another programme has a source of that id
  public boolean put(Source source) {
    var owner = new SourceOwner(source.id(), source.programme());
    var claim =
        TransactPutItemEnhancedRequest.builder(SourceOwner.class)
            .item(owner)
            .conditionExpression(absentOrOf(source.programme()))
            .build();
    return written(t -> t.addPutItem(sourceOwners, claim).addPutItem(sources, source));
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

  /// Makes a key known, for callers and on the programme's list, in one transaction.
  public void create(ApiKey key) {
    var listed = new ListedApiKey(key, Optional.empty());
    boolean isNew =
        written(
            t ->
                t.addPutItem(apiKeys, ifAbsent(ApiKey.class, key))
                    .addPutItem(listedApiKeys, ifAbsent(ListedApiKey.class, listed)));
    if (!isNew) {
      throw new IllegalStateException("a key made twice: " + key.id());
    }
  }

  /// Withdraws a key; warm functions may still take it for a minute.
  ///
  /// @return the key as listed now, its first revocation kept; empty where there is no such key
  public Optional<ListedApiKey> revoke(ProgrammeId programme, String id, Instant now) {
    return get(listedApiKeys, ProgrammeKeys.listedApiKey(programme, id))
        .map(listed -> listed.revokedAt().isPresent() ? listed : revoke(listed, now));
  }

  private ListedApiKey revoke(ListedApiKey listed, Instant now) {
    var revoked = new ListedApiKey(listed.key(), Optional.of(now));
    written(
        t ->
            t.addPutItem(listedApiKeys, revoked)
                .addDeleteItem(apiKeys, enhanced(ProgrammeKeys.apiKey(listed.key().hash()))));
    return revoked;
  }

  /// All or nothing.
  ///
  /// @return false when a condition failed and nothing was written
  private boolean written(Consumer<TransactWriteItemsEnhancedRequest.Builder> items) {
    return Contention.written(() -> client.transactWriteItems(items));
  }

  private static <R> TransactPutItemEnhancedRequest<R> ifAbsent(Class<R> type, R item) {
    return TransactPutItemEnhancedRequest.builder(type)
        .item(item)
        .conditionExpression(ABSENT)
        .build();
  }

  private static <R> Optional<R> get(DynamoDbTable<R> table, Key key) {
    return Optional.ofNullable(table.getItem(g -> g.key(enhanced(key)).consistentRead(true)));
  }

  private static <R> List<R> all(DynamoDbTable<R> table, ProgrammeId programme, String prefix) {
    var key = new Key(ProgrammeKeys.partition(programme), prefix);
    return table
        .query(
            q ->
                q.queryConditional(QueryConditional.sortBeginsWith(enhanced(key)))
                    .consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  private static software.amazon.awssdk.enhanced.dynamodb.Key enhanced(Key key) {
    return software.amazon.awssdk.enhanced.dynamodb.Key.builder()
        .partitionValue(key.pk())
        .sortValue(key.sk())
        .build();
  }
}
