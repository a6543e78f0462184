// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.util.Optional;
import org.ramure.programme.ProgrammeId;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactDeleteItemEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The draft of each programme. Whoever changes it names the revision they have seen, so that of
/// two who write at once the second is told.
public final class DraftTable {

  private static final String REVISION = "revision";

  private final Rows rows;
  private final DynamoDbTable<SavedDraft> drafts;

  public DraftTable(DynamoDbClient dynamoDb, String table) {
    rows = Rows.of(dynamoDb, table);
    drafts = rows.of(ProgrammeItems.DRAFTS);
  }

  public Optional<SavedDraft> draft(ProgrammeId programme) {
    return Rows.get(drafts, ProgrammeKeys.draft(programme));
  }

  /// @param seen the revision that it takes the place of; empty where there was none
  /// @return false where there is another one
  public boolean save(SavedDraft draft, Optional<String> seen) {
    var condition = seen.map(revision -> Rows.equal(REVISION, revision)).orElse(Rows.ABSENT);
    return Rows.holds(
        () ->
            drafts.putItem(
                PutItemEnhancedRequest.builder(SavedDraft.class)
                    .item(draft)
                    .conditionExpression(condition)
                    .build()));
  }

  /// @return false where there is another one, or none
  public boolean discard(ProgrammeId programme, String seen) {
    return Rows.holds(
        () ->
            drafts.deleteItem(
                d ->
                    d.key(Rows.enhanced(ProgrammeKeys.draft(programme)))
                        .conditionExpression(Rows.equal(REVISION, seen))));
  }

  /// The draft becomes a version: both or neither.
  ///
  /// @return false where the number is taken, or the draft is another one by now
  public boolean publish(PublishedVersion version, String seen) {
    return rows.written(
        t -> {
          ProgrammeTable.addVersion(rows, t, version);
          t.addDeleteItem(
              drafts,
              TransactDeleteItemEnhancedRequest.builder()
                  .key(Rows.enhanced(ProgrammeKeys.draft(version.programme())))
                  .conditionExpression(Rows.equal(REVISION, seen))
                  .build());
        });
  }
}
