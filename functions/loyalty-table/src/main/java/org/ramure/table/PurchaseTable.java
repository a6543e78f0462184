// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.member.IdentityKey;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Posting;
import org.ramure.purchase.Posting.Claim;
import org.ramure.purchase.PurchaseKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/// Purchases are sets of evidence. Evidence is stored as it is, in whatever order it comes; whoever
/// rates a purchase reads its whole partition strongly, so later evidence always wins in the end.
public final class PurchaseTable {

  private static final String CLAIM_MEMBER = "member";
  private static final String CLAIM_SINCE = "since";
  private static final String OCCURRED_AT = "occurredAt";

  private final DynamoDbClient client;
  private final String name;
  private final Table table;

  public PurchaseTable(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
    this.table = new Table(client, name);
  }

  /// What became of a piece of evidence.
  public enum Stored {
    STORED,
    /// We hold the same already.
    UNCHANGED,
    /// We hold a newer body of the sale.
    OLDER,
    /// We hold another content under the same id, and were not to replace it.
    DIFFERENT
  }

  /// What to do with other content under an id that we hold: refunds and cancellations only, the
  /// newest body of a sale always wins by its modified time. Of two bodies of the same second the
  /// one received later wins, whichever is stored first: one that waited in quarantine may be
  /// stored long after a newer one.
  public enum OtherContent {
    /// From a shop's webhook: the one received later wins.
    REPLACE,
    /// On our own API: refused, nothing changed.
    REFUSE
  }

  /// Stores evidence: one read, and a conditional write where there is something to store.
  public Stored store(PurchaseKey key, Evidence evidence, OtherContent otherContent) {
    var item = EvidenceItem.write(key, evidence);
    var held = held(key, evidence);
    var verdict = verdict(held, item, evidence, otherContent);
    while (verdict == Stored.STORED && !put(item, held)) {
      held = held(key, evidence);
      verdict = verdict(held, item, evidence, otherContent);
    }
    return verdict;
  }

  private Map<String, AttributeValue> held(PurchaseKey key, Evidence evidence) {
    return table.get(PurchaseKeys.item(key, EvidenceItem.sortKey(evidence))).orElse(Map.of());
  }

  private static Stored verdict(
      Map<String, AttributeValue> held,
      Map<String, AttributeValue> item,
      Evidence evidence,
      OtherContent otherContent) {
    if (held.isEmpty()) {
      return Stored.STORED;
    }
    var before = new Fields(held);
    if (before.text(EvidenceItem.CONTENT).equals(new Fields(item).text(EvidenceItem.CONTENT))) {
      return Stored.UNCHANGED;
    }
    return switch (evidence) {
      case Evidence.Order order -> newer(order, before) ? Stored.STORED : Stored.OLDER;
      case Evidence.Refund refund when otherContent == OtherContent.REFUSE -> Stored.DIFFERENT;
      case Evidence.Refund refund -> receivedBefore(refund, before) ? Stored.OLDER : Stored.STORED;
      case Evidence.Cancellation cancellation -> Stored.UNCHANGED;
    };
  }

  private static boolean newer(Evidence.Order order, Fields held) {
    int modified = order.modifiedAt().compareTo(held.instant(EvidenceItem.MODIFIED_AT));
    return modified == 0 ? !receivedBefore(order, held) : modified > 0;
  }

  private static boolean receivedBefore(Evidence evidence, Fields held) {
    return evidence.receivedAt().isBefore(held.instant(EvidenceItem.RECEIVED_AT));
  }

  /// @return false when somebody else wrote it since it was read
  private boolean put(Map<String, AttributeValue> item, Map<String, AttributeValue> held) {
    var condition =
        held.isEmpty()
            ? Transaction.Condition.ABSENT
            : new Transaction.Condition(
                "#content = :content",
                Map.of("#content", EvidenceItem.CONTENT),
                Map.of(
                    ":content", AttributeValue.fromS(new Fields(held).text(EvidenceItem.CONTENT))));
    return table.put(item, condition);
  }

