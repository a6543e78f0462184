// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Transaction.Condition;
import org.ramure.webhook.Delivery;
import org.ramure.webhook.Replay;
import org.ramure.webhook.Subscription;
import org.ramure.webhook.WebhookEvent;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What was sent to whom, what is to be sent, and replays of many.
public final class WebhookDeliveryTable {

  /// A delivery, its event included, is forgotten after so long.
  public static final Duration KEPT = Duration.ofDays(30);

  /// As many as one batch of reads takes.
  public static final int TOGETHER = 100;

  private final DynamoDbClient client;
  private final Table table;

  public WebhookDeliveryTable(DynamoDbClient client, String name) {
    this.client = client;
    this.table = new Table(client, name);
  }

  /// Those of the events that have a delivery already, at most {@value #TOGETHER}; one batch of
  /// strong reads.
  public Set<WebhookEvent> held(Subscription subscription, List<WebhookEvent> events) {
    var keys =
        table
            .getAll(events.stream().map(e -> WebhookKeys.delivery(subscription, e)).toList())
            .stream()
            .map(item -> new Fields(item).text(TableShape.SK))
            .collect(Collectors.toSet());
    return events.stream()
        .filter(event -> keys.contains(WebhookKeys.delivery(subscription, event).sk()))
        .collect(Collectors.toSet());
  }

  /// Writes a new delivery, or what became of one, on condition of the revision before.
  ///
  /// @param next of revision 1 where it is new
  /// @return false where somebody else wrote
  public boolean write(Delivery next) {
    return table.put(WebhookDeliveryItem.write(next), before(next));
  }

  /// The same for a command without a natural key.
  ///
  /// @return false also where the command was answered before
  public boolean write(Delivery next, Once once, Once.Answer answer) {
    return new Transaction()
        .put(table.name(), WebhookDeliveryItem.write(next), before(next))
        .put(table.name(), once.item(answer), Condition.ABSENT)
        .commit(client);
  }

  private static Condition before(Delivery next) {
    return Condition.unchanged(WebhookDeliveryItem.REVISION, next.revision() - 1);
  }

  /// @param reference as {@link WebhookKeys#reference} has it
  public Optional<Delivery> find(ProgrammeId programme, String subscription, String reference) {
    return WebhookKeys.parseReference(reference)
        .map(sk -> new Key(WebhookKeys.deliveries(programme, subscription), sk))
        .flatMap(table::get)
        .map(WebhookDeliveryItem::read);
  }

  /// @param name as {@link WebhookKeys#name} has it
  /// @throws IllegalArgumentException where it names no delivery
  public Optional<Delivery> find(String name) {
    return table.get(WebhookKeys.parseName(name)).map(WebhookDeliveryItem::read);
  }

  /// What waits for the subscription and is due, whatever waits longest first, at most {@value
  /// #TOGETHER}: a query of the index, and one batch of strong reads where it finds any.
  public List<Delivery> due(Subscription subscription, Instant by) {
    return table.getAll(dueKeys(subscription, by)).stream()
        .map(WebhookDeliveryItem::read)
        .filter(delivery -> isDue(delivery, by))
        .toList();
  }

