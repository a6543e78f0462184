// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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
import org.ramure.dynamodb.Fault;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.table.LocalTables;
import org.ramure.voucher.VoucherCode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PreviewOfABasketTest {

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  private final DynamoDbProxy proxy;
  private final DynamoDbClient client;
  private final Brand brand;

  PreviewOfABasketTest(DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    client = DynamoDbExtension.askingAsFunctionsDo(proxy.endpoint());
    brand = new Brand(client, LocalTables.create(client, names.prefix()), "baskets", Brand.VOSGES);
  }

  @AfterEach
  void calm() {
    proxy.calm();
  }

  @AfterAll
  void close() {
    client.close();
  }

  private static String somebody() {
    return "somebody-" + PEOPLE.incrementAndGet() + "@example.com";
  }

  /// A basket of one line at the web shop.
  private static String basket(String gross, String more) {
    return """
    {'source':'vosges-web','currency':'EUR',%s
     'lines':[{'id':'1','label':'Drap','quantity':'1','gross':'%s'}]}\
    """
        .formatted(more, gross);
  }

  private static String of(String email) {
    return "'customer':{'email':'" + email + "'},";
  }

  private static String trying(VoucherCode... codes) {
    var each = new StringBuilder();
    for (var code : codes) {
      each.append(each.isEmpty() ? "" : ",").append("{'code':'" + code.text() + "'}");
    }
    return "'vouchers':[" + each + "],";
  }

  private JsonNode shown(String key, String body) {
    var answer = brand.preview(key, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.body();
  }

  private static void assertBalance(JsonNode balance, long available, long pending, long debt) {
    assertThat(balance.path("available").asLong()).as("available").isEqualTo(available);
    assertThat(balance.path("pending").asLong()).as("pending").isEqualTo(pending);
    assertThat(balance.path("debt").asLong()).as("debt").isEqualTo(debt);
  }

  private static String reasons(JsonNode why) {
    return String.join(
        " ",
        StreamSupport.stream(why.spliterator(), false)
            .map(reason -> reason.path("code").asText())
            .toList());
  }

  @Nested
  class Points {

    @Test
    void somebody_who_is_not_known_is_shown_what_a_new_member_earns() {
      var shown = shown("rk_shop", basket("42.50", of(somebody())));
      assertThat(shown.path("points").asLong()).isEqualTo(42);
      assertThat(shown.has("member")).isFalse();
      assertBalance(shown.path("account"), 42, 0, 0);
      assertThat(shown.path("lastDay").asText()).isEqualTo("2027-03-14");
      assertThat(shown.has("matures")).isFalse();
    }

    @Test
    void a_basket_without_any_customer_is_shown_the_same() {
      assertThat(shown("rk_shop", basket("42.50", "")).path("points").asLong()).isEqualTo(42);
    }

    @Test
    void a_member_is_found_by_what_recognises_them_or_by_id() {
      var email = somebody();
      var member = brand.enrol(email);
      brand.sells(email, "100.00");
      for (var who : new String[] {of(email), "'member':'" + member + "',"}) {
        var shown = shown("rk_web", basket("20.00", who));
        assertThat(shown.path("member").asText()).isEqualTo(member.value());
        assertBalance(shown.path("change"), 20, 0, 0);
        assertBalance(shown.path("account"), 120, 0, 0);
      }
    }

    @Test
    void a_member_who_never_bought_anything_is_one() {
      var member = brand.enrol(somebody());
      var shown = shown("rk_shop", basket("20.00", "'member':'" + member + "',"));
      assertThat(shown.path("member").asText()).isEqualTo(member.value());
    }

    @Test
    void points_that_are_owed_are_repaid_first_and_it_is_said() {
      var email = somebody();
      var member = brand.enrol(email);
      var sale = brand.sells(email, "160.00");
      brand.mintsIfWoken(member);
      brand
          .open(member)
          .forEach(v -> brand.books.vouchers().announce(brand.programme, v.hash(), brand.now()));
      brand.takesBack(sale, "160.00");
      var shown = shown("rk_shop", basket("200.00", of(email)));
      assertThat(shown.path("points").asLong()).isEqualTo(200);
      assertBalance(shown.path("change"), 50, 0, -150);
      assertBalance(shown.path("account"), 50, 0, 0);
      assertThat(reasons(shown.path("why"))).isEqualTo("earned.rule debt.repaid");
    }

    @Test
    void what_points_buy_by_themselves_is_shown_with_what_is_left() {
      var email = somebody();
      brand.enrol(email);
      brand.sells(email, "140.00");
      var reward = shown("rk_shop", basket("170.00", of(email))).path("reward");
      assertThat(reward.path("vouchers").asInt()).isEqualTo(2);
      assertThat(reward.path("amountMinor").asLong()).isEqualTo(1000);
      assertThat(reward.path("lastDay").asText()).isEqualTo("2026-06-14");
      assertThat(reward.path("available").asLong()).isEqualTo(10);
      assertThat(shown("rk_shop", basket("9.99", of(email))).has("reward")).isFalse();
    }

    @Test
    void each_line_says_what_of_it_counts_and_why_not() {
      var shown =
          shown(
              "rk_shop",
              """
              {'source':'vosges-web','currency':'EUR',
               'lines':[{'id':'a','label':'Drap','quantity':'2','gross':'60.00','discount':'10.50'},
                        {'id':'b','label':'Carte cadeau','quantity':'1','gross':'30.00','giftCard':true}]}\
              """);
      var lines = shown.path("lines");
      assertThat(lines.path(0).path("basisMinor").asLong()).isEqualTo(4950);
      assertThat(lines.path(0).path("why")).isEmpty();
      assertThat(lines.path(1).path("netMinor").asLong()).isEqualTo(3000);
      assertThat(lines.path(1).path("basisMinor").asLong()).isZero();
      assertThat(reasons(lines.path(1).path("why"))).isEqualTo("line.giftcard");
      assertThat(reasons(shown.path("why"))).isEqualTo("earned.rule line.giftcard");
      assertThat(shown.path("eligibleTotalMinor").asLong()).isEqualTo(4950);
    }

    @ParameterizedTest
    @CsvSource({"fr, 1 € = 1 point", "en, €1 = 1 point"})
    void sentences_are_in_the_language_asked_for(String language, String label) {
      var shown = brand.preview("rk_shop", language, basket("20.00", "")).body();
      assertThat(shown.path("rules").path(0).path("label").asText()).isEqualTo(label);
      assertThat(shown.path("why").path(0).path("text").asText()).startsWith(label);
    }

    @Test
    void a_day_begins_where_the_store_is() {
      brand.at(java.time.Instant.parse("2026-03-14T21:30:00Z"));
      try {
        var inReunion =
            shown(
                "rk_till",
                basket("20.00", "'store':'saint-denis',").replace("vosges-web", "fastmag"));
        assertThat(inReunion.path("lastDay").asText()).isEqualTo("2027-03-15");
        assertThat(shown("rk_shop", basket("20.00", "")).path("lastDay").asText())
            .isEqualTo("2027-03-14");
      } finally {
        brand.at(java.time.Instant.parse("2026-03-14T09:15:00Z"));
      }
    }
  }

  @Nested
  class Vouchers {

    private final LocalDate far = LocalDate.of(2026, 9, 1);
    private final LocalDate near = LocalDate.of(2026, 4, 1);

    private String id() {
      return "gift-" + PEOPLE.incrementAndGet();
    }

    @Test
    void what_a_voucher_pays_earns_nothing() {
      var shown = shown("rk_shop", basket("42.50", trying(brand.gives(id(), "1000", 0, far))));
      assertThat(shown.path("points").asLong()).isEqualTo(32);
      var line = shown.path("lines").path(0);
      assertThat(line.path("paidByVouchersMinor").asLong()).isEqualTo(1000);
      assertThat(line.path("basisMinor").asLong()).isEqualTo(3250);
      assertThat(reasons(line.path("why"))).isEqualTo("line.voucher");
      var voucher = shown.path("vouchers").path(0);
      assertThat(voucher.path("usable").asBoolean()).isTrue();
      assertThat(voucher.path("paidMinor").asLong()).isEqualTo(1000);
      assertThat(voucher.has("lossMinor")).isFalse();
    }

    @Test
    void of_several_the_soonest_to_end_pays_first_and_the_rest_is_lost_of_the_other() {
      var later = brand.gives(id(), "1000", 0, far);
      var sooner = brand.gives(id(), "1000", 0, near);
      var shown = shown("rk_shop", basket("15.00", trying(later, sooner)));
      assertThat(shown.path("points").asLong()).isZero();
      assertThat(shown.path("vouchers").path(0).path("paidMinor").asLong()).isEqualTo(500);
      assertThat(shown.path("vouchers").path(0).path("lossMinor").asLong()).isEqualTo(500);
      assertThat(shown.path("vouchers").path(1).path("paidMinor").asLong()).isEqualTo(1000);
    }

    @Test
    void a_minimum_is_measured_by_the_basket_before_any_voucher() {
      var any = brand.gives(id(), "1000", 0, near);
      var fromFifty = brand.gives(id(), "1000", 5000, far);
      var enough = shown("rk_epinal", basketAtATill("50.00", trying(any, fromFifty)));
      assertThat(enough.path("vouchers").path(1).path("usable").asBoolean()).isTrue();
      var tooSmall = shown("rk_epinal", basketAtATill("49.99", trying(any, fromFifty)));
      assertThat(tooSmall.path("vouchers").path(1).path("reason").asText())
          .isEqualTo("BASKET_TOO_SMALL");
      assertThat(tooSmall.path("vouchers").path(1).path("minimumMinor").asLong()).isEqualTo(5000);
    }

    private String basketAtATill(String gross, String more) {
      return basket(gross, more).replace("vosges-web", "fastmag");
    }

    @Test
    void a_voucher_that_this_basket_holds_can_be_tried_again_and_another_basket_cannot() {
      var code = brand.gives(id(), "1000", 0, far);
      var held =
          brand.counter.handle(
              GatewayEvent.of(
                  "POST /v1/vouchers/reservations",
                  Map.of(),
                  brand.key("rk_admin"),
                  """
                  {"code":"%s","source":"vosges-web",
                   "basket":{"id":"cart-1","eligibleTotalMinor":2000,"currency":"EUR"}}\
                  """
                      .formatted(code.text())));
      assertThat(held.status()).isEqualTo(201);
      var own = shown("rk_admin", basket("20.00", "'basket':'cart-1'," + trying(code)));
      assertThat(own.path("vouchers").path(0).path("usable").asBoolean()).isTrue();
      var other = shown("rk_admin", basket("20.00", "'basket':'cart-2'," + trying(code)));
      assertThat(other.path("vouchers").path(0).path("reason").asText())
          .isEqualTo("RESERVED_ELSEWHERE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rk_shop", "rk_admin"})
    void a_code_is_refused_in_the_words_of_a_check_by_the_same_key(String key) {
      var expired = brand.gives(id(), "1000", 0, brand.today().minusDays(1));
      var small = brand.gives(id(), "1000", 100_000, far);
      var mistyped = expired.text().substring(1);
      for (var code :
          new String[] {expired.text(), small.text(), brand.unused().text(), mistyped}) {
        var tried =
            (ObjectNode)
                shown(key, basket("20.00", "'vouchers':[{'code':'" + code + "'}],"))
                    .path("vouchers")
                    .path(0);
        var checked = (ObjectNode) check(key, code).body();
        checked.remove(java.util.List.of("type", "title", "status"));
        assertThat(tried.remove("usable").asBoolean()).isFalse();
        assertThat(tried).isEqualTo(checked);
      }
    }

    private Exchange check(String key, String code) {
      var event =
          GatewayEvent.of(
              "POST /v1/vouchers/check",
              Map.of(),
              brand.key(key),
              """
              {"code":"%s","source":"vosges-web",
               "basket":{"id":"cart","eligibleTotalMinor":2000,"currency":"EUR"}}\
              """
                  .formatted(code));
      GatewayEvent.headers(event).put("accept-language", "en");
      return brand.counter.handle(event);
    }

    @Test
    void one_that_cannot_be_used_pays_nothing() {
      var shown = shown("rk_shop", basket("42.50", trying(brand.unused())));
      assertThat(shown.path("points").asLong()).isEqualTo(42);
    }

    @Test
    void a_shop_learns_no_more_of_a_code_that_exists_than_of_one_that_does_not() {
      var expired = brand.gives(id(), "1000", 0, brand.today().minusDays(1));
      var shown = shown("rk_shop", basket("20.00", trying(expired, brand.unused())));
      assertThat(shown.path("vouchers").path(0)).isEqualTo(shown.path("vouchers").path(1));
    }
  }

  @Nested
  class Cost {

    @Test
    void it_writes_nothing_and_reads_what_it_needs_once() {
      var email = somebody();
      var member = brand.enrol(email);
      brand.sells(email, "160.00");
      brand.mintsIfWoken(member);
      var code = brand.code(brand.open(member).getFirst());
      var plain = basket("20.00", "");
      shown("rk_shop", plain);

      assertCost(plain, 0, 0);
      assertCost(basket("20.00", "'member':'" + member + "',"), 1, 1);
      assertCost(basket("20.00", of(email)), 2, 2);
      assertCost(basket("20.00", of(email) + trying(code)), 3, 3);
      assertCost(basket("200.00", of(email) + trying(code)), 4, 4);
    }

    private void assertCost(String body, int calls, double reads) {
      var used = proxy.meter().during(() -> shown("rk_shop", body));
      assertThat(used.calls()).as(used.toString()).isEqualTo(calls);
      assertThat(used.readUnits()).as(used.toString()).isEqualTo(reads);
      assertThat(used.writeUnits()).as(used.toString()).isZero();
    }
  }

  @Nested
  class Refused {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        textBlock =
            """
            400 bad-request      | lines[0].quanity  | {'source':'vosges-web','currency':'EUR','lines':[{'id':'1','quanity':'1','gross':'1.00'}]}
            400 bad-request      | at                | {'source':'vosges-web','currency':'EUR','at':'2027-01-01','lines':[]}
            400 bad-request      | source            | {'currency':'EUR','lines':[{'id':'1','quantity':'1','gross':'1.00'}]}
            400 bad-request      | customer          | {'source':'vosges-web','currency':'EUR','member':'m','customer':{'email':'a@example.com'},'lines':[{'id':'1','quantity':'1','gross':'1.00'}]}
            400 bad-request      | member            | {'source':'vosges-web','currency':'EUR','member':'not an id','lines':[{'id':'1','quantity':'1','gross':'1.00'}]}
            400 bad-request      | lines[0].gross    | {'source':'vosges-web','currency':'EUR','lines':[{'id':'1','quantity':'1','gross':'1.005'}]}
            400 bad-request      | vouchers[0].code  | {'source':'vosges-web','currency':'EUR','lines':[{'id':'1','quantity':'1','gross':'1.00'}],'vouchers':[{}]}
            422 unknown-source   | source            | {'source':'nowhere','currency':'EUR','lines':[{'id':'1','quantity':'1','gross':'1.00'}]}
            422 unknown-store    | store             | {'source':'vosges-web','store':'nowhere','currency':'EUR','lines':[{'id':'1','quantity':'1','gross':'1.00'}]}
            422 other-currency   | currency          | {'source':'vosges-web','currency':'CHF','lines':[{'id':'1','quantity':'1','gross':'1.00'}]}
            422 unknown-value    | member            | {'source':'vosges-web','currency':'EUR','member':'nobody-here','lines':[{'id':'1','quantity':'1','gross':'1.00'}]}
            422 duplicate-line   | lines[1]          | {'source':'vosges-web','currency':'EUR','lines':[{'id':'1','quantity':'1','gross':'1.00'},{'id':'1','quantity':'1','gross':'1.00'}]}
            """)
    void a_field_that_is_wrong_is_named(String problem, String field, String body) {
      var answer = brand.preview("rk_shop", body);
      assertThat(answer.problem()).as(answer.text()).isEqualTo(problem);
      assertThat(answer.text("field")).isEqualTo(field);
    }

    @Test
    void a_basket_without_lines_is_none() {
      var answer = brand.preview("rk_shop", "{'source':'vosges-web','currency':'EUR','lines':[]}");
      assertThat(answer.problem()).isEqualTo("422 no-lines");
    }

    @Test
    void six_codes_are_more_than_a_basket_may_try() {
      var body = "'vouchers':[" + "{'code':'X'},".repeat(5) + "{'code':'Y'}],";
      var answer = brand.preview("rk_shop", basket("20.00", body));
      assertThat(answer.problem()).isEqualTo("422 out-of-range");
      assertThat(answer.text("field")).isEqualTo("vouchers");
    }

    @Test
    void one_voucher_is_tried_once_however_it_is_written() {
      var code = brand.gives("twice", "1000", 0, LocalDate.of(2026, 9, 1));
      var body = "'vouchers':[{'code':'" + code.text() + "'},{'code':'" + code.spaced() + "'}],";
      var answer = brand.preview("rk_shop", basket("20.00", body));
      assertThat(answer.problem()).isEqualTo("400 bad-request");
      assertThat(answer.text("field")).isEqualTo("vouchers[1].code");
    }

    @ParameterizedTest
    @CsvSource({"rk_web, 'source', fastmag", "rk_epinal, 'store', saint-denis"})
    void a_key_speaks_for_no_other_source_or_store(String key, String field, String other) {
      var body =
          field.equals("source")
              ? basket("20.00", "").replace("vosges-web", other)
              : basket("20.00", "'store':'" + other + "',").replace("vosges-web", "fastmag");
      var answer = brand.preview(key, body);
      assertThat(answer.problem()).isEqualTo("403 forbidden");
      assertThat(answer.text("field")).isEqualTo(field);
    }

    @Test
    void a_till_says_where_it_stands() {
      var answer = brand.preview("rk_till", basket("20.00", ""));
      assertThat(answer.problem()).isEqualTo("400 bad-request");
      assertThat(answer.text("field")).isEqualTo("store");
    }

    @Test
    void credentials_are_needed_and_a_members_own_do_not_do() {
      assertThat(brand.preview("", basket("20.00", "")).status()).isEqualTo(401);
      assertThat(brand.preview("rk_made_up", basket("20.00", "")).status()).isEqualTo(401);
    }

    @Test
    void a_body_is_JSON_of_no_more_than_5_MB() {
      var large =
          GatewayEvent.of(
              Brand.ROUTE, Map.of(), brand.key("rk_shop"), " ".repeat(HttpRequest.MAX_BODY + 1));
      assertThat(brand.handle(large).status()).isEqualTo(413);
      var form = GatewayEvent.of(Brand.ROUTE, Map.of(), brand.key("rk_shop"), "a=b");
      GatewayEvent.headers(form).put("content-type", "application/x-www-form-urlencoded");
      assertThat(brand.handle(form).status()).isEqualTo(415);
    }

    @Test
    void where_the_table_has_too_much_to_do_it_says_when_to_come_back() {
      proxy.inject(Fault.on("GetItem").throttle().always());
      var answer = brand.preview("rk_never_seen", basket("20.00", ""));
      assertThat(answer.problem()).isEqualTo("503 busy");
      assertThat(answer.headers()).containsEntry("retry-after", "1");
    }
  }
}
