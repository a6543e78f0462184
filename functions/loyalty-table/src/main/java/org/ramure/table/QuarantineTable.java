// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
  private static final String REASON = "reason";
  private static final String FIELD = "field";
  private static final String TRIED_BY = "triedBy";

  /// Absent while the entry waits.
  private static final String STATE = "state";

  private static final String STATE_AT = "stateAt";
  private static final String STATE_BY = "stateBy";
  private static final String STATE_WHY = "stateWhy";
  private static final String REPLAYED = "REPLAYED";
  private static final String DISCARDED = "DISCARDED";

  private static final String WAITS = "attribute_exists(pk) AND attribute_not_exists(#state)";
  private static final String SET_STATE = "SET #state = :state, #at = :at, #by = :by, #why = :why";
  private static final Map<String, String> STATE_NAMES =
      Map.of("#state", STATE, "#at", STATE_AT, "#by", STATE_BY, "#why", STATE_WHY);

  /// Less than every id.
  private static final String BEFORE_ALL = "-";

  private final DynamoDbClient client;
  private final Table table;

  public QuarantineTable(DynamoDbClient client, String name) {
    this.client = client;
    this.table = new Table(client, name);
  }

  /// Makes an entry, unless the same message already has one of today or yesterday: shops repeat
  /// for some hours, and some of those hours hold a midnight.
  ///
  /// @return false where it has
  public boolean add(QuarantineEntry entry) {
    var yesterday = QuarantineKeys.dayOf(entry).minusDays(1);
    return new Transaction()
        .put(table.name(), item(entry), Condition.ABSENT)
        .check(table.name(), QuarantineKeys.entry(entry, yesterday), Condition.ABSENT)
        .commit(client);
  }

  /// What came from a source on a day (UTC), in no order, read strongly and page by page.
  public Stream<QuarantineEntry> of(ProgrammeId programme, String source, LocalDate day) {
    return IntStream.range(0, QuarantineKeys.SHARDS)
        .mapToObj(shard -> QuarantineKeys.partition(programme, source, day, shard))
        .flatMap(table::partition)
        .map(item -> entry(programme, new Fields(item)));
  }

  /// What follows a place in its partition.
  public List<QuarantineEntry> from(ProgrammeId programme, QuarantineReplay.Place place, int most) {
    var partition = QuarantineKeys.partition(programme, place.source(), place.day(), place.shard());
    var after = place.after().isEmpty() ? BEFORE_ALL : place.after();
    return client
        .query(
            q ->
                q.tableName(table.name())
                    .consistentRead(true)
                    .limit(most)
                    .keyConditionExpression("pk = :pk AND sk > :after")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk",
                            AttributeValue.fromS(partition),
                            ":after",
                            AttributeValue.fromS(after))))
        .items()
        .stream()
        .map(item -> entry(programme, new Fields(item)))
        .toList();
  }

  /// Whether a message of a day (UTC) has an entry, whatever became of it.
  public boolean holds(ProgrammeId programme, String source, String id, LocalDate day) {
    return table.get(QuarantineKeys.entry(programme, source, day, id)).isPresent();
  }

  /// Who sent a message again after midnight was told its second day.
  ///
  /// @param reference as {@link QuarantineEntry#reference} has it
  public Optional<QuarantineEntry> find(ProgrammeId programme, String reference) {
    return QuarantineKeys.parse(programme, reference).stream()
        .map(table::get)
        .flatMap(Optional::stream)
        .map(item -> entry(programme, new Fields(item)))
        .findFirst();
  }

  /// Says that the message became evidence. Where somebody discarded it meanwhile this is what
  /// counts: it is what happened.
  ///
  /// @return false where it is gone, or somebody replayed it before
  public boolean replayed(QuarantineEntry entry, QuarantineEntry.Replayed state) {
    return table.update(
        QuarantineKeys.entry(entry),
        SET_STATE,
        new Condition(
            "attribute_exists(pk) AND (attribute_not_exists(#state) OR #state <> :state)",
            STATE_NAMES,
            state(REPLAYED, state.at(), state.by(), state.outcome())));
  }

  /// Says that nothing will be made of the message.
  ///
  /// @return false where it waits no more
  public boolean discarded(QuarantineEntry entry, QuarantineEntry.Discarded state) {
    return table.update(
        QuarantineKeys.entry(entry),
        SET_STATE,
        new Condition(WAITS, STATE_NAMES, state(DISCARDED, state.at(), state.by(), state.why())));
  }

  private static Map<String, AttributeValue> state(
      String state, Instant at, String by, String why) {
    return Map.of(
        ":state",
        AttributeValue.fromS(state),
        ":at",
        AttributeValue.fromS(Instants.text(at)),
        ":by",
        AttributeValue.fromS(by),
        ":why",
        AttributeValue.fromS(why));
  }

  /// Says that the message was tried again and why it cannot be used now.
  ///
  /// @return false where it waits no more
  public boolean stillUnusable(QuarantineEntry entry, String reason, String field, String by) {
    return table.update(
        QuarantineKeys.entry(entry),
        "SET #reason = :reason, #field = :field, #by = :by",
        new Condition(
            WAITS,
            Map.of("#state", STATE, "#reason", REASON, "#field", FIELD, "#by", TRIED_BY),
            Map.of(
                ":reason",
                AttributeValue.fromS(reason),
                ":field",
                AttributeValue.fromS(field),
                ":by",
                AttributeValue.fromS(by))));
  }

  /// Begins a replay of many; its id is random, so that only a repeat of the same call finds it.
  public void begin(QuarantineReplay replay) {
    table.put(QuarantineReplayItem.write(replay, ""), Condition.ABSENT);
  }

  public Optional<QuarantineReplay> replay(ProgrammeId programme, String id) {
    return replay(QuarantineKeys.replayPartition(programme, id));
  }

  /// @param partition as {@link QuarantineKeys#replayPartition} has it
  /// @throws IllegalArgumentException where it names no replay
  public Optional<QuarantineReplay> replay(String partition) {
    return table.get(QuarantineKeys.parseReplay(partition)).map(QuarantineReplayItem::read);
  }

  /// Writes one more step. Where the condition fails, it may be by a write of this very call whose
  /// answer was lost: the random writer tells.
  ///
  /// @return false where somebody else took the step
  public boolean advance(QuarantineReplay next) {
    var writer = UUID.randomUUID().toString();
    var item = QuarantineReplayItem.write(next, writer);
    return table.put(item, Condition.equal(QuarantineReplayItem.STEP, next.step() - 1))
        || table
            .get(QuarantineKeys.replay(next.programme(), next.id()))
            .filter(held -> QuarantineReplayItem.isBy(writer, held))
            .isPresent();
  }

  private static Map<String, AttributeValue> item(QuarantineEntry entry) {
    return Item.of(QuarantineKeys.entry(entry))
        .put(RECEIVED_AT, entry.receivedAt())
        .put(REASON, entry.reason())
        .put(FIELD, entry.field())
        .put("topic", entry.topic())
        .put("body", entry.body())
        .putText(Correlation.ATTRIBUTE, entry.correlation())
        .put(TableShape.TTL, entry.receivedAt().plus(KEPT).getEpochSecond())
        .attributes();
  }

  private static QuarantineEntry entry(ProgrammeId programme, Fields fields) {
    return new QuarantineEntry(
        programme,
        QuarantineKeys.sourceOf(fields.text(TableShape.PK)),
        fields.text(TableShape.SK),
        fields.instant(RECEIVED_AT),
        fields.text(REASON),
        fields.text(FIELD),
        fields.text("topic"),
        fields.optionalText(Correlation.ATTRIBUTE),
        fields.text("body"),
        state(fields));
  }

  private static QuarantineEntry.State state(Fields fields) {
    return switch (fields.optionalText(STATE).orElse("")) {
      case REPLAYED ->
          new QuarantineEntry.Replayed(
              fields.instant(STATE_AT), fields.text(STATE_BY), fields.text(STATE_WHY));
      case DISCARDED ->
          new QuarantineEntry.Discarded(
              fields.instant(STATE_AT), fields.text(STATE_BY), fields.text(STATE_WHY));
      default -> new QuarantineEntry.Waiting(fields.optionalText(TRIED_BY));
    };
  }
}