  /// All that is known of one purchase.
  ///
  /// @param contents of all evidence, in the order of keys
  /// @param correlation of the request that brought the evidence received last
  public record Partition(
      List<Evidence> evidence,
      String contents,
      Optional<String> correlation,
      Optional<Claim> claim,
      Optional<Posting> posting) {

    public Partition {
      evidence = List.copyOf(evidence);
    }

    /// The newest body of the sale; empty while it is unknown.
    public Optional<Evidence.Order> order() {
      return evidence.stream()
          .filter(Evidence.Order.class::isInstance)
          .map(Evidence.Order.class::cast)
          .findFirst();
    }

    public Partition claimedBy(Claim newClaim) {
      return new Partition(evidence, contents, correlation, Optional.of(newClaim), posting);
    }

    /// Of all evidence and the claim: equal digests rate equally.
    public String digest() {
      return Content.hash(claim.map(c -> c.member().value()).orElse("") + '\n' + contents);
    }

    /// Whether nothing is left to do: rated as the evidence stands, and all vouchers agree.
    public boolean settled() {
      return posting.filter(p -> p.agreed() && p.digest().equals(digest())).isPresent();
    }
  }

  /// The evidence received last, as far as it was read.
  private record Newest(String receivedAt, Optional<String> correlation) {
    Newest or(Fields item) {
      var received = item.text(EvidenceItem.RECEIVED_AT);
      return received.compareTo(receivedAt) < 0
          ? this
          : new Newest(received, Correlation.of(item.attributes()));
    }
  }

  /// Reads the whole partition strongly.
  public Partition load(PurchaseKey key) {
    var evidence = new ArrayList<Evidence>();
    var contents = new StringBuilder();
    var newest = new Newest("", Optional.empty());
    Optional<Claim> claim = Optional.empty();
    Optional<Posting> posting = Optional.empty();
    for (var item : table.partition(PurchaseKeys.partition(key)).toList()) {
      var fields = new Fields(item);
      switch (fields.text(TableShape.SK)) {
        case PurchaseKeys.CLAIM -> claim = Optional.of(claim(fields));
        case PurchaseKeys.RATING -> posting = Optional.of(PostingItem.read(item));
        case String sk -> {
          evidence.add(EvidenceItem.read(item));
          contents.append(sk).append(' ').append(fields.text(EvidenceItem.CONTENT)).append('\n');
          newest = newest.or(fields);
        }
      }
    }
    return new Partition(evidence, contents.toString(), newest.correlation(), claim, posting);
  }

  /// Some keys of the whole table: see {@link Table#keys}.
  public KeyPage keys(Optional<Key> after, int most) {
    return table.keys(after, most);
  }

  /// What was posted for purchases, read strongly; those of which nothing was posted, or nothing
  /// that can be read, are left out.
  public Map<PurchaseKey, Posting> postings(Collection<PurchaseKey> keys) {
    var found = new HashMap<PurchaseKey, Posting>();
    var items = keys.stream().map(key -> PurchaseKeys.item(key, PurchaseKeys.RATING)).toList();
    for (var item : table.getAll(items)) {
      var key = PurchaseKeys.parse(new Fields(item).text(TableShape.PK));
      Legible.read(() -> PostingItem.read(item)).ifPresent(posting -> found.put(key, posting));
    }
    return Map.copyOf(found);
  }

  /// A purchase that waits for a person, and the business time of its sale.
  public record Waiting(PurchaseKey key, Instant occurredAt) {}

  /// Lets the people behind these hints find the purchase when they become known. To be called
  /// before their identities are read: whoever comes second then sees the first.
  public void putHints(Waiting purchase, Collection<IdentityKey> hints) {
    hints.forEach(
        hint -> {
          var item =
              Item.of(PurchaseKeys.hint(hint, purchase.key()))
                  .put(OCCURRED_AT, purchase.occurredAt());
          client.putItem(p -> p.tableName(name).item(item.attributes()));
        });
  }

