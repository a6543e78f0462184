// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ramure.publisher.Shop.change;
import static org.ramure.publisher.Shop.nothing;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramure.lambda.Json;
import org.ramure.lambda.batch.BatchItem.StreamRecord;
import org.ramure.points.Entry;
import org.ramure.purchase.Evidence.Status;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What each change of an item tells.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChangeTest {

  private static List<CloudEvent> events(
      Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    return Change.of(change(before, after)).events();
  }

  /// Types in their order, without what all have in common.
  private static String types(
      Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    return events(before, after).stream()
        .map(e -> e.type().replaceFirst("^org\\.ramure\\.", "").replaceFirst("\\.v1$", ""))
        .collect(Collectors.joining(" "));
  }

  private static String data(CloudEvent event) {
    return Json.text(event.data());
  }

  @Nested
  class A_voucher {

    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        delimiter = '|',
        textBlock =
            """
            BEFORE                   | AFTER                    | TOLD
            nothing                  | issued                   | voucher.minted
            issued                   | issued                   | ''
            issued                   | held by web              | voucher.reserved
            issued                   | used by web              | voucher.redeemed
            issued                   | expired                  | voucher.expired
            issued                   | voided                   | voucher.voided
            held by web              | held by web              | ''
            held by web              | held longer by web       | voucher.reserved
            held by web              | held by till             | voucher.reserved
            held by web              | issued                   | voucher.released
            held by web              | used by web              | voucher.redeemed
            held by web              | used by till             | voucher.redeemed
            held by web              | expired                  | voucher.expired
            held by web              | voided                   | voucher.voided
            used by web              | used by web              | ''
            used by web              | used by web, order known | ''
            used by web              | issued                   | voucher.given-back
            used by web, order known | used by till             | voucher.given-back voucher.redeemed
            expired                  | expired                  | ''
            voided                   | voided                   | ''
            issued                   | nothing                  | ''
            """)
    void tells_of_each_step_of_its_life(String before, String after, String told) {
      assertThat(types(Shop.voucher(4, before), Shop.voucher(5, after))).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"held longer by web, true", "held by till, false"})
    void is_held_longer_by_the_same_basket_only(String after, boolean renewal) {
      var event = events(Shop.voucher(4, "held by web"), Shop.voucher(5, after)).getFirst();
      assertThat(data(event)).contains("\"renewal\":" + renewal);
    }

    @Test
    void names_the_purchase_that_used_it_and_the_one_it_came_back_from() {
      var events =
          events(Shop.voucher(4, "used by web, order known"), Shop.voucher(5, "used by till"));
      assertThat(data(events.getFirst())).contains("\"purchase\":\"vosges-web/450789469\"");
      assertThat(data(events.getLast())).contains("\"purchase\":\"tills/t~1\"");
    }

    @Test
    void is_used_when_the_till_used_it_and_comes_back_when_that_was_written() {
      var used = events(Shop.voucher(4, "issued"), Shop.voucher(5, "used by web"));
      assertThat(used).extracting(CloudEvent::time).containsExactly(Shop.NOON);
      var back = events(Shop.voucher(5, "used by web"), Shop.voucher(6, "issued"));
      assertThat(back).extracting(CloudEvent::time).containsExactly(Shop.WRITTEN);
    }

    @Test
    void says_what_was_paid_for_it() {
      assertThat(data(events(nothing(), Shop.voucher(1, "issued")).getFirst()))
          .contains("\"points\":150", "\"last4\":\"7KQ2\"", "\"voucher\":\"mbr_7Qh2Xk-1\"");
    }

    @Test
    void opens_and_closes_a_conflict_and_opens_it_again() {
      var open = Shop.conflict(true);
      var closed = Shop.conflict(false);
      assertThat(types(nothing(), open)).isEqualTo("voucher.conflict-opened");
      assertThat(types(open, closed)).isEqualTo("voucher.conflict-closed");
      assertThat(types(closed, open)).isEqualTo("voucher.conflict-opened");
      assertThat(types(open, open)).isEmpty();
      assertThat(types(nothing(), closed)).isEmpty();
    }

    @Test
    void is_the_subject_of_its_conflict() {
      assertThat(events(nothing(), Shop.conflict(true)))
          .extracting(CloudEvent::subject, CloudEvent::time)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("mbr_7Qh2Xk-1", Shop.NOON));
    }
  }

  @Nested
  class A_line_of_the_ledger {

    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        delimiter = '|',
        textBlock =
            """
            KIND            | MOVES                                                                                                    | TOLD
            ACCRUE          | earned>available:2027-03-14 89                                                                           | points.accrued points=89 pending=0 repaidDebt=0
            ACCRUE          | earned>pending:2026-04-13:2027-03-14 89                                                                  | points.accrued points=89 pending=89 repaidDebt=0
            ACCRUE          | gesture>available:2027-03-14 89, available:2027-03-14>debt 20                                            | points.accrued points=89 pending=0 repaidDebt=20
            ACCRUE          | ''                                                                                                       | points.accrued points=0 pending=0 repaidDebt=0
            REVERSE         | pending:2026-04-13:2027-03-14>reversed 5, available:2027-03-14>reversed 7                                | points.reversed points=12 excused=0 owed=0 returned=0
            REVERSE         | expired:2026-03-01>reversed 5, debt>reversed 7                                                           | points.reversed points=12 excused=5 owed=7 returned=0
            REVERSE         | spent>available:2027-03-14 150, available:2027-03-14>reversed 60                                         | points.reversed points=60 excused=0 owed=0 returned=150
            SETTLE          | pending:2026-03-14:2027-03-14>available:2027-03-14 60, available:2027-03-14>debt 16                      | points.matured points=60 repaidDebt=16
            SETTLE          | available:2026-03-13>expired:2026-03-13 44                                                               | points.expired points=44
            SETTLE          | available:2026-03-13>expired:2026-03-13 44, pending:2026-03-14:2027-03-14>available:2027-03-14 60        | points.expired points=44; points.matured points=60 repaidDebt=0
            ADJUST          | adjusted>available:2027-03-14 30, available:2027-03-14>debt 10                                           | points.adjusted points=30 repaidDebt=10
            ADJUST          | available:2027-03-14>adjusted 30                                                                         | points.adjusted points=-30 repaidDebt=0
            MINT            | available:2027-03-14>spent 150                                                                           | ''
            GIVE_BACK       | ''                                                                                                       | ''
            VOUCHER_EXPIRED | spent>expired:2026-03-13 150                                                                             | ''
            """)
    void tells_what_became_of_points(Entry.Kind kind, String moves, String told) {
      var events = events(nothing(), Shop.entry(7, kind, moves));
      assertThat(events.stream().map(ChangeTest::numbers).collect(Collectors.joining("; ")))
          .isEqualTo(told);
    }

    @ParameterizedTest
    @EnumSource(Entry.Kind.class)
    void of_every_kind_can_be_told_or_left_out(Entry.Kind kind) {
      assertThat(events(nothing(), Shop.entry(7, kind, ""))).hasSizeLessThan(2);
    }

    @Test
    void names_the_purchase_the_order_of_lines_and_the_codes_of_reasons_once() {
      var event =
          events(nothing(), Shop.entry(7, Entry.Kind.ACCRUE, "earned>available:2027-03-14 89"))
              .getFirst();
      assertThat(event.subject()).isEqualTo("mbr_7Qh2Xk");
      assertThat(event.time()).isEqualTo(Shop.NOON);
      assertThat(data(event))
          .contains(
              "\"purchase\":\"vosges-web/450789469\"",
              "\"sequence\":7",
              "\"businessDate\":\"2026-03-14\"",
              "\"programmeVersion\":3",
              "\"reasons\":[\"earned.rule\",\"adjusted.given\"]");
    }
  }

  private static String numbers(CloudEvent event) {
    var told = new StringBuilder(event.type().replaceFirst("^org\\.ramure\\.", ""));
    told.setLength(told.length() - ".v1".length());
    var data = Json.tree(data(event));
    for (String name : List.of("points", "excused", "owed", "returned", "pending", "repaidDebt")) {
      if (data.has(name)) {
        told.append(' ').append(name).append('=').append(data.path(name).asLong());
      }
    }
    return told.toString();
  }

  @Nested
  class An_account {

    @Test
    void tells_what_it_held_and_what_it_holds() {
      var event = events(Shop.account(0, 16, false), Shop.account(44, 0, false)).getFirst();
      assertThat(data(event))
          .isEqualTo(
              """
              {"member":"mbr_7Qh2Xk","version":7,\
              "before":{"available":0,"pending":0,"debt":16},\
              "after":{"available":44,"pending":0,"debt":0}}\
              """);
    }

    @Test
    void that_is_new_held_nothing() {
      assertThat(types(nothing(), Shop.account(44, 0, false))).isEqualTo("account.balance-changed");
      assertThat(types(nothing(), Shop.account(0, 0, false))).isEmpty();
    }

    @Test
    void is_silent_where_its_numbers_are_as_before() {
      assertThat(types(Shop.account(44, 0, false), Shop.account(44, 0, true))).isEmpty();
    }
  }

  @Nested
  class A_purchase {

    private final Map<String, AttributeValue> pending = Shop.order(Status.PENDING, Shop.NOON);
    private final Map<String, AttributeValue> paid =
        Shop.order(Status.PAID, Shop.NOON.plusSeconds(9));
    private final Map<String, AttributeValue> cancelled =
        Shop.order(Status.CANCELLED, Shop.NOON.plusSeconds(19));

    @Test
    void is_recorded_then_changed_then_cancelled() {
      assertThat(types(nothing(), pending)).isEqualTo("purchase.recorded");
      assertThat(types(pending, paid)).isEqualTo("purchase.changed");
      assertThat(types(paid, cancelled)).isEqualTo("purchase.cancelled");
      assertThat(types(cancelled, paid)).isEqualTo("purchase.changed");
      assertThat(types(cancelled, cancelled)).isEqualTo("purchase.changed");
      assertThat(types(nothing(), cancelled)).isEqualTo("purchase.recorded purchase.cancelled");
    }

    @Test
    void is_changed_by_a_refund_and_cancelled_by_a_cancellation() {
      assertThat(types(nothing(), Shop.refund())).isEqualTo("purchase.changed");
      assertThat(types(nothing(), Shop.cancellation())).isEqualTo("purchase.cancelled");
    }

    @Test
    void is_told_in_sums() {
      var event = events(pending, paid).getFirst();
      assertThat(event.subject()).isEqualTo("vosges-web/450789469");
      assertThat(event.time()).isEqualTo(Shop.NOON.plusSeconds(9));
      assertThat(data(event)).contains("\"netMinor\":10490", "\"lines\":2", "\"status\":\"PAID\"");
    }
  }

  @Nested
  class A_member {

    @Test
    void is_enrolled_once() {
      assertThat(types(nothing(), Shop.member())).isEqualTo("member.enrolled");
      assertThat(types(Shop.member(), Shop.member())).isEmpty();
      assertThat(types(Shop.member(), nothing())).isEmpty();
    }

    @Test
    void is_told_without_saying_who_it_is() {
      assertThat(data(events(nothing(), Shop.member()).getFirst()))
          .isEqualTo(
              """
              {"member":"mbr_7Qh2Xk","enrolledAt":"2026-03-14T11:00:00.250Z",\
              "language":"fr","store":"epinal"}\
              """);
    }

    @Test
    void has_identities_that_tell_nothing() {
      assertThat(types(nothing(), Shop.identity())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"CLAIM", "RATING", "EXPIRED#2026-03-14", "ADJUSTMENT#a-1", "ONCE"})
  void what_is_nobody_elses_business_tells_nothing(String sortKey) {
    assertThat(types(nothing(), item("p#MEMBER#m", sortKey))).isEmpty();
  }

  @Test
  void an_item_that_our_tables_do_not_write_is_refused() {
    var broken = item("p#VOUCHER#h", "VOUCHER");
    assertThatThrownBy(() -> events(nothing(), broken)).isInstanceOf(IllegalStateException.class);
  }

  private static Map<String, AttributeValue> item(String pk, String sk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }

  @Test
  void the_same_change_makes_the_same_events_whenever_it_is_seen() {
    for (StreamRecord record : Played.changes()) {
      assertThat(Change.of(record).events()).isEqualTo(Change.of(record).events());
    }
  }

  @Test
  void no_two_events_have_the_same_id() {
    assertThat(Played.events()).extracting(CloudEvent::id).doesNotHaveDuplicates();
  }

  @Test
  void the_same_step_at_another_revision_is_another_event() {
    var first = events(Shop.voucher(2, "issued"), Shop.voucher(3, "held by web"));
    var again = events(Shop.voucher(4, "issued"), Shop.voucher(5, "held by web"));
    assertThat(first.getFirst().id()).isNotEqualTo(again.getFirst().id());
  }

  @Test
  void a_body_that_comes_again_after_another_is_another_event() {
    var first = events(nothing(), Shop.order(Status.PAID, Shop.NOON));
    var later = events(nothing(), Shop.order(Status.PAID, Shop.NOON.plusSeconds(60)));
    assertThat(first.getFirst().id()).isNotEqualTo(later.getFirst().id());
  }
}
