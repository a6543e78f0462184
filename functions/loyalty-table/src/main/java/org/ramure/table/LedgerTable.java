// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Adjustment;
import org.ramure.points.Entry;
import org.ramure.points.Ledger;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.table.LedgerKeys.Owner;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Accounts and their entries. An account changes only together with the entries that say why, on
/// condition of its version: of two writers the loser reads and decides again.
public final class LedgerTable {

  private final DynamoDbClient client;
  private final String name;
  private final Table table;

  public LedgerTable(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
    this.table = new Table(client, name);
  }

  /// One strong read; an account that was never written is open and empty.
  public Account account(ProgrammeId programme, MemberId member, LocalDate today) {
    return table
        .get(LedgerKeys.account(programme, member))
        .map(AccountItem::read)
        .orElseGet(() -> Account.open(member, today));
  }

  /// What expired of a day's lot and was not excused yet, read strongly.
  public long expired(ProgrammeId programme, MemberId member, LocalDate day) {
    return table
        .get(LedgerKeys.expired(programme, member, day))
        .map(item -> new Fields(item).number("points"))
        .orElse(0L);
  }

  /// An account that is listed as due.
  public record Due(Owner owner, LocalDate day) {}

  /// Some accounts with something to do by a day, whoever waits longest first. From an index: read
  /// the account before acting on it.
  ///
  /// @param shard 0 to {@value LedgerKeys#DUE_SHARDS} − 1
  /// @param after the last of those before; empty for the first
  /// @return fewer than {@code most} where there are no others
  public List<Due> due(
      ProgrammeId programme, int shard, LocalDate by, Optional<Due> after, int most) {
    return client
        .query(
            q -> {
              q.tableName(name)
                  .indexName(TableShape.DUE.name())
                  .limit(most)
                  .keyConditionExpression("duePk = :pk AND dueSk <= :by")
                  .expressionAttributeValues(
                      Map.of(
                          ":pk", AttributeValue.fromS(LedgerKeys.due(programme, shard)),
                          ":by", AttributeValue.fromS(by.toString())));
              after.ifPresent(due -> q.exclusiveStartKey(LedgerKeys.due(due)));
            })
        .items()
        .stream()
        .map(LedgerKeys::parseDue)
        .toList();
  }