  /// The purchases that wait for this person, read strongly; one more than {@code most} where there
  /// are more.
  public List<Waiting> hinted(ProgrammeId programme, IdentityKey identity, int most) {
    return client
        .query(
            q ->
                q.tableName(name)
                    .consistentRead(true)
                    .limit(most + 1)
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk", AttributeValue.fromS(PurchaseKeys.hints(programme, identity)))))
        .items()
        .stream()
        .map(Fields::new)
        .map(f -> new Waiting(PurchaseKeys.parse(f.text(TableShape.SK)), f.instant(OCCURRED_AT)))
        .toList();
  }

  /// The purchase waits no longer.
  public void removeHint(PurchaseKey key, IdentityKey hint) {
    client.deleteItem(d -> d.tableName(name).key(PurchaseKeys.hint(hint, key).attributes()));
  }

  /// Says whose purchase it is, unless somebody said so before.
  ///
  /// @return the claim in force: this one, or the earlier
  public Claim claim(PurchaseKey key, MemberId member, Instant now) {
    var item =
        Item.of(PurchaseKeys.item(key, PurchaseKeys.CLAIM))
            .put(CLAIM_MEMBER, member.value())
            .put(CLAIM_SINCE, now)
            .attributes();
    return Contention.retry(
        () -> {
          try {
            client.putItem(
                p ->
                    p.tableName(name)
                        .item(item)
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return new Claim(member, now);
          } catch (ConditionalCheckFailedException claimed) {
            return claim(new Fields(claimed.item()));
          }
        });
  }

  /// Gives the purchase to another member: only by a decision of staff, a merge or a claim with
  /// proof.
  public boolean reassign(PurchaseKey key, MemberId from, MemberId to, Instant now) {
    var item =
        Item.of(PurchaseKeys.item(key, PurchaseKeys.CLAIM))
            .put(CLAIM_MEMBER, to.value())
            .put(CLAIM_SINCE, now)
            .attributes();
    return table.put(
        item,
        new Transaction.Condition(
            "#member = :from",
            Map.of("#member", CLAIM_MEMBER),
            Map.of(":from", AttributeValue.fromS(from.value()))));
  }

  private static Claim claim(Fields fields) {
    return new Claim(new MemberId(fields.text(CLAIM_MEMBER)), fields.instant(CLAIM_SINCE));
  }

  /// Part of a transaction: what is posted now, on condition that nobody posted since it was read.
  Transaction add(Transaction transaction, PurchaseKey key, Posting next) {
    return transaction.put(
        name,
        PostingItem.write(key, next),
        Transaction.Condition.unchanged(PostingItem.REVISION, next.revision() - 1));
  }

  /// Part of a transaction: the posting must still be the one that the decision was made on.
  Transaction check(Transaction transaction, PurchaseKey key, Posting posting) {
    return transaction.check(
        name,
        PurchaseKeys.item(key, PurchaseKeys.RATING),
        Transaction.Condition.equal(PostingItem.REVISION, posting.revision()));
  }

  /// Whether the posting is still the one in force; one strong read.
  public boolean stands(PurchaseKey key, Posting posting) {
    return table
        .get(PurchaseKeys.item(key, PurchaseKeys.RATING))
        .filter(item -> new Fields(item).number(PostingItem.REVISION) == posting.revision())
        .isPresent();
  }

  /// Says that all vouchers are as the order wants them; nothing happens where a newer posting
  /// stands.
  public boolean agree(PurchaseKey key, Posting posting) {
    return table.update(
        PurchaseKeys.item(key, PurchaseKeys.RATING),
        "SET #agreed = :true",
        new Transaction.Condition(
            "#revision = :revision",
            Map.of("#agreed", PostingItem.AGREED, "#revision", PostingItem.REVISION),
            Map.of(
                ":true",
                AttributeValue.fromBool(true),
                ":revision",
                AttributeValue.fromN(Long.toString(posting.revision())))));
  }

  /// A purchase of which evidence arrived.
  public record Changed(PurchaseKey key, Instant receivedAt) {}

  /// The purchases of which evidence arrived on a day, in the order of arrival, a key once for each
  /// piece of evidence. From an index: read the purchase before acting on it.
  ///
  /// @param day of receipt, UTC
  /// @param shard 0 to {@value PurchaseKeys#CHANGED_SHARDS} − 1
  /// @param from the earliest receipt wanted
  public Stream<Changed> changed(ProgrammeId programme, LocalDate day, int shard, Instant from) {
    return client
        .queryPaginator(
            q ->
                q.tableName(name)
                    .indexName(TableShape.CHANGED.name())
                    .keyConditionExpression("changedPk = :pk AND changedSk >= :from")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk",
                            AttributeValue.fromS(PurchaseKeys.changed(programme, day, shard)),
                            ":from",
                            AttributeValue.fromS(Instants.text(from)))))
        .items()
        .stream()
        .map(Fields::new)
        .map(
            f ->
                new Changed(
                    PurchaseKeys.parse(f.text(TableShape.PK)), f.instant(TableShape.CHANGED.sk())));
  }
}
