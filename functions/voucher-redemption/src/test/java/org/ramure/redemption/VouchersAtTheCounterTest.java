// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramure.redemption.Counter.MORNING;
import static org.ramure.redemption.Counter.PARIS;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.Log;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.redemption.Counter.Given;
import org.ramure.table.LocalTables;
import org.ramure.voucher.Agreement;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.Voucher.Redeemed;
import org.ramure.voucher.VoucherCode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class VouchersAtTheCounterTest {

  private static final String TOTAL = "{'basket':{'eligibleTotalMinor':5000,'currency':'EUR'}}";

  private final DynamoDbProxy proxy;
  private final Counter counter;
  private int number;
  private Given voucher;

  VouchersAtTheCounterTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    counter = new Counter(client, LocalTables.create(client, names.prefix()));
    voucher = counter.voucher(0);
  }

  @BeforeEach
  void camilleHasOneMore() {
    counter.at(MORNING);
    number++;
    voucher = counter.voucher(number);
  }

  private String basket(String id) {
    return basket(id, 5000);
  }

  private String basket(String id, long totalMinor) {
    return "{'code':'%s','basket':{'id':'%s','eligibleTotalMinor':%d,'currency':'EUR'}}"
        .formatted(voucher.typed(), id, totalMinor);
  }

  private Exchange held() {
    return counter.as("rk_shop").reserve(basket("cart"));
  }

  private Exchange usedAtEpinal() {
    return counter.as("rk_epinal").redeem(basket("ticket"));
  }

  private Voucher.State state() {
    return counter.read(voucher).state();
  }

  private static void assertRefused(Exchange answer, int status, String name) {
    assertThat(List.of(answer.status(), answer.text("type")))
        .as(answer.text())
        .isEqualTo(List.of(status, "https://ramure.org/problems/" + name));
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
  }

  @Nested
  class Held_and_used {

    @Test
    void a_web_shop_holds_it_for_twenty_minutes_and_a_till_for_five() {
      assertThat(held().text("until")).isEqualTo(MORNING.plus(Duration.ofMinutes(20)).toString());
      voucher = counter.voucher(++number);
      assertThat(counter.as("rk_epinal").reserve(basket("ticket")).text("until"))
          .isEqualTo(MORNING.plus(Duration.ofMinutes(5)).toString());
    }

    @Test
    void the_same_basket_asking_again_is_answered_with_the_same_bytes() {
      var first = held();
      counter.at(MORNING.plusSeconds(60));
      assertThat(held().text()).isEqualTo(first.text());
      assertThat(first.status()).isEqualTo(201);
    }

    @Test
    void committed_it_is_used_and_a_repeat_gets_the_first_answer() {
      var id = held().id();
      var first = counter.as("rk_shop").commit(id, TOTAL);
      counter.at(MORNING.plus(Duration.ofDays(2)));
      var again = counter.as("rk_shop").commit(id, TOTAL);
      assertThat(first.status()).isEqualTo(200);
      assertThat(first.text("state")).isEqualTo("REDEEMED");
      assertThat(again.text()).isEqualTo(first.text());
      assertThat(state()).isInstanceOf(Redeemed.class);
    }

    @Test
    void the_same_basket_with_another_total_is_refused_and_may_be_renewed() {
      var id = held().id();
      assertRefused(counter.as("rk_shop").reserve(basket("cart", 4000)), 422, "basket-differs");
      var renewed =
          counter
              .as("rk_shop")
              .renew(id, "{'basket':{'eligibleTotalMinor':4000,'currency':'EUR'}}");
      assertThat(renewed.status()).isEqualTo(200);
      assertThat(counter.as("rk_shop").reserve(basket("cart", 4000)).text())
          .isEqualTo(renewed.text());
    }

    @Test
    void renewing_counts_from_now() {
      var id = held().id();
      counter.at(MORNING.plus(Duration.ofMinutes(19)));
      assertThat(counter.as("rk_shop").renew(id, TOTAL).text("until"))
          .isEqualTo(MORNING.plus(Duration.ofMinutes(39)).toString());
    }

    @Test
    void a_lapsed_hold_is_committed_while_nobody_else_has_it() {
      var id = held().id();
      counter.at(MORNING.plus(Duration.ofMinutes(21)));
      assertThat(counter.as("rk_shop").commit(id, TOTAL).status()).isEqualTo(200);
    }

    @Test
    void let_go_it_is_free_for_others_and_letting_go_again_changes_nothing() {
      var id = held().id();
      assertThat(counter.as("rk_shop").release(id).status()).isEqualTo(204);
      assertThat(usedAtEpinal().status()).isEqualTo(201);
      assertThat(counter.as("rk_shop").release(id).status()).isEqualTo(204);
      assertThat(state()).isInstanceOf(Redeemed.class);
    }

    @Test
    void what_is_used_cannot_be_let_go() {
      var id = held().id();
      counter.as("rk_shop").commit(id, TOTAL);
      assertRefused(counter.as("rk_shop").release(id), 409, "voucher-not-usable");
    }

    @Test
    void typed_in_any_case_and_with_separators_it_is_the_same_code() {
      var spoken = voucher.code().spaced().toLowerCase(Locale.ROOT).replace(' ', '-');
      var answer =
          counter.as("rk_epinal").redeem(basket("ticket").replace(voucher.typed(), spoken));
      assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void a_checkout_costs_one_call_of_one_write_unit_each() {
      held();
      var id = held().id();
      var used = proxy.meter().during(() -> counter.as("rk_shop").commit(id, TOTAL));
      assertThat(List.of(used.calls(), used.readUnits(), used.writeUnits()))
          .isEqualTo(List.of(1L, 0.0, 1.0));
    }
  }

  @Nested
  class A_basket_smaller_than_the_voucher {

    @Test
    void is_told_what_it_would_lose_when_it_asks_and_when_it_holds() {
      assertThat(counter.as("rk_shop").check(basket("cart", 700)).text("lossMinor"))
          .isEqualTo("300");
      assertThat(counter.as("rk_shop").reserve(basket("cart", 700)).text("lossMinor"))
          .isEqualTo("300");
    }

    @Test
    void loses_nothing_before_somebody_agreed() {
      var refused = counter.as("rk_epinal").redeem(basket("ticket", 700));
      assertThat(refused.reason()).isEqualTo("LOSS_NOT_ACCEPTED");
      assertThat(refused.text("detail")).contains("3,00", "perdus");
      assertThat(state()).isEqualTo(new Voucher.Issued());
      var agreed =
          counter
              .as("rk_epinal")
              .redeem(basket("ticket", 700).replace("{'code'", "{'acceptLoss':true,'code'"));
      assertThat(agreed.status()).isEqualTo(201);
      assertThat(agreed.text("lossMinor")).isEqualTo("300");
    }

    @Test
    void is_asked_at_a_shop_too() {
      var id = counter.as("rk_shop").reserve(basket("cart", 700)).id();
      var total = "{'basket':{'eligibleTotalMinor':700,'currency':'EUR'}%s}";
      assertThat(counter.as("rk_shop").commit(id, total.formatted("")).reason())
          .isEqualTo("LOSS_NOT_ACCEPTED");
      assertThat(counter.as("rk_shop").commit(id, total.formatted(",'acceptLoss':true")).status())
          .isEqualTo(200);
    }

    @Test
    void is_refused_below_the_minimum_at_reservation_and_again_at_redemption() {
      voucher = counter.voucher(++number, 4000);
      assertThat(counter.as("rk_epinal").reserve(basket("ticket", 3999)).reason())
          .isEqualTo("BASKET_TOO_SMALL");
      var id = counter.as("rk_epinal").reserve(basket("ticket", 4000)).id();
      var less = "{'basket':{'eligibleTotalMinor':3999,'currency':'EUR'}}";
      assertThat(counter.as("rk_epinal").renew(id, less).reason()).isEqualTo("BASKET_TOO_SMALL");
      assertThat(counter.as("rk_epinal").commit(id, less).reason()).isEqualTo("BASKET_TOO_SMALL");
    }
  }

  @Nested
  class Refused {

    private String refusalFor(String key, String language) {
      return counter.as(key).reading(language).check(at("epinal", "late")).text("detail");
    }

    @Test
    void staff_reads_where_and_when_it_was_used_in_its_own_language() {
      usedAtEpinal();
      assertThat(refusalFor("rk_admin", "fr"))
          .isEqualTo("Déjà utilisé le 14 mars 2026 à 10:15 à Épinal");
      assertThat(refusalFor("rk_admin", "en-GB,fr;q=0.5"))
          .isEqualTo("Already used on 14 March 2026 at 10:15 at Épinal");
    }

    @Test
    void its_program_reads_who_where_and_when() {
      usedAtEpinal();
      var refused = counter.as("rk_till").redeem(at("jarry", "late"));
      assertRefused(refused, 409, "voucher-not-usable");
      assertThat(refused.reason()).isEqualTo("ALREADY_REDEEMED");
      var by = refused.body().path("redeemed");
      assertThat(by.path("source").asText()).isEqualTo("fastmag");
      assertThat(by.path("store").asText()).isEqualTo("epinal");
      assertThat(by.path("storeName").asText()).isEqualTo("Épinal");
      assertThat(by.path("at").asText()).isEqualTo(MORNING.toString());
    }

    @Test
    void the_time_is_that_of_the_wall_clock_where_it_was_used() {
      counter.as("rk_till").redeem(at("jarry", "ticket"));
      assertThat(refusalFor("rk_admin", "en"))
          .isEqualTo("Already used on 14 March 2026 at 05:15 at Jarry");
    }

    @Test
    void while_a_web_basket_holds_it_a_till_reads_until_when() {
      held();
      var refused = counter.as("rk_epinal").redeem(basket("ticket"));
      assertThat(refused.reason()).isEqualTo("RESERVED_ELSEWHERE");
      assertThat(refused.text("detail"))
          .isEqualTo("Retenu par un autre panier à vosges-web jusqu’au 14 mars 2026 à 10:35");
    }

    @Test
    void before_its_first_day_staff_reads_when_that_is() {
      counter.at(Instant.parse("2026-03-12T09:00:00Z"));
      var answer = counter.as("rk_epinal").redeem(basket("ticket"));
      assertThat(answer.reason()).isEqualTo("NOT_YET_VALID");
      assertThat(answer.text("firstDay")).isEqualTo("2026-03-14");
    }

    @Test
    void a_cancelled_one_stays_cancelled() {
      var cancelled = counter.read(voucher).as(new Voucher.Cancelled());
      counter.books.vouchers().replace(Counter.VOSGES, cancelled);
      var answer = counter.as("rk_epinal").redeem(basket("ticket"));
      assertThat(answer.reason()).isEqualTo("CANCELLED");
    }

    @Test
    void on_a_strangers_screen_every_refusal_looks_the_same() {
      var used = voucher;
      usedAtEpinal();
      var answers = new ArrayList<Exchange>();
      answers.add(counter.as("rk_shop").check(basket("cart")));
      answers.add(counter.as("rk_shop").reserve(basket("cart")));
      answers.add(counter.as("rk_shop").redeem(basket("cart")));
      counter.at(MORNING.plus(Duration.ofDays(200)));
      voucher = counter.voucher(++number);
      answers.add(counter.as("rk_shop").reserve(basket("cart")));
      counter.at(MORNING);
      voucher = counter.voucher(++number, 100_000);
      answers.add(counter.as("rk_shop").reserve(basket("cart")));
      answers.add(counter.as("rk_shop").check(basket("cart").replace(voucher.typed(), "HELLO")));
      voucher = new Given(unknownCode(), used.voucher());
      answers.add(counter.as("rk_shop").reserve(basket("cart")));
      assertThat(answers.stream().map(Exchange::text).distinct()).hasSize(1);
      assertThat(answers.getFirst().reason()).isEqualTo("NOT_USABLE");
      assertThat(answers.getFirst().text("detail")).isEqualTo("Ce bon ne peut pas être utilisé");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELLO", "2222-2222-2222", "😀", "' OR 1=1 --"})
    void a_mistyped_code_costs_no_look_up(String typed) {
      counter.as("rk_epinal").check(basket("ticket"));
      var body = basket("ticket").replace(voucher.typed(), typed.replace("'", "’"));
      var used =
          proxy
              .meter()
              .during(
                  () ->
                      assertThat(counter.as("rk_epinal").check(body).reason())
                          .isEqualTo("NOT_A_CODE"));
      assertThat(used.calls()).isZero();
    }

    @Test
    void a_code_nobody_has_is_unknown_to_staff() {
      var body = basket("ticket").replace(voucher.typed(), unknownCode().text());
      assertThat(counter.as("rk_epinal").redeem(body).reason()).isEqualTo("UNKNOWN");
    }

    private VoucherCode unknownCode() {
      return counter.codeOf("nobody-1");
    }
  }

  private String at(String store, String basketId) {
    return basket(basketId)
        .replace("{'code'", "{'source':'fastmag','store':'%s','code'".formatted(store));
  }

  @Nested
  class Last_days {

    private void at(LocalDate day, int hour, int minute) {
      counter.at(day.atTime(LocalTime.of(hour, minute)).atZone(PARIS).toInstant());
    }

    @Test
    void it_ends_with_its_last_day_at_home() {
      at(Counter.LAST_DAY, 23, 59);
      assertThat(counter.as("rk_epinal").check(basket("ticket")).status()).isEqualTo(200);
      at(Counter.LAST_DAY.plusDays(1), 0, 0);
      var refused = counter.as("rk_epinal").check(basket("ticket"));
      assertThat(refused.reason()).isEqualTo("EXPIRED");
      assertThat(refused.text("lastDay")).isEqualTo("2026-06-14");
      assertThat(refused.text("detail"))
          .isEqualTo("Ce bon n’est plus valable depuis la fin du 14 juin 2026");
    }

    @Test
    void in_guadeloupe_it_ends_with_the_day_there_and_in_reunion_with_the_day_at_home() {
      at(Counter.LAST_DAY.plusDays(1), 5, 59);
      assertThat(
              counter.as("rk_till").check(VouchersAtTheCounterTest.this.at("jarry", "t")).status())
          .isEqualTo(200);
      at(Counter.LAST_DAY.plusDays(1), 6, 0);
      assertThat(
              counter.as("rk_till").check(VouchersAtTheCounterTest.this.at("jarry", "t")).reason())
          .isEqualTo("EXPIRED");
      at(Counter.LAST_DAY, 23, 30);
      assertThat(
              counter
                  .as("rk_till")
                  .check(VouchersAtTheCounterTest.this.at("saint-denis", "t"))
                  .status())
          .isEqualTo(200);
    }

    @Test
    void a_basket_that_holds_it_at_midnight_has_a_quarter_of_an_hour() {
      at(Counter.LAST_DAY, 23, 58);
      var id = held().id();
      at(Counter.LAST_DAY.plusDays(1), 0, 14);
      assertThat(counter.as("rk_shop").commit(id, TOTAL).status()).isEqualTo(200);
    }

    @Test
    void and_no_longer() {
      at(Counter.LAST_DAY, 23, 58);
      var id = held().id();
      at(Counter.LAST_DAY.plusDays(1), 0, 15);
      assertThat(counter.as("rk_shop").commit(id, TOTAL).status()).isEqualTo(409);
    }
  }

  @Nested
  class Taken_back {

    @Test
    void it_is_free_again_but_not_for_the_same_basket() {
      var id = usedAtEpinal().id();
      var back = counter.as("rk_epinal").reverse(id, "");
      assertThat(back.status()).as(back.text()).isEqualTo(200);
      assertThat(back.text("state")).isEqualTo("GIVEN_BACK");
      assertThat(usedAtEpinal().reason()).isEqualTo("GIVEN_BACK");
      assertThat(counter.as("rk_epinal").redeem(basket("ticket-2")).status()).isEqualTo(201);
    }

    @Test
    void a_repeat_gets_the_first_answer_also_when_somebody_used_it_since() {
      var id = usedAtEpinal().id();
      var first = counter.as("rk_epinal").reverse(id, "");
      assertThat(counter.as("rk_epinal").reverse(id, "").text()).isEqualTo(first.text());
      counter.as("rk_epinal").redeem(basket("ticket-2"));
      assertThat(counter.as("rk_epinal").reverse(id, "").text()).isEqualTo(first.text());
    }

    @Test
    void what_was_never_used_cannot_be_taken_back() {
      var id = held().id();
      assertThat(counter.as("rk_admin").reverse(id, "").reason()).isEqualTo("NOT_USED");
      assertThat(state()).isInstanceOf(Voucher.Reserved.class);
    }

    @Test
    void a_paid_order_keeps_it_unless_the_brand_insists() {
      var id = usedByOrder("order-1");
      var refused = counter.as("rk_epinal").reverse(id, "");
      assertThat(refused.reason()).isEqualTo("ORDER_NAMES_IT");
      assertThat(refused.text("detail")).contains("order-1");
      assertRefused(counter.as("rk_epinal").reverse(id, "{'force':true}"), 403, "forbidden");
      assertThat(counter.as("rk_admin").reverse(id, "{'force':true}").status()).isEqualTo(200);
      assertThat(state()).isEqualTo(new Voucher.Issued());
      assertThat(counter.read(voucher).openConflicts()).isEqualTo(1);
    }

    /// As points-accrual writes it when the paid order arrives.
    private String usedByOrder(String order) {
      var id = usedAtEpinal().id();
      var read = counter.read(voucher);
      var naming =
          new Agreement.Naming(
              "fastmag", order, Optional.of("epinal"), Optional.of("ticket"), 5000, 1000);
      var action = (Agreement.Write) Agreement.use(read, naming, Optional.empty(), MORNING);
      counter.books.vouchers().replace(Counter.VOSGES, action.next());
      return id;
    }

    @Test
    void it_is_a_candidate_of_its_member_and_in_the_history_with_who_did_it() {
      var id = usedAtEpinal().id();
      counter.as("rk_admin").reverse(id, "");
      var member = voucher.voucher().member();
      var entry =
          counter.books.ledgers().entries(Counter.VOSGES, member, 1, Optional.empty()).getFirst();
      assertThat(entry.cause().by()).isEqualTo("key:k-admin");
      assertThat(entry.cause().subject()).contains(voucher.voucher().id());
    }
  }

  @Nested
  class Who_may {

    private static final Map<String, String> ID = Map.of("id", "AQ");

    @ParameterizedTest
    @ValueSource(
        strings = {
          "POST /v1/vouchers/check",
          "POST /v1/vouchers/reservations",
          "PUT /v1/vouchers/reservations/{id}",
          "DELETE /v1/vouchers/reservations/{id}",
          "POST /v1/vouchers/reservations/{id}/commit",
          "POST /v1/vouchers/redemptions",
          "POST /v1/vouchers/redemptions/{id}/reversal"
        })
    void a_member_may_not_and_a_stranger_neither(String route) {
      assertRefused(counter.as(counter.memberToken()).call(route, ID, "{}"), 401, "unauthorized");
      assertRefused(counter.as("").call(route, ID, "{}"), 401, "unauthorized");
      assertRefused(counter.as("rk_made_up").call(route, ID, "{}"), 401, "unauthorized");
    }

    @Test
    void a_till_bound_to_its_store_speaks_for_no_other() {
      assertRefused(counter.as("rk_epinal").check(at("jarry", "ticket")), 403, "forbidden");
      assertRefused(counter.as("rk_epinal").redeem(at("jarry", "ticket")), 403, "forbidden");
      var id = counter.as("rk_till").reserve(at("jarry", "ticket")).id();
      assertRefused(counter.as("rk_epinal").renew(id, TOTAL), 403, "forbidden");
      assertRefused(counter.as("rk_epinal").commit(id, TOTAL), 403, "forbidden");
      assertRefused(counter.as("rk_epinal").release(id), 403, "forbidden");
      assertRefused(counter.as("rk_epinal").reverse(id, ""), 403, "forbidden");
    }

    @Test
    void a_shop_bound_to_its_source_speaks_for_no_other() {
      var id = usedAtEpinal().id();
      assertRefused(counter.as("rk_shop").reverse(id, ""), 403, "forbidden");
      assertRefused(counter.as("rk_shop").reserve(at("epinal", "cart")), 403, "forbidden");
    }

    @Test
    void another_brand_finds_nothing_neither_by_code_nor_by_id() {
      var id = held().id();
      var stolen = counter.as("rk_other");
      assertThat(
              stolen
                  .redeem(basket("b").replace("{'code'", "{'source':'other-web','code'"))
                  .reason())
          .isEqualTo("UNKNOWN");
      assertRefused(stolen.commit(id, TOTAL), 404, "not-found");
      assertRefused(stolen.reverse(id, ""), 404, "not-found");
      assertThat(state()).isInstanceOf(Voucher.Reserved.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"AQ", "x", "not+base64", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_w"})
    void an_id_that_is_none_of_ours_is_not_found(String id) {
      assertRefused(counter.as("rk_admin").commit(id, TOTAL), 404, "not-found");
    }
  }

  @Nested
  class Malformed {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        useHeadersInDisplayName = true,
        textBlock =
            """
            BODY                                                                                    | FIELD
            {'basket':{'id':'b','eligibleTotalMinor':1,'currency':'EUR'}}                           | code
            {'code':'','basket':{'id':'b','eligibleTotalMinor':1,'currency':'EUR'}}                 | code
            {'code':7,'basket':{'id':'b','eligibleTotalMinor':1,'currency':'EUR'}}                  | code
            {'code':'X'}                                                                            | basket
            {'code':'X','basket':{'eligibleTotalMinor':1,'currency':'EUR'}}                         | basket.id
            {'code':'X','basket':{'id':'','eligibleTotalMinor':1,'currency':'EUR'}}                 | basket.id
            {'code':'X','basket':{'id':'b','currency':'EUR'}}                                       | basket.eligibleTotalMinor
            {'code':'X','basket':{'id':'b','eligibleTotalMinor':-1,'currency':'EUR'}}               | basket.eligibleTotalMinor
            {'code':'X','basket':{'id':'b','eligibleTotalMinor':1.5,'currency':'EUR'}}              | basket.eligibleTotalMinor
            {'code':'X','basket':{'id':'b','eligibleTotalMinor':'1','currency':'EUR'}}              | basket.eligibleTotalMinor
            {'code':'X','basket':{'id':'b','eligibleTotalMinor':1,'currency':'euro'}}               | basket.currency
            {'code':'X','basket':{'id':'b','eligibleTotalMinor':1,'currency':'EUR','vat':1}}        | basket.vat
            {'code':'X','bascet':{},'basket':{'id':'b','eligibleTotalMinor':1,'currency':'EUR'}}    | bascet
            {'code':'X','acceptLoss':'yes','basket':{'id':'b','eligibleTotalMinor':1,'currency':'EUR'}} | acceptLoss
            """)
    void a_bad_body_names_its_field(String body, String field) {
      var answer = counter.as("rk_shop").redeem(body);
      assertRefused(answer, 400, "bad-request");
      assertThat(answer.text("field")).isEqualTo(field);
    }

    @Test
    void a_till_says_where_it_stands_and_an_unbound_key_for_which_source_it_speaks() {
      var noStore = basket("t").replace("{'code'", "{'source':'fastmag','code'");
      assertThat(counter.as("rk_till").redeem(noStore).text("field")).isEqualTo("store");
      assertThat(counter.as("rk_admin").redeem(basket("t")).text("field")).isEqualTo("source");
    }

    @Test
    void a_source_or_store_nobody_set_up_is_refused_before_anything_is_used() {
      var source = basket("t").replace("{'code'", "{'source':'fastmog','code'");
      assertRefused(counter.as("rk_admin").redeem(source), 422, "unknown-source");
      assertRefused(counter.as("rk_till").redeem(at("paris", "t")), 422, "unknown-store");
      assertThat(state()).isEqualTo(new Voucher.Issued());
    }

    @Test
    void another_currency_is_not_compared() {
      assertRefused(
          counter.as("rk_shop").redeem(basket("t").replace("EUR", "CHF")), 422, "other-currency");
    }
  }

  @Test
  void a_cashier_may_ask_before_there_is_a_basket() {
    voucher = counter.voucher(++number, 4000);
    var answer = counter.as("rk_epinal").check("{'code':'%s'}".formatted(voucher.typed()));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("minimumBasketMinor")).isEqualTo("4000");
    assertThat(answer.body().has("lossMinor")).isFalse();
  }

  @Test
  void nothing_of_a_code_or_a_basket_is_ever_logged() {
    var lines =
        Log.capture(
            () -> {
              var id = held().id();
              counter.as("rk_epinal").redeem(basket("ticket-of-madame-martin"));
              counter.as("rk_shop").commit(id, TOTAL);
              counter.as("rk_epinal").check(basket("x").replace(voucher.typed(), "HELLO"));
              counter.as("rk_admin").reverse(id, "");
              counter.as("rk_admin").redeem("{'code':'" + voucher.typed() + "'");
            });
    assertThat(lines).hasSizeGreaterThan(5);
    assertThat(String.join("\n", lines))
        .doesNotContain(voucher.typed(), voucher.code().last4(), "martin", "HELLO", "camille")
        .doesNotContain(voucher.voucher().hash());
  }
}
