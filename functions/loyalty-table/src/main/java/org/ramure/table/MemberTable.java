// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.member.IdentityKey;
import org.ramure.member.Member;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// Members and what recognises them. An identity is an item of its own, put on condition that it is
/// not there: so two people never share one, whoever enrols them at once.
public final class MemberTable {

  private final DynamoDbClient client;
  private final String table;

  public MemberTable(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// Writes a new member with all their identities, and marks the purchases that may wait for them
  /// as due.
  ///
  /// @return false where one of the identities belongs to somebody: nothing was written
  public boolean enrol(ProgrammeId programme, Member member, Optional<LocalDate> nextBirthday) {
    var transaction =
        new Transaction()
            .put(
                table,
                MemberItem.write(programme, member, nextBirthday),
                Transaction.Condition.ABSENT);
    member
        .keys()
        .forEach(
            key ->
                transaction.put(
                    table,
                    MemberItem.write(programme, key, member.id(), member.enrolledAt()),
                    Transaction.Condition.ABSENT));
    return transaction.commit(client);
  }

  /// Whose these keys are, read strongly; those of nobody are left out.
  public Map<IdentityKey, MemberId> find(ProgrammeId programme, Collection<IdentityKey> keys) {
    var found = new HashMap<IdentityKey, MemberId>();
    var wanted = wanted(programme, keys);
    while (!wanted.isEmpty()) {
      var request = wanted;
      var answer = client.batchGetItem(b -> b.requestItems(request));
      for (var item : answer.responses().getOrDefault(table, java.util.List.of())) {
        var fields = new Fields(item);
        found.put(
            MemberKeys.parseIdentity(fields.text(TableShape.PK)),
            new MemberId(fields.text(MemberItem.MEMBER)));
      }
      wanted = answer.unprocessedKeys();
    }
    return Map.copyOf(found);
  }

  /// The member to whom the strongest of these keys leads, read strongly.
  public Optional<MemberId> strongest(ProgrammeId programme, Collection<IdentityKey> keys) {
    return find(programme, keys).entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue);
  }

  private Map<String, KeysAndAttributes> wanted(
      ProgrammeId programme, Collection<IdentityKey> keys) {
    var items =
        keys.stream()
            .distinct()
            .map(key -> MemberKeys.identity(programme, key).attributes())
            .toList();
    return items.isEmpty()
        ? Map.of()
        : Map.of(table, KeysAndAttributes.builder().keys(items).consistentRead(true).build());
  }

  /// One strong read.
  public Optional<Member> get(ProgrammeId programme, MemberId member) {
    return read(programme, member).map(MemberItem::read);
  }

  /// A member with purchases that may wait for them.
  ///
  /// @param since when they enrolled, or got another identity
  public record ClaimsDue(Member member, Instant since) {}

  /// Read strongly; empty where nothing is due any more.
  public Optional<ClaimsDue> claimsDue(ProgrammeId programme, MemberId member) {
    return read(programme, member)
        .flatMap(
            item ->
                MemberItem.claimsDue(item)
                    .map(since -> new ClaimsDue(MemberItem.read(item), since)));
  }

  /// Members whose claims are due since before {@code until}, the longest first. From an index: ask
  /// {@link #claimsDue(ProgrammeId, MemberId)} before acting on it.
  ///
  /// @param shard 0 to {@value MemberKeys#CLAIMS_SHARDS} − 1
  public Stream<MemberId> claimsDue(ProgrammeId programme, int shard, Instant until) {
    return client
        .queryPaginator(
            q ->
                q.tableName(table)
                    .indexName(TableShape.CLAIMS.name())
                    .keyConditionExpression("claimsPk = :pk AND claimsSk < :until")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk",
                            AttributeValue.fromS(MemberKeys.claims(programme, shard)),
                            ":until",
                            AttributeValue.fromS(Instants.text(until)))))
        .items()
        .stream()
        .map(item -> MemberKeys.parseProfile(new Fields(item).text(TableShape.PK)));
  }

  /// Nothing is due any more, unless an identity was added meanwhile.
  public void claimsDone(ProgrammeId programme, ClaimsDue done) {
    Contention.retry(
        () -> {
          try {
            client.updateItem(
                u ->
                    u.tableName(table)
                        .key(MemberKeys.profile(programme, done.member().id()).attributes())
                        .updateExpression("REMOVE claimsPk, claimsSk")
                        .conditionExpression("claimsSk = :since")
                        .expressionAttributeValues(
                            Map.of(":since", AttributeValue.fromS(Instants.text(done.since())))));
            return true;
          } catch (ConditionalCheckFailedException dueAgainOrDone) {
            return false;
          }
        });
  }

  private Optional<Map<String, AttributeValue>> read(ProgrammeId programme, MemberId member) {
    var answer =
        client.getItem(
            g ->
                g.tableName(table)
                    .key(MemberKeys.profile(programme, member).attributes())
                    .consistentRead(true));
    return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
  }
}
