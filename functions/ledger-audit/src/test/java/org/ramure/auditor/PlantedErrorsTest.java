// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramure.audit.Difference.Kind;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.table.PurchaseKeys;
import org.ramure.table.TableShape;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One thing at a time is changed in right books, and everything that is said of it is expected.
@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlantedErrorsTest {

  @FunctionalInterface
  private interface Crime {
    void commit(Trade trade, HonestYear year, Forger forger);
  }

  @SuppressWarnings("ImmutableEnumChecker") // crimes keep nothing
  enum Planted {
    A_LOT_HOLDS_MORE(
        (t, y, f) -> f.set(f.account(y.camille()), "lots/2028-05-08", 1000),
        "camille available-differs available:2028-05-08",
        "camille not-conserved all pots"),
    POINTS_PENDING_FROM_NOWHERE(
        (t, y, f) -> f.set(f.account(y.camille()), "pending/2028-06-01:2028-07-01", 10),
        "camille not-conserved all pots",
        "camille pending-differs pending:2028-06-01:2028-07-01"),
    A_DEBT_FROM_NOWHERE(
        (t, y, f) -> f.set(f.account(y.louis()), "debt", 7),
        "louis debt-differs debt",
        "louis not-conserved all pots"),
    AN_ACCOUNT_THAT_NO_RULE_ALLOWS(
        (t, y, f) -> f.set(f.account(y.camille()), "debt", 7),
        "camille item-unreadable ACCOUNT",
        "camille voucher-not-listed camille-2"),
    AN_ACCOUNT_IS_GONE(
        (t, y, f) -> f.delete(f.account(y.camille())),
        "camille account-missing account",
        "camille voucher-not-listed camille-2"),
    EXPIRED_POINTS_WERE_CHANGED(
        (t, y, f) -> f.set(f.ofMember(y.rose(), "EXPIRED#2027-03-14"), "points", 149),
        "rose expired-differs expired:2027-03-14",
        "rose not-conserved all pots"),
    AN_ENTRY_IS_GONE(
        (t, y, f) -> f.delete(f.entry(y.camille(), 3)),
        "camille available-differs available:2028-05-08",
        "camille entry-missing 4",
        "camille entry-of-purchase-missing web/D-5",
        "camille not-conserved all pots"),
    THE_LAST_ENTRY_IS_GONE(
        (t, y, f) -> f.delete(f.entry(y.camille(), 12)),
        "camille adjustment-differs adjustment/ID",
        "camille available-differs available:2028-05-08",
        "camille last-entry-differs account",
        "camille not-conserved all pots"),
    AN_ENTRY_STANDS_TWICE(
        (t, y, f) ->
            f.put(f.ofMember(y.camille(), "ENTRY#000000000003x"), f.read(f.entry(y.camille(), 3))),
        "camille available-differs available:2028-05-08",
        "camille entry-double 3",
        "camille not-conserved all pots",
        "camille posted-differs web/D-5"),
    AN_ENTRY_HAS_OTHER_POINTS(
        (t, y, f) -> f.set(f.entry(y.camille(), 3), "moves/0/points", 51),
        "camille available-differs available:2028-05-08",
        "camille entry-changed 3",
        "camille not-conserved all pots",
        "camille posted-differs web/D-5"),
    AN_ENTRY_HAS_ANOTHER_REASON(
        (t, y, f) -> f.set(f.entry(y.camille(), 3), "why/0/code", "earned.otherwise"),
        "camille entry-changed 3"),
    THE_LAST_ENTRY_HAS_ANOTHER_REASON(
        (t, y, f) -> f.set(f.entry(y.camille(), 12), "by", "somebody"), "camille entry-changed 12"),
    MORE_WAS_SPENT_THAN_WAS_THERE(
        (t, y, f) -> f.set(f.entry(y.camille(), 2), "moves/0/points", 999),
        "camille available-differs available:2028-05-08",
        "camille below-zero available:2028-05-08 by entry 2",
        "camille entry-changed 2",
        "camille not-conserved all pots",
        "camille voucher-paid-otherwise camille-1"),
    AN_ENTRY_THAT_SAYS_NOTHING(
        (t, y, f) -> f.set(f.entry(y.camille(), 10), "kind", "NOTHING"),
        "camille entry-missing 11",
        "camille item-unreadable ENTRY#000000000010"),
    THE_ACCOUNT_COUNTS_MORE_VOUCHERS(
        (t, y, f) -> f.set(f.account(y.camille()), "minted", 3), "camille minted-differs vouchers"),
    AN_OPEN_VOUCHER_IS_GONE(
        (t, y, f) -> f.delete(f.of(y.open())), "camille candidate-without-voucher camille-2"),
    THE_ACCOUNT_SAYS_THAT_A_VOUCHER_COST_LESS(
        (t, y, f) -> f.set(f.account(y.camille()), "candidates/0/paidWith/2028-05-08", 100),
        "camille candidate-differs camille-2"),
    A_FIRST_PURCHASE_THAT_WAS_NONE(
        (t, y, f) -> f.set(f.account(y.camille()), "firstPurchase", t.web + "/D-99"),
        "camille first-purchase-unknown web/NEXT"),
    NOBODY_WILL_LOOK_AT_AN_ACCOUNT(
        (t, y, f) -> f.remove(f.account(y.camille()), "dueSk"), "camille not-due 2027-08-10"),
    A_RATING_POSTED_OTHER_POINTS(
        (t, y, f) -> f.set(Forger.of(y.first(), "RATING"), "posted", 171),
        "camille owed-differs web/D-4",
        "camille posted-differs web/D-4"),
    A_RATING_IS_GONE(
        (t, y, f) -> f.delete(Forger.of(y.first(), "RATING")),
        "camille purchase-without-rating web/D-4",
        "camille never-rated web/D-4"),
    A_RATING_GRANTS_OTHERWISE(
        (t, y, f) -> f.set(Forger.of(y.first(), "RATING"), "grants/0/granted", 169),
        "camille grant-differs web/D-4 base"),
    A_RATING_OF_SOMEBODY_ELSE(
        (t, y, f) -> f.set(Forger.of(y.first(), "RATING"), "member", "louis"),
        "camille posted-differs web/D-4",
        "louis entry-of-purchase-missing web/D-4",
        "louis owner-differs web/D-4"),
    A_RATING_THAT_NEVER_COUNTED(
        (t, y, f) -> f.remove(Forger.of(y.first(), "RATING"), "frozen"),
        "camille grant-differs web/D-4 base",
        "camille not-counted web/D-4",
        "camille owed-differs web/D-4"),
    A_RATING_BY_ANOTHER_VERSION(
        (t, y, f) -> f.set(Forger.of(y.first(), "RATING"), "version", 2),
        "camille version-differs web/D-4"),
    A_RATING_THAT_WANTS_NO_VOUCHER(
        (t, y, f) ->
            f.set(Forger.of(y.paidWithIt(), "RATING"), "vouchers/" + y.used().hash(), "GIVEN_BACK"),
        "camille voucher-not-given-back web/D-5",
        "camille voucher-without-order camille-1",
        "camille wishes-differ web/D-5"),
    A_RATING_THAT_NEVER_AGREED(
        (t, y, f) ->
            f.set(Forger.of(y.paidWithIt(), "RATING"), "agreed", AttributeValue.fromBool(false)),
        "camille vouchers-not-agreed web/D-5"),
    A_RATING_THAT_CANNOT_BE_READ(
        (t, y, f) -> f.set(Forger.of(y.first(), "RATING"), "revision", "many"),
        "camille purchase-without-rating web/D-4",
        "nobody item-unreadable web/D-4"),
    THE_GOODS_COST_MORE(
        (t, y, f) -> f.set(Forger.of(y.first(), "ORDER"), "facts/lines/0/gross", 30000),
        "camille grant-differs web/D-4 base",
        "camille owed-differs web/D-4"),
    THE_EVIDENCE_IS_GONE(
        (t, y, f) -> f.delete(Forger.of(y.paidWithIt(), "ORDER")),
        "camille evidence-missing web/D-5"),
    THE_REFUND_IS_GONE(
        (t, y, f) -> f.delete(Forger.of(y.first(), "REFUND#R-1")),
        "camille rating-out-of-date web/D-4"),
    THE_CLAIM_IS_GONE(
        (t, y, f) -> f.delete(Forger.of(y.first(), "CLAIM")), "camille rating-out-of-date web/D-4"),
    SOMEBODY_ELSE_CLAIMED_IT(
        (t, y, f) -> f.set(Forger.of(y.guest(), "RATING"), "member", "louis"),
        "louis owner-differs web/D-11"),
    A_HINT_LEADS_NOWHERE(
        (t, y, f) ->
            f.put(
                new Forger.Item(
                    TableShape.PURCHASES,
                    t.programme + "#HINT#EMAIL#abc",
                    PurchaseKeys.partition(t.next())),
                Map.of()),
        "nobody hint-without-purchase web/NEXT"),
    A_MESSAGE_WAS_NOT_RATED((t, y, f) -> t.storesLong(t.next()), "nobody never-rated web/NEXT"),
    AN_ADJUSTMENT_WAS_CHANGED(
        (t, y, f) -> f.set(f.adjustment(y.camille()), "points", 26),
        "camille adjustment-differs adjustment/ID"),
    A_WAITING_ORDER_IS_FORGOTTEN(
        (t, y, f) -> f.delete(f.conflict(y.used(), y.waiting())),
        "camille conflicts-miscounted camille-1",
        "camille voucher-used-twice web/D-6"),
    A_WAITING_ORDER_IS_FORGOTTEN_BY_ALL(
        (t, y, f) -> {
          f.delete(f.conflict(y.used(), y.waiting()));
          f.set(f.of(y.used()), "openConflicts", 0);
        },
        "camille voucher-used-twice web/D-6"),
    A_USED_VOUCHER_IS_FREE_AGAIN(
        (t, y, f) -> f.set(f.of(y.used()), "state", "ISSUED"),
        "camille voucher-not-listed camille-1",
        "camille voucher-not-used web/D-5"),
    A_VOUCHER_USED_BY_ANOTHER_ORDER(
        (t, y, f) -> f.set(f.of(y.used()), "redemption/purchase", "D-99"),
        "camille voucher-used-twice web/D-5",
        "camille voucher-without-order camille-1"),
    A_VOUCHER_IS_STILL_USED_BY_AN_ORDER_CALLED_OFF(
        (t, y, f) -> f.put(f.of(y.open()), f.redeemedBy(y.open(), y.used(), y.calledOff())),
        "camille voucher-not-given-back web/D-8",
        "camille voucher-without-order camille-2"),
    A_VOUCHER_NOBODY_PAID(
        (t, y, f) -> f.put(f.ofHash("ab".repeat(32)), f.forged(y.open())),
        "camille voucher-not-listed camille-77",
        "camille voucher-not-paid camille-77"),
    A_VOUCHER_PAID_TWICE(
        (t, y, f) -> f.set(f.entry(y.camille(), 10), "kind", "MINT"),
        "camille entry-changed 10",
        "camille minted-differs vouchers",
        "camille voucher-paid-twice camille-2"),
    A_VOUCHER_SAYS_IT_COST_LESS(
        (t, y, f) -> f.set(f.of(y.used()), "paidWith/2028-05-08", 100),
        "camille voucher-paid-otherwise camille-1"),
    AN_EXPIRED_VOUCHER_IS_FREE_AGAIN(
        (t, y, f) -> f.set(f.of(y.expired()), "state", "ISSUED"),
        "rose voucher-not-listed rose-1",
        "rose voucher-state-differs rose-1 expired"),
    A_CANCELLED_VOUCHER_IS_FREE_AGAIN(
        (t, y, f) -> f.set(f.of(y.cancelled()), "state", "ISSUED"),
        "louis voucher-not-listed louis-1",
        "louis voucher-state-differs louis-1 cancelled"),
    AN_OPEN_VOUCHER_IS_CALLED_EXPIRED(
        (t, y, f) -> f.set(f.of(y.open()), "state", "EXPIRED"),
        "camille voucher-state-differs camille-2 expired"),
    A_VOUCHER_COUNTS_MORE_WAITING_ORDERS(
        (t, y, f) -> f.set(f.of(y.used()), "openConflicts", 3),
        "camille conflicts-miscounted camille-1"),
    A_VOUCHER_THAT_CANNOT_BE_READ(
        (t, y, f) -> f.set(f.of(y.open()), "state", "LOST"),
        "camille candidate-without-voucher camille-2",
        "nobody item-unreadable voucher ID"),
    A_BODY_OF_WHICH_NOTHING_TELLS(
        (t, y, f) ->
            t.bucket.objects.put(
                t.programme + "/" + t.web + "/" + "ab".repeat(32),
                t.now().minus(Duration.ofDays(2))),
        "nobody body-without-entry web/ID"),
    A_LEDGER_IS_FROM_BEFORE(
        (t, y, f) -> {
          var before = f.read(f.account(y.louis()));
          t.sells("louis", "20.00");
          f.put(f.account(y.louis()), before);
          f.delete(f.entry(y.louis(), 4));
        },
        "louis entry-of-purchase-missing web/NEXT");

    private final Crime crime;
    private final List<String> differences;

    Planted(Crime crime, String... differences) {
      this.crime = crime;
      this.differences = List.of(differences);
    }
  }

  private final Trade trade;
  private final HonestYear year;
  private final Forger forger;
  private final Forger.Copy honest;

  PlantedErrorsTest(DynamoDbClient client, TableNames names) {
    trade = new Trade(client, names);
    year = HonestYear.of(trade);
    forger = new Forger(client, trade);
    honest = forger.copy();
  }

  @AfterEach
  void honest_again() {
    forger.restore(honest);
    trade.bucket.objects.clear();
  }

  @ParameterizedTest
  @EnumSource
  void every_error_is_found_and_named(Planted planted) {
    planted.crime.commit(trade, year, forger);
    assertThat(trade.differences(trade.audit()))
        .containsExactlyInAnyOrderElementsOf(planted.differences);
  }

  @RepeatedTest(2)
  void what_was_put_right_again_is_right() {
    assertThat(trade.differences(trade.audit())).isEmpty();
  }

  @Test
  void every_kind_of_difference_was_planted() {
    Set<String> found =
        Stream.of(Planted.values())
            .flatMap(planted -> planted.differences.stream())
            .map(difference -> difference.split(" ", 3)[1])
            .collect(Collectors.toSet());
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(Stream.of(Kind.values()).map(Kind::code).toList());
  }

  @Test
  void every_kind_of_difference_is_explained_in_the_documentation() throws IOException {
    var page = Files.readString(Path.of("../../infra/docs/how-to/audit-the-books.md"));
    assertThat(Kind.values())
        .allSatisfy(
            kind ->
                assertThat(page).contains("| `" + kind.code() + "` | " + kind.sentence() + " |"));
  }
}
