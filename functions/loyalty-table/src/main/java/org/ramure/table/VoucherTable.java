// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import static org.ramure.table.VoucherItem.AMOUNT;
import static org.ramure.table.VoucherItem.CLOSED_KEYS;
import static org.ramure.table.VoucherItem.FIRST_DAY;
import static org.ramure.table.VoucherItem.KEY;
import static org.ramure.table.VoucherItem.LAST_DAY;
import static org.ramure.table.VoucherItem.MINIMUM;
import static org.ramure.table.VoucherItem.RESERVATION;
import static org.ramure.table.VoucherItem.REVISION;
import static org.ramure.table.VoucherItem.SOURCE;
import static org.ramure.table.VoucherItem.STATE;
import static org.ramure.table.VoucherItem.UNTIL;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ramure.programme.ProgrammeId;
import org.ramure.voucher.Agreement.Conflict;
import org.ramure.voucher.ClosedKey;
import org.ramure.voucher.Refusal;
import org.ramure.voucher.Use;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.VoucherUse;
import org.ramure.voucher.VoucherUse.Outcome;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/// Vouchers are money: one item, one conditional write. Of many callers at once one wins; the
/// others learn from the very item that refused them who won, where and when.
public final class VoucherTable {

  private static final Pattern PLACEHOLDER = Pattern.compile("[#:]\\w+");

  private static final String FREE =
      "(#state = :issued OR (#state = :reserved AND #reservation.#until <= :now))";
  private static final String OWN =
      "(#state = :reserved AND #reservation.#key = :key AND #reservation.#source = :source)";
  private static final String NOT_CLOSED =
      "NOT contains(#closed, :closedBasket) AND NOT contains(#closed, :closedPurchase)";
  private static final String IN_TIME = "#lastDay >= :earliest AND #firstDay <= :latest";
  private static final String OWN_IN_TIME = "#lastDay >= :grace AND #firstDay <= :latest";
  private static final String ENOUGH = "#minimum <= :basket";

  /// Anybody's free voucher.
  private static final String RESERVABLE = String.join(" AND ", FREE, IN_TIME, NOT_CLOSED, ENOUGH);

  /// A free one, or one's own, which survives midnight by a quarter of an hour.
  private static final String USABLE =
      "(("
          + FREE
          + " AND "
          + IN_TIME
          + ") OR ("
          + OWN
          + " AND "
          + OWN_IN_TIME
          + ")) AND "
          + NOT_CLOSED
          + " AND "
          + ENOUGH;

  /// And nothing of it is lost.
  private static final String USABLE_WITHOUT_LOSS = USABLE + " AND #amount <= :basket";

  private final DynamoDbClient client;
  private final String name;
  private final Table table;

  /// What became of a command, and the voucher as it is now; no voucher where there is none.
  public record Decided(Outcome outcome, Optional<Voucher> voucher) {}

  public VoucherTable(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
    this.table = new Table(client, name);
  }

  /// One strong read.
  public Optional<Voucher> get(ProgrammeId programme, String hash) {
    return table.get(VoucherKeys.voucher(programme, hash)).map(VoucherItem::read);
  }

  /// One strong BatchGet; those that do not exist are left out.
  public List<Voucher> getAll(ProgrammeId programme, Collection<String> hashes) {
    var keys = hashes.stream().map(hash -> VoucherKeys.voucher(programme, hash)).toList();
    return table.getAll(keys).stream().map(VoucherItem::read).toList();
  }

  /// Holds the voucher for a basket; one conditional write.
  public Decided reserve(ProgrammeId programme, String hash, Use use, Duration hold) {
    return decide(
        programme,
        hash,
        use,
        RESERVABLE,
        VoucherUse.reserved(use, hold),
        voucher -> VoucherUse.reserve(voucher, use, hold));
  }

  /// Holds it longer.
  public Decided renew(ProgrammeId programme, String hash, Use use, Duration hold) {
    return decide(
        programme,
        hash,
        use,
        USABLE,
        VoucherUse.reserved(use, hold),
        voucher -> VoucherUse.renew(voucher, use, hold));
  }

  /// Uses it up, from one's own reservation or in one step.
  public Decided redeem(ProgrammeId programme, String hash, Use use) {
    return decide(
        programme,
        hash,
        use,
        use.acceptsLoss() ? USABLE : USABLE_WITHOUT_LOSS,
        VoucherUse.redeemed(use),
        voucher -> VoucherUse.redeem(voucher, use));
  }

