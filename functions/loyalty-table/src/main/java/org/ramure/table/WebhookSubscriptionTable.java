// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Transaction.Condition;
import org.ramure.webhook.Subscription;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Who wants which events. A subscription changes on condition of its version: of two writers the
/// loser reads and decides again.
public final class WebhookSubscriptionTable {

  /// Of one programme: each event costs a write and a request for every one that wants it.
  public static final int MOST = 20;

  private static final String COUNT = "count";

  private final DynamoDbClient client;
  private final Table table;

  public WebhookSubscriptionTable(DynamoDbClient client, String name) {
    this.client = client;
    this.table = new Table(client, name);
  }

  /// All of a programme, the oldest first, read strongly.
  public List<Subscription> all(ProgrammeId programme) {
    return table
        .partition(WebhookKeys.subscriptions(programme))
        .filter(WebhookSubscriptionTable::isSubscription)
        .map(WebhookSubscriptionItem::read)
        .sorted(Comparator.comparing(Subscription::createdAt).thenComparing(Subscription::id))
        .toList();
  }

  private static boolean isSubscription(Map<String, AttributeValue> item) {
    return new Fields(item).text(TableShape.SK).startsWith(WebhookKeys.SUBSCRIPTION);
  }

  /// One strong read.
  public Optional<Subscription> find(ProgrammeId programme, String id) {
    return table.get(WebhookKeys.subscription(programme, id)).map(WebhookSubscriptionItem::read);
  }

  /// What became of a command before; one strong read.
  public Once.Before before(Once once) {
    return table.get(once.itemKey()).map(once::read).orElseGet(Once.Never::new);
  }

  /// Makes a subscription, unless there are {@value #MOST}, or the command was answered before.
  ///
  /// @return false where nothing was written
  public boolean create(Subscription subscription, Once once, Once.Answer answer) {
    return new Transaction()
        .put(table.name(), WebhookSubscriptionItem.write(subscription), Condition.ABSENT)
        .update(oneMore(subscription.programme()))
        .put(table.name(), once.item(answer), Condition.ABSENT)
        .commit(client);
  }

  /// Writes the next version, on condition of the one before.
  ///
  /// @return false where somebody else wrote, or it is gone
  public boolean replace(Subscription next) {
    return table.put(WebhookSubscriptionItem.write(next), before(next));
  }

  /// The same for a command without a natural key.
  ///
  /// @return false also where the command was answered before
  public boolean replace(Subscription next, Once once, Once.Answer answer) {
    return new Transaction()
        .put(table.name(), WebhookSubscriptionItem.write(next), before(next))
        .put(table.name(), once.item(answer), Condition.ABSENT)
        .commit(client);
  }

  private static Condition before(Subscription next) {
    return Condition.equal(WebhookSubscriptionItem.VERSION, next.version() - 1);
  }

  /// Notes that the receiver took an event, unless a later time is noted.
  public void well(Subscription subscription, Instant at) {
    table.update(
        WebhookKeys.subscription(subscription.programme(), subscription.id()),
        "SET #well = :at",
        new Condition(
            "attribute_exists(pk) AND #well < :at",
            Map.of("#well", WebhookSubscriptionItem.WELL_AT),
            Map.of(":at", AttributeValue.fromS(Instants.text(at)))));
  }

  /// @return false where there is none
  public boolean delete(ProgrammeId programme, String id) {
    return new Transaction()
        .delete(table.name(), WebhookKeys.subscription(programme, id), Condition.PRESENT)
        .update(oneLess(programme))
        .commit(client);
  }

  private Update oneMore(ProgrammeId programme) {
    return count(programme, 1)
        .conditionExpression("attribute_not_exists(#count) OR #count < :most")
        .expressionAttributeValues(Map.of(":change", number(1), ":most", number(MOST)))
        .build();
  }

  private Update oneLess(ProgrammeId programme) {
    return count(programme, -1).build();
  }

  private Update.Builder count(ProgrammeId programme, int change) {
    return Update.builder()
        .tableName(table.name())
        .key(WebhookKeys.count(programme).attributes())
        .updateExpression("ADD #count :change")
        .expressionAttributeNames(Map.of("#count", COUNT))
        .expressionAttributeValues(Map.of(":change", number(change)));
  }

  private static AttributeValue number(int value) {
    return AttributeValue.fromN(Integer.toString(value));
  }
}
