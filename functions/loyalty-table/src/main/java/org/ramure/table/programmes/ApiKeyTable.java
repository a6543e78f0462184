// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.util.List;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Once;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The keys of a programme as its administrators see and change them. A key is two items, what a
/// function needs of a key that calls it and what is listed of it; both are always written
/// together.
public final class ApiKeyTable {

  /// Neither revoked nor replaced since it was read.
  private static final Expression UNTOUCHED =
      Expression.builder()
          .expression(
              "attribute_exists(pk) AND attribute_not_exists(revokedAt)"
                  + " AND attribute_not_exists(expiresAt)")
          .build();

  private static final Expression NOT_REVOKED =
      Expression.builder()
          .expression("attribute_exists(pk) AND attribute_not_exists(revokedAt)")
          .build();

  private final Rows rows;
  private final DynamoDbTable<ApiKey> keys;
  private final DynamoDbTable<ListedApiKey> listed;
  private final DynamoDbTable<FirstAnswer> answers;

  public ApiKeyTable(DynamoDbClient dynamoDb, String table) {
    rows = Rows.of(dynamoDb, table);
    keys = rows.of(ProgrammeItems.API_KEYS);
    listed = rows.of(ProgrammeItems.LISTED_API_KEYS);
    answers = rows.of(ProgrammeItems.FIRST_ANSWERS);
  }

  /// In the order of their ids.
  public List<ListedApiKey> all(ProgrammeId programme) {
    return Rows.all(listed, programme, ProgrammeKeys.API_KEY);
  }

  public Optional<ListedApiKey> find(ProgrammeId programme, String id) {
    return Optional.of(id)
        .filter(ProgrammeKeys::isId)
        .flatMap(i -> Rows.get(listed, ProgrammeKeys.listedApiKey(programme, i)));
  }

  /// What is known of a command that may have come before.
  public Once.Before before(Once once) {
    return Rows.get(answers, once.itemKey())
        .map(first -> once.before(first.content(), first.answer()))
        .orElseGet(Once.Never::new);
  }

  /// A programme begins: its first version and its first key, both or neither.
  ///
  /// @return false where it has begun already
  public boolean open(PublishedVersion first, ListedApiKey key) {
    return rows.written(
        t -> {
          ProgrammeTable.addVersion(rows, t, first);
          add(rows, t, key);
        });
  }

  /// @return false where the command came before
  public boolean create(ListedApiKey key, Once once, Once.Answer answer) {
    return rows.written(
        t -> {
          add(rows, t, key);
          add(t, once, answer, key);
        });
  }

  /// A newer key takes the place of one that lives on for a while.
  ///
  /// @param old as it will be listed, expiring
  /// @return false where the command came before, or the old key was touched meanwhile
  public boolean replace(ListedApiKey old, ListedApiKey next, Once once, Once.Answer answer) {
    return rows.written(
        t -> {
          t.addPutItem(listed, Rows.onCondition(ListedApiKey.class, old, UNTOUCHED))
              .addPutItem(keys, old.key());
          add(rows, t, next);
          add(t, once, answer, next);
        });
  }

  /// Withdraws a key; warm functions may still take it for a minute.
  ///
  /// @param revoked as it will be listed
  /// @return false where it was revoked meanwhile
  public boolean revoke(ListedApiKey revoked) {
    return rows.written(t -> add(t, revoked.key(), revoked));
  }

  /// Withdraws a key as long as another one stays: of two who withdraw each other's, one is
  /// refused.
  ///
  /// @return false where one of the two was touched meanwhile
  public boolean revoke(ListedApiKey revoked, ListedApiKey staying) {
    var key = ProgrammeKeys.listedApiKey(staying.key().programme(), staying.key().id());
    return rows.written(
        t -> {
          add(t, revoked.key(), revoked);
          t.addConditionCheck(
              listed,
              ConditionCheck.builder()
                  .key(Rows.enhanced(key))
                  .conditionExpression(UNTOUCHED)
                  .build());
        });
  }

  private void add(
      TransactWriteItemsEnhancedRequest.Builder t, ApiKey ended, ListedApiKey revoked) {
    t.addPutItem(listed, Rows.onCondition(ListedApiKey.class, revoked, NOT_REVOKED))
        .addDeleteItem(keys, Rows.enhanced(ProgrammeKeys.apiKey(ended.hash())));
  }

  static void add(Rows rows, TransactWriteItemsEnhancedRequest.Builder t, ListedApiKey key) {
    t.addPutItem(rows.of(ProgrammeItems.API_KEYS), Rows.ifAbsent(ApiKey.class, key.key()))
        .addPutItem(
            rows.of(ProgrammeItems.LISTED_API_KEYS), Rows.ifAbsent(ListedApiKey.class, key));
  }

  private void add(
      TransactWriteItemsEnhancedRequest.Builder t,
      Once once,
      Once.Answer answer,
      ListedApiKey made) {
    var first = FirstAnswer.of(once, answer, made.key().createdAt());
    t.addPutItem(answers, Rows.ifAbsent(FirstAnswer.class, first));
  }
}
