// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Transaction.Condition;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Where messages wait that could not be used. A table of its own: a broken mapping must not slow
/// down what works.
public final class QuarantineTable {

  /// Entry and body go together.
  public static final Duration KEPT = Duration.ofDays(30);

  private static final String RECEIVED_AT = "receivedAt";

  private final DynamoDbClient client;
  private final String table;

  public QuarantineTable(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// Makes an entry, unless the same message already has one of today or yesterday: shops repeat
  /// for some hours, and some of those hours hold a midnight.
  ///
  /// @return false where it has
  public boolean add(QuarantineEntry entry) {
    var day = QuarantineKeys.dayOf(entry);
    return new Transaction()
        .put(table, item(entry), Condition.ABSENT)
        .check(table, QuarantineKeys.entry(entry, day.minusDays(1)), Condition.ABSENT)
        .commit(client);
  }

  /// What came from a source on a day (UTC), the oldest first.
  public List<QuarantineEntry> of(ProgrammeId programme, String source, LocalDate day) {
    return IntStream.range(0, QuarantineKeys.SHARDS)
        .mapToObj(shard -> QuarantineKeys.partition(programme, source, day, shard))
        .flatMap(this::query)
        .map(fields -> entry(programme, source, fields))
        .sorted(Comparator.comparing(QuarantineEntry::receivedAt))
        .toList();
  }

  private Stream<Fields> query(String partition) {
    return client
        .queryPaginator(
            q ->
                q.tableName(table)
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(partition))))
        .items()
        .stream()
        .map(Fields::new);
  }

  private static Map<String, AttributeValue> item(QuarantineEntry entry) {
    return Item.of(QuarantineKeys.entry(entry, QuarantineKeys.dayOf(entry)))
        .put(RECEIVED_AT, entry.receivedAt())
        .put("reason", entry.reason())
        .put("field", entry.field())
        .put("topic", entry.topic())
        .put("body", entry.body())
        .put(TableShape.TTL, entry.receivedAt().plus(KEPT).getEpochSecond())
        .attributes();
  }

  private static QuarantineEntry entry(ProgrammeId programme, String source, Fields fields) {
    return new QuarantineEntry(
        programme,
        source,
        fields.text(TableShape.SK),
        fields.instant(RECEIVED_AT),
        fields.text("reason"),
        fields.text("field"),
        fields.text("topic"),
        fields.text("body"));
  }
}