  /// Lets one's own reservation go.
  public Decided release(ProgrammeId programme, String hash, Use use) {
    return decide(
        programme,
        hash,
        use,
        OWN,
        new Voucher.Issued(),
        voucher -> VoucherUse.release(voucher, use));
  }

  /// To be called before anybody is shown the whole code: from then on a take-back leaves the
  /// voucher alone. Refused (false) when the voucher was cancelled or has expired: the code must
  /// not be shown.
  public boolean announce(ProgrammeId programme, String hash, Instant now) {
    return table.update(
        VoucherKeys.voucher(programme, hash),
        "SET #announced = if_not_exists(#announced, :now), #revision = #revision + :one",
        new Transaction.Condition(
            "#state IN (:issued, :reserved, :redeemed)",
            Map.of("#announced", VoucherItem.ANNOUNCED_AT, "#revision", REVISION, "#state", STATE),
            Map.of(
                ":now", text(Instants.text(now)),
                ":one", AttributeValue.fromN("1"),
                ":issued", text(VoucherItem.ISSUED),
                ":reserved", text(VoucherItem.RESERVED),
                ":redeemed", text(VoucherItem.REDEEMED))));
  }

  /// Writes a decision made on {@code next} as it was read; false when it has changed since.
  public boolean replace(ProgrammeId programme, Voucher next) {
    return table.put(
        nextItem(programme, next), Transaction.Condition.equal(REVISION, next.revision()));
  }

  /// A voucher with every order that named it after another use, the oldest first.
  public record Contested(Voucher voucher, List<Conflict> conflicts) {

    public Contested {
      conflicts = List.copyOf(conflicts);
    }

    /// The conflict of one order.
    public Optional<Conflict> of(String source, String documentId) {
      return conflicts.stream()
          .filter(c -> c.source().equals(source) && c.documentId().equals(documentId))
          .findFirst();
    }

    /// Who still wants it, whoever waited longest first.
    public List<Conflict> waiting() {
      return conflicts.stream().filter(Conflict::open).toList();
    }

    /// The others who still want it.
    public List<Conflict> waitingBeside(String source, String documentId) {
      var own = of(source, documentId);
      return waiting().stream().filter(c -> !own.equals(Optional.of(c))).toList();
    }

    /// A query may meet a transaction half-way: the voucher's own count tells.
    private boolean whole() {
      return voucher.openConflicts() == waiting().size();
    }
  }

  /// One strong query: the voucher and its conflicts, as they belong together.
  public Optional<Contested> contested(ProgrammeId programme, String hash) {
    for (int tries = 1; ; tries++) {
      var read = partition(programme, hash);
      if (read.map(Contested::whole).orElse(true)) {
        return read;
      }
      if (tries == Contention.TRIES) {
        throw new IllegalStateException("conflicts do not match their voucher: " + read.get());
      }
    }
  }

  /// The same as it is stored, whether it belongs together or not: for an audit.
  public Optional<Contested> audited(ProgrammeId programme, String hash) {
    return partition(programme, hash);
  }

  /// Some keys of the whole table: see {@link Table#keys}.
  public KeyPage keys(Optional<Key> after, int most) {
    return table.keys(after, most);
  }

  private Optional<Contested> partition(ProgrammeId programme, String hash) {
    var pk = VoucherKeys.voucher(programme, hash).pk();
    Optional<Voucher> voucher = Optional.empty();
    var conflicts = new ArrayList<Conflict>();
    for (var item : table.partition(pk).toList()) {
      if (new Fields(item).text(TableShape.SK).equals(VoucherKeys.VOUCHER)) {
        voucher = Optional.of(VoucherItem.read(item));
      } else {
        conflicts.add(VoucherItem.readConflict(item));
      }
    }
    conflicts.sort(Comparator.comparing(Conflict::since).thenComparing(Conflict::documentId));
    return voucher.map(v -> new Contested(v, conflicts));
  }

  /// Part of a transaction: the voucher's next state, on condition that it is as it was read.
  Transaction add(Transaction transaction, ProgrammeId programme, Voucher next) {
    return transaction.put(
        name, nextItem(programme, next), Transaction.Condition.equal(REVISION, next.revision()));
  }

  private static Map<String, AttributeValue> nextItem(ProgrammeId programme, Voucher next) {
    var item = new HashMap<>(VoucherItem.write(programme, next));
    item.put(REVISION, AttributeValue.fromN(Long.toString(next.revision() + 1)));
    return item;
  }