  /// The newest entries first.
  ///
  /// @param before only entries with a lower sequence; empty for the newest
  public List<Entry> entries(
      ProgrammeId programme, MemberId member, int limit, Optional<Long> before) {
    var account = LedgerKeys.account(programme, member);
    var last = LedgerKeys.entry(programme, member, before.map(b -> b - 1).orElse(999_999_999_999L));
    return client
        .query(
            q ->
                q.tableName(name)
                    .scanIndexForward(false)
                    .limit(limit)
                    .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk", AttributeValue.fromS(account.pk()),
                            ":first", AttributeValue.fromS(LedgerKeys.ENTRY),
                            ":last", AttributeValue.fromS(last.sk()))))
        .items()
        .stream()
        .map(EntryItem::read)
        .toList();
  }

  /// Some keys of the whole table: see {@link Table#keys}.
  public KeyPage keys(Optional<Key> after, int most) {
    return table.keys(after, most);
  }

  /// What an account's partition says when it is read whole, strongly and for an audit: what cannot
  /// be read is named, not thrown.
  public AccountPartition audited(ProgrammeId programme, MemberId member) {
    var reader = new AccountPartition.Reader();
    table.partition(LedgerKeys.account(programme, member).pk()).forEach(reader::read);
    return reader.partition();
  }

  /// So many entries, the newest, are searched at most.
  public static final int SEARCHED = 500;

  /// The entries about a subject and all that took goods back, the newest first, read strongly. It
  /// costs what the whole account does.
  ///
  /// @return empty where the account has more than {@value #SEARCHED} entries
  public Optional<List<Entry>> about(ProgrammeId programme, MemberId member, String subject) {
    var answer =
        client.query(
            q ->
                q.tableName(name)
                    .consistentRead(true)
                    .scanIndexForward(false)
                    .limit(SEARCHED + 1)
                    .keyConditionExpression("pk = :pk AND begins_with(sk, :entry)")
                    .filterExpression("#subject = :subject OR #kind = :reverse")
                    .expressionAttributeNames(
                        Map.of("#subject", EntryItem.SUBJECT, "#kind", EntryItem.KIND))
                    .expressionAttributeValues(
                        Map.of(
                            ":pk",
                            AttributeValue.fromS(LedgerKeys.account(programme, member).pk()),
                            ":entry",
                            AttributeValue.fromS(LedgerKeys.ENTRY),
                            ":subject",
                            AttributeValue.fromS(subject),
                            ":reverse",
                            AttributeValue.fromS(Entry.Kind.REVERSE.name()))));
    return answer.hasLastEvaluatedKey()
        ? Optional.empty()
        : Optional.of(answer.items().stream().map(EntryItem::read).toList());
  }

  /// One strong read.
  public Optional<Adjustment> adjustment(ProgrammeId programme, MemberId member, String id) {
    return table.get(LedgerKeys.adjustment(programme, member, id)).map(AdjustmentItem::read);
  }

  /// All that people asked for, the latest first; decided or not.
  public List<Adjustment> adjustments(ProgrammeId programme, MemberId member) {
    return client
        .queryPaginator(
            q ->
                q.tableName(name)
                    .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk",
                            AttributeValue.fromS(LedgerKeys.account(programme, member).pk()),
                            ":prefix",
                            AttributeValue.fromS(LedgerKeys.ADJUSTMENT))))
        .items()
        .stream()
        .map(AdjustmentItem::read)
        .sorted(Comparator.comparing(Adjustment::requestedAt).reversed())
        .toList();
  }

  /// What became of a command before; one strong read.
  public Once.Before before(Once once) {
    return table.get(once.itemKey()).map(once::read).orElseGet(Once.Never::new);
  }

  /// Part of a transaction: what a person asked for, on condition that it is new.
  Transaction addNew(
      Transaction transaction, ProgrammeId programme, MemberId member, Adjustment adjustment) {
    return transaction.put(
        name, AdjustmentItem.write(programme, member, adjustment), Transaction.Condition.ABSENT);
  }

  /// Part of a transaction: what became of it, on condition that nobody decided before.
  Transaction addDecided(
      Transaction transaction, ProgrammeId programme, MemberId member, Adjustment adjustment) {
    return transaction.put(
        name,
        AdjustmentItem.write(programme, member, adjustment),
        new Transaction.Condition(
            "#state = :waiting",
            Map.of("#state", AdjustmentItem.STATE),
            Map.of(":waiting", AttributeValue.fromS(AdjustmentItem.WAITING))));
  }

  /// Part of a transaction: the answer to a command, unless it was answered before.
  Transaction add(Transaction transaction, Once once, Once.Answer answer) {
    return transaction.put(name, once.item(answer), Transaction.Condition.ABSENT);
  }

  /// Part of a transaction: the account after its new entries, these entries, and what they expired
  /// or excused.
  Transaction add(
      Transaction transaction,
      ProgrammeId programme,
      Ledger ledger,
      Optional<RewardTerms> reward,
      Map<Long, String> requests) {
    var account = ledger.account();
    transaction.put(
        name,
        AccountItem.write(programme, account, reward),
        Transaction.Condition.unchanged(AccountItem.VERSION, account.version()));
    ledger
        .entries()
        .forEach(
            e ->
                transaction.put(
                    name,
                    Correlation.within(
                        Optional.ofNullable(requests.get(e.sequence())),
                        () -> EntryItem.write(programme, account.member(), e))));
    ledger
        .expiredChanges()
        .forEach((day, points) -> transaction.update(expired(programme, account, day, points)));
    return transaction;
  }

  private Update expired(ProgrammeId programme, Account account, LocalDate day, long points) {
    return Update.builder()
        .tableName(name)
        .key(LedgerKeys.expired(programme, account.member(), day).attributes())
        .updateExpression("ADD #points :change")
        .expressionAttributeNames(Map.of("#points", "points"))
        .expressionAttributeValues(Map.of(":change", AttributeValue.fromN(Long.toString(points))))
        .build();
  }
}
