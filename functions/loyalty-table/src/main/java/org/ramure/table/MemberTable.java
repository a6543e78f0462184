// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.member.IdentityKey;
import org.ramure.member.Member;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Members and what recognises them. An identity is an item of its own, put on condition that it is
/// not there: so two people never share one, whoever enrols them at once.
public final class MemberTable {

  private final DynamoDbClient client;
  private final String name;
  private final Table table;

  public MemberTable(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
    this.table = new Table(client, name);
  }

  /// Writes a new member with all their identities, and marks the purchases that may wait for them
  /// as due.
  ///
  /// @return false where one of the identities belongs to somebody: nothing was written
  public boolean enrol(ProgrammeId programme, Member member, Optional<LocalDate> nextBirthday) {
    var transaction =
        new Transaction()
            .put(
                name,
                MemberItem.write(programme, member, nextBirthday),
                Transaction.Condition.ABSENT);
    member
        .keys()
        .forEach(
            key ->
                transaction.put(
                    name,
                    MemberItem.write(programme, key, member.id(), member.enrolledAt()),
                    Transaction.Condition.ABSENT));
    return transaction.commit(client);
  }

  /// Whose these keys are, read strongly; those of nobody are left out.
  public Map<IdentityKey, MemberId> find(ProgrammeId programme, Collection<IdentityKey> keys) {
    var found = new HashMap<IdentityKey, MemberId>();
    for (var item : table.getAll(items(programme, keys))) {
      var fields = new Fields(item);
      found.put(
          MemberKeys.parseIdentity(fields.text(TableShape.PK)),
          new MemberId(fields.text(MemberItem.MEMBER)));
    }
    return Map.copyOf(found);
  }

  private static List<Key> items(ProgrammeId programme, Collection<IdentityKey> keys) {
    return keys.stream().map(key -> MemberKeys.identity(programme, key)).toList();
  }

  /// The member to whom the strongest of these keys leads, read strongly.
  public Optional<MemberId> strongest(ProgrammeId programme, Collection<IdentityKey> keys) {
    return find(programme, keys).entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue);
  }

  /// One strong read.
  public Optional<Member> get(ProgrammeId programme, MemberId member) {
    return table.get(MemberKeys.profile(programme, member)).map(MemberItem::read);
  }

  /// A member with purchases that may wait for them.
  ///
  /// @param since when they enrolled, or got another identity
  public record ClaimsDue(Member member, Instant since) {}

  /// Read strongly; empty where nothing is due any more.
  public Optional<ClaimsDue> claimsDue(ProgrammeId programme, MemberId member) {
    return table
        .get(MemberKeys.profile(programme, member))
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
                q.tableName(name)
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
    table.update(
        MemberKeys.profile(programme, done.member().id()),
        "REMOVE claimsPk, claimsSk",
        new Transaction.Condition(
            "claimsSk = :since",
            Map.of(),
            Map.of(":since", AttributeValue.fromS(Instants.text(done.since())))));
  }
}