  private List<Key> dueKeys(Subscription subscription, Instant by) {
    var partition = WebhookKeys.due(subscription.programme(), subscription.id());
    return client
        .query(
            q ->
                q.tableName(table.name())
                    .indexName(TableShape.DUE.name())
                    .limit(TOGETHER)
                    .keyConditionExpression("duePk = :pk AND dueSk <= :by")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk", AttributeValue.fromS(partition),
                            ":by", AttributeValue.fromS(Instants.text(by)))))
        .items()
        .stream()
        .map(WebhookDeliveryTable::key)
        .toList();
  }

  private static Key key(Map<String, AttributeValue> item) {
    var fields = new Fields(item);
    return new Key(fields.text(TableShape.PK), fields.text(TableShape.SK));
  }

  /// The index may be a moment behind.
  private static boolean isDue(Delivery delivery, Instant by) {
    return delivery.state() instanceof Delivery.Waiting(Instant next) && !next.isAfter(by);
  }

  /// @param next the reference after which the next page begins; empty at the end
  public record Page(List<Delivery> deliveries, Optional<String> next) {}

  /// Which deliveries to list.
  ///
  /// @param state {@code WAITING}, {@code DELIVERED} or {@code FAILED}; all where empty
  /// @param after a reference: only what is older
  public record Listed(Optional<String> state, Optional<String> after, int most) {}

  /// By the time of the event, the latest first. A page reads as many as it may show and shows
  /// those that are meant: it may be empty, and there is more as long as it names a next one.
  public Page list(ProgrammeId programme, String subscription, Listed listed) {
    var values = new HashMap<String, AttributeValue>();
    values.put(":pk", AttributeValue.fromS(WebhookKeys.deliveries(programme, subscription)));
    values.put(":before", AttributeValue.fromS(before(listed)));
    var items =
        client
            .query(
                q ->
                    q.tableName(table.name())
                        .consistentRead(true)
                        .scanIndexForward(false)
                        .limit(listed.most())
                        .keyConditionExpression("pk = :pk AND sk < :before")
                        .expressionAttributeValues(values))
            .items()
            .stream()
            .map(WebhookDeliveryItem::read)
            .toList();
    return new Page(
        items.stream().filter(delivery -> isListed(delivery, listed)).toList(),
        items.size() < listed.most()
            ? Optional.empty()
            : Optional.of(WebhookKeys.reference(items.getLast())));
  }

  private static String before(Listed listed) {
    return listed.after().flatMap(WebhookKeys::parseReference).orElse("~");
  }

  private static boolean isListed(Delivery delivery, Listed listed) {
    return listed.state().map(WebhookDeliveryItem.stateOf(delivery)::equals).orElse(true);
  }

  /// Begins a replay of many, unless the command was answered before.
  public boolean begin(Replay replay, Once once, Once.Answer answer) {
    return new Transaction()
        .put(table.name(), WebhookReplayItem.write(replay), Condition.ABSENT)
        .put(table.name(), once.item(answer), Condition.ABSENT)
        .commit(client);
  }

  public Optional<Replay> replay(ProgrammeId programme, String subscription, String id) {
    return table.get(WebhookKeys.replay(programme, subscription, id)).map(WebhookReplayItem::read);
  }

  /// @param name as {@link WebhookKeys#name} has it
  /// @throws IllegalArgumentException where it names no replay
  public Optional<Replay> replay(String name) {
    return table.get(WebhookKeys.parseReplay(name)).map(WebhookReplayItem::read);
  }

  /// The next deliveries that a replay looks at, the oldest first, read strongly.
  public List<Delivery> next(Replay replay, int most) {
    var wanted = replay.wanted();
    var partition = WebhookKeys.deliveries(replay.programme(), replay.subscription());
    var from = replay.after().map(after -> after + "~").orElse(Instants.text(wanted.from()));
    return client
        .query(
            q ->
                q.tableName(table.name())
                    .consistentRead(true)
                    .limit(most)
                    .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :until")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk", AttributeValue.fromS(partition),
                            ":from", AttributeValue.fromS(from),
                            ":until", AttributeValue.fromS(Instants.text(wanted.until())))))
        .items()
        .stream()
        .map(WebhookDeliveryItem::read)
        .toList();
  }

  /// Where a replay goes on after the delivery.
  public static String place(Delivery delivery) {
    return WebhookKeys.delivery(delivery).sk();
  }

  /// Writes one more step.
  ///
  /// @return false where somebody else took it
  public boolean advance(Replay next) {
    return table.put(
        WebhookReplayItem.write(next), Condition.equal(WebhookReplayItem.STEP, next.step() - 1));
  }
}
