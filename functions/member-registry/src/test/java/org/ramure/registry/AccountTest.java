// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.Log;
import org.ramure.table.LocalTables;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  private static final LocalDate IN_A_YEAR = LocalDate.of(2027, 3, 1);

  private final DynamoDbProxy proxy;
  private final Shop shop;

  AccountTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    shop = new Shop(client, LocalTables.create(client, names.prefix()));
  }

  @BeforeEach
  void morning() {
    shop.at(Shop.MORNING);
  }

  private Holder member(String name) {
    return new Holder(shop, name + "@example.org");
  }

  private JsonNode page(Holder member, String page) {
    return shop.get("/v1/members/" + member.id + page, "rk_till").body();
  }

  private JsonNode ownPage(Holder member, String page) {
    return shop.get("/v1/members/" + member.id + page, shop.token(member.id)).body();
  }

  @Test
  void a_new_member_has_nothing_yet() {
    var account = page(member("new"), "/account");
    assertThat(account.toString())
        .isEqualTo(
            """
            {"asOf":"2026-03-01","available":0,"pending":0,"debt":0,"expiries":[],"maturing":[],\
            "nextReward":{"threshold":150,"missing":150,"amountMinor":1000,"currency":"EUR"}}\
            """);
  }

  @Test
  void points_are_shown_as_they_stand_on_the_day_without_a_job_having_run() {
    var marie =
        member("settles").earns(100, TODAY, IN_A_YEAR).earns(40, TODAY.plusDays(7), IN_A_YEAR);
    var now = page(marie, "/account");
    assertThat(now.path("available").asLong()).isEqualTo(100);
    assertThat(now.path("pending").asLong()).isEqualTo(40);
    assertThat(now.at("/maturing/0/on").asText()).isEqualTo("2026-03-08");
    assertThat(now.at("/nextReward/missing").asLong()).isEqualTo(50);
    shop.at(Instant.parse("2026-03-08T00:00:00Z"));
    var matured = page(marie, "/account");
    assertThat(matured.path("available").asLong()).isEqualTo(140);
    assertThat(matured.at("/expiries/0").toString())
        .isEqualTo("{\"lastDay\":\"2027-03-01\",\"points\":140}");
    shop.at(Instant.parse("2027-03-01T22:59:59Z"));
    assertThat(page(marie, "/account").path("available").asLong()).isEqualTo(140);
    shop.at(Instant.parse("2027-03-01T23:00:00Z"));
    assertThat(page(marie, "/account").path("available").asLong()).as("midnight in Paris").isZero();
  }

  @Test
  void reading_writes_nothing() {
    var marie = member("reads").earns(100, TODAY, IN_A_YEAR);
    page(marie, "/account");
    shop.at(Instant.parse("2027-05-01T00:00:00Z"));
    page(marie, "/account");
    var account = proxy.meter().during(() -> page(marie, "/account"));
    assertThat(account.total()).hasToString("1 call, 1 R, 0 W");
    var entries = proxy.meter().during(() -> page(marie, "/entries"));
    assertThat(entries.total()).hasToString("1 call, 0.5 R, 0 W");
  }

  @Nested
  class A_history {

    @Test
    void says_why_in_the_language_asked_for() {
      var marie = member("why").earns(42, TODAY, IN_A_YEAR);
      var french = page(marie, "/entries").at("/entries/0");
      assertThat(plain(french.at("/why/0/text")))
          .isEqualTo("1 € = 1 point : 42 points pour 42,00 € d’achats");
      assertThat(french.at("/why/0/code").asText()).isEqualTo("earned.rule");
      assertThat(french.path("available").asLong()).isEqualTo(42);
      assertThat(french.path("subject").asText()).isEqualTo("shop/1001");
      var english =
          shop.get("/v1/members/" + marie.id + "/entries", Map.of("lang", "en"), "rk_till");
      assertThat(plain(english.body().at("/entries/0/why/0/text")))
          .isEqualTo("€1 = 1 point: 42 points for €42.00 of purchases");
    }

    private static String plain(JsonNode text) {
      return text.asText().replaceAll("[\\u00A0\\u202F]", " ");
    }

    @Test
    void comes_in_pages_the_newest_first() {
      var marie = member("pages");
      for (int i = 1; i <= 5; i++) {
        marie.earns(i, TODAY, IN_A_YEAR);
      }
      var seen = new ArrayList<Long>();
      var query = new HashMap<>(Map.of("limit", "2"));
      JsonNode page;
      do {
        page = shop.get("/v1/members/" + marie.id + "/entries", query, "rk_till").body();
        page.path("entries").forEach(entry -> seen.add(entry.path("available").asLong()));
        query.put("cursor", page.path("next").asText());
      } while (page.has("next"));
      assertThat(seen).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void does_not_tell_a_member_which_of_the_staff_it_was() {
      var marie = member("staff").earns(1, TODAY, IN_A_YEAR);
      assertThat(page(marie, "/entries").at("/entries/0/by").asText()).isEqualTo("tests");
      assertThat(ownPage(marie, "/entries").at("/entries/0").has("by")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "limit, 0, limit",
      "limit, 101, limit",
      "limit, x, limit",
      "cursor, x, cursor",
      "cursor, YmVmb3JlOi0x, cursor",
      "cursor, '%%%', cursor"
    })
    void refuses_what_is_no_page(String name, String value, String field) {
      var marie = member("no-page");
      var answer = shop.get("/v1/members/" + marie.id + "/entries", Map.of(name, value), "rk_till");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text("field")).isEqualTo(field);
    }
  }

  @Nested
  class Vouchers {

    private List<Voucher> minted(Holder member) {
      return member.earns(310, TODAY, IN_A_YEAR).mints();
    }

    private Voucher stored(Voucher voucher) {
      return shop.vouchers.get(Shop.VOSGES, voucher.hash()).orElseThrow();
    }

    @Test
    void show_their_member_the_whole_code_and_are_announced_by_that() {
      var marie = member("codes");
      var vouchers = minted(marie);
      var shown = ownPage(marie, "/vouchers").path("vouchers");
      assertThat(shown).hasSize(2);
      assertThat(shown.at("/0/code").asText())
          .isEqualTo(marie.codeOf(vouchers.getFirst()).spaced());
      assertThat(shown.at("/0/lastDay").asText()).isEqualTo("2026-06-01");
      assertThat(stored(vouchers.getFirst()).announcedAt()).contains(Shop.MORNING);
    }

    @Test
    void cost_one_write_at_their_first_showing_and_none_after() {
      var marie = member("metered");
      minted(marie);
      var first = proxy.meter().during(() -> ownPage(marie, "/vouchers"));
      assertThat(first.total()).hasToString("4 calls, 3 R, 2 W");
      var again = proxy.meter().during(() -> ownPage(marie, "/vouchers"));
      assertThat(again.total()).hasToString("2 calls, 3 R, 0 W");
    }

    @Test
    void show_everybody_else_the_last_four_characters() {
      var marie = member("last4");
      var vouchers = minted(marie);
      for (var key : List.of("rk_till", "rk_shop", "rk_admin")) {
        var shown = shop.get("/v1/members/" + marie.id + "/vouchers", key).body();
        assertThat(shown.at("/vouchers/0").has("code")).isFalse();
        assertThat(shown.at("/vouchers/0/last4").asText()).isEqualTo(vouchers.getFirst().last4());
      }
      assertThat(stored(vouchers.getFirst()).announcedAt()).isEmpty();
    }

    @Test
    void cancelled_between_the_read_and_the_showing_do_not_show_their_code() {
      var marie = member("cancelled");
      var voucher = minted(marie).getFirst();
      proxy.before(
          "UpdateItem", _ -> shop.vouchers.replace(Shop.VOSGES, cancelled(stored(voucher))));
      var shown = ownPage(marie, "/vouchers").path("vouchers");
      assertThat(shown.at("/0/id").asText()).isEqualTo(voucher.id());
      assertThat(shown.at("/0").has("code")).isFalse();
      assertThat(ownPage(marie, "/vouchers").path("vouchers")).hasSize(1);
    }

    private static Voucher cancelled(Voucher v) {
      return new Voucher(
          v.hash(),
          v.id(),
          v.number(),
          v.member(),
          v.kind(),
          v.amount(),
          v.minimumBasketMinor(),
          v.firstDay(),
          v.lastDay(),
          v.zone(),
          new Voucher.Cancelled(),
          v.announcedAt(),
          v.closedKeys(),
          v.openConflicts(),
          v.paidWith(),
          v.attempt(),
          v.last4(),
          v.revision());
    }

    @Test
    void past_their_last_day_are_shown_no_more() {
      var marie = member("past");
      minted(marie);
      shop.at(Instant.parse("2026-06-03T12:00:00Z"));
      assertThat(ownPage(marie, "/vouchers").path("vouchers")).isEmpty();
    }

    @Test
    void never_have_their_code_in_a_log() {
      var marie = member("logged");
      var code = marie.codeOf(minted(marie).getFirst());
      var lines = Log.capture(() -> ownPage(marie, "/vouchers"));
      assertThat(String.join("\n", lines))
          .isNotEmpty()
          .doesNotContain(code.text())
          .doesNotContain(code.spaced());
    }
  }
}
