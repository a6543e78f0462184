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
import org.ramure.member.Birthday;
import org.ramure.member.IdentityKey;
import org.ramure.member.Member;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Members and what recognises them. An identity is an item of its own, put on condition that it is
/// not there: so two people never share one, whoever enrols them at once.
public final class MemberTable {

  /// Every gift moves the day, so it also says that none was given since it was read.
  private static final String STILL_LISTED = "birthdaySk = :listed";

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

  /// A member on the list of birthdays.
  ///
  /// @param day of the birthday that comes next, or is still to be looked at
  public record Listed(MemberId member, LocalDate day) {}

  /// Some members whose birthday is not after a day, whoever waits longest first. From an index:
  /// ask {@link #birthday} before acting on it.
  ///
  /// @param shard 0 to {@value MemberKeys#BIRTHDAY_SHARDS} − 1
  /// @param after the last of those before; empty for the first
  /// @return fewer than {@code most} where there are no others
  public List<Listed> birthdays(
      ProgrammeId programme, int shard, LocalDate by, Optional<Listed> after, int most) {
    return client
        .query(
            q -> {
              q.tableName(name)
                  .indexName(TableShape.BIRTHDAY.name())
                  .limit(most)
                  .keyConditionExpression("birthdayPk = :pk AND birthdaySk <= :by")
                  .expressionAttributeValues(
                      Map.of(
                          ":pk", AttributeValue.fromS(MemberKeys.birthdays(programme, shard)),
                          ":by", AttributeValue.fromS(by.toString())));
              after.ifPresent(
                  listed -> q.exclusiveStartKey(MemberKeys.birthday(programme, listed)));
            })
        .items()
        .stream()
        .map(MemberKeys::parseBirthday)
        .toList();
  }

  /// A member's birthday, and the day for which the member is on the list.
  public record ListedBirthday(Birthday birthday, LocalDate day) {}

  /// One strong read; empty where nobody knows the birthday.
  public Optional<ListedBirthday> birthday(ProgrammeId programme, MemberId member) {
    return table.get(MemberKeys.profile(programme, member)).flatMap(MemberItem::readBirthday);
  }

  /// Puts the member on the list for another day.
  ///
  /// @return false where somebody else did: nothing was written
  public boolean list(ProgrammeId programme, MemberId member, ListedBirthday read, LocalDate next) {
    return table.update(
        MemberKeys.profile(programme, member),
        "SET birthdaySk = :next",
        new Transaction.Condition(
            STILL_LISTED, Map.of(), Map.of(":next", day(next), ":listed", day(read.day()))));
  }

  /// Keeps a birthday that nobody knew.
  ///
  /// @param next when to look at the member
  /// @return false where it is known by now, or there is no such member: nothing was written
  public boolean tell(ProgrammeId programme, MemberId member, LocalDate born, LocalDate next) {
    return table.update(
        MemberKeys.profile(programme, member),
        "SET birthday = :born, birthdayPk = :list, birthdaySk = :next",
        new Transaction.Condition(
            "attribute_exists(pk) AND attribute_not_exists(birthday)",
            Map.of(),
            Map.of(
                ":born", day(born),
                ":list", AttributeValue.fromS(MemberKeys.birthdays(programme, member)),
                ":next", day(next))));
  }

  /// Keeps another date that the member has told.
  ///
  /// @param before as it was read
  /// @param next when to look at the member again
  /// @return false where it was changed meanwhile: nothing was written
  public boolean change(
      ProgrammeId programme, MemberId member, Birthday before, Birthday after, LocalDate next) {
    var told = after.before().orElseThrow();
    return table.update(
        MemberKeys.profile(programme, member),
        "SET birthday = :born, bornBefore = :before, countsUntil = :until, birthdaySk = :next",
        new Transaction.Condition(
            "birthday = :before AND attribute_not_exists(bornBefore)",
            Map.of(),
            Map.of(
                ":born", day(after.born()),
                ":before", day(before.born()),
                ":until", day(told.until()),
                ":next", day(next))));
  }

  /// Part of a transaction: that a gift was given, and when to look at the member again.
  Transaction addGift(
      Transaction transaction,
      ProgrammeId programme,
      MemberId member,
      ListedBirthday read,
      Birthday.Gift gift,
      LocalDate next) {
    return transaction.update(
        Update.builder()
            .tableName(name)
            .key(MemberKeys.profile(programme, member).attributes())
            .updateExpression("SET birthdaySk = :next, giftYear = :year, giftDay = :day")
            .conditionExpression(STILL_LISTED)
            .expressionAttributeValues(
                Map.of(
                    ":next", day(next),
                    ":listed", day(read.day()),
                    ":year", AttributeValue.fromN(Integer.toString(gift.year())),
                    ":day", day(gift.day())))
            .build());
  }

  private static AttributeValue day(LocalDate day) {
    return AttributeValue.fromS(day.toString());
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