  /// Part of a transaction: a new voucher. Refused when its key is taken: by itself, minted before,
  /// or by a collision of codes.
  Transaction addNew(Transaction transaction, ProgrammeId programme, Voucher voucher) {
    return transaction.put(
        name, VoucherItem.write(programme, voucher), Transaction.Condition.ABSENT);
  }

  /// Part of a transaction: a conflict of a voucher, new or closed.
  Transaction add(
      Transaction transaction, ProgrammeId programme, Voucher voucher, Conflict conflict) {
    return transaction.put(name, VoucherItem.write(programme, voucher, conflict));
  }

  private Decided decide(
      ProgrammeId programme,
      String hash,
      Use use,
      String condition,
      Voucher.State next,
      Function<Voucher, Outcome> named) {
    return Contention.retry(
        () -> {
          try {
            var voucher = update(programme, hash, use, condition, next);
            return new Decided(new VoucherUse.Accepted(voucher.state()), Optional.of(voucher));
          } catch (ConditionalCheckFailedException refused) {
            return refused.hasItem()
                ? refused(VoucherItem.read(refused.item()), named)
                : new Decided(new VoucherUse.Refused(new Refusal.Unknown()), Optional.empty());
          }
        });
  }

  /// The condition and the pure decision say the same: a test holds them together.
  private static Decided refused(Voucher voucher, Function<Voucher, Outcome> named) {
    var outcome = named.apply(voucher);
    if (outcome instanceof VoucherUse.Accepted accepted) {
      throw new IllegalStateException("the table refused " + accepted + " of " + voucher);
    }
    return new Decided(outcome, Optional.of(voucher));
  }

  /// @return the voucher as written
  private Voucher update(
      ProgrammeId programme, String hash, Use use, String condition, Voucher.State next) {
    var state = Item.map().traced();
    VoucherItem.putState(state, next);
    var names = new HashMap<>(NAMES);
    var values = values(use);
    var sets = new ArrayList<>(List.of("#revision = #revision + :one"));
    state
        .attributes()
        .forEach(
            (name, value) -> {
              sets.add("#" + name + " = :next_" + name);
              names.put("#" + name, name);
              values.put(":next_" + name, value);
            });
    var remove = next instanceof Voucher.Reserved ? "" : " REMOVE #reservation";
    var update = "SET " + String.join(", ", sets) + remove;
    retainUsed(names, update + condition);
    retainUsed(values, update + condition);
    return VoucherItem.read(
        client
            .updateItem(
                u ->
                    u.tableName(name)
                        .key(VoucherKeys.voucher(programme, hash).attributes())
                        .updateExpression(update)
                        .conditionExpression(condition)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .returnValues(ReturnValue.ALL_NEW)
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD))
            .attributes());
  }

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("#state", STATE),
          Map.entry("#reservation", RESERVATION),
          Map.entry("#revision", REVISION),
          Map.entry("#until", UNTIL),
          Map.entry("#key", KEY),
          Map.entry("#source", SOURCE),
          Map.entry("#closed", CLOSED_KEYS),
          Map.entry("#lastDay", LAST_DAY),
          Map.entry("#firstDay", FIRST_DAY),
          Map.entry("#amount", AMOUNT),
          Map.entry("#minimum", MINIMUM));

  private static Map<String, AttributeValue> values(Use use) {
    var basket = ClosedKey.basket(use.source(), use.key());
    var purchase = use.purchase().map(p -> ClosedKey.purchase(use.source(), p)).orElse(basket);
    var values = new HashMap<String, AttributeValue>();
    values.put(":one", AttributeValue.fromN("1"));
    values.put(":issued", text(VoucherItem.ISSUED));
    values.put(":reserved", text(VoucherItem.RESERVED));
    values.put(":now", text(Instants.text(use.now())));
    values.put(":key", text(use.key()));
    values.put(":source", text(use.source()));
    values.put(":closedBasket", text(basket));
    values.put(":closedPurchase", text(purchase));
    values.put(":earliest", text(use.earliestToday().toString()));
    values.put(":latest", text(use.latestToday().toString()));
    values.put(":grace", text(use.earliestTodayInGrace().toString()));
    values.put(":basket", AttributeValue.fromN(Long.toString(use.basketMinor())));
    return values;
  }

  /// DynamoDB refuses placeholders that no expression uses.
  private static void retainUsed(Map<String, ?> placeholders, String expressions) {
    var used = PLACEHOLDER.matcher(expressions).results().map(MatchResult::group);
    placeholders.keySet().retainAll(used.collect(Collectors.toSet()));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
