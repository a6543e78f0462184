// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.Log;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.table.LocalTables;
import org.ramure.table.WebhookSubscriptionTable;
import org.ramure.table.programmes.ApiKey.Scope;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SubscriptionsTest {

  private static final String ALL = "/v1/webhook-subscriptions";
  private static final String ONE = ALL + "/{id}";
  private static final String CRM = "https://crm.example.org/hooks";
  private static final String NOBODYS = "3b0d7b0e-8a55-4c0e-9f3e-5c1b7b0a9d21";
  private static final Map<String, LocalTables> TABLES = new HashMap<>();

  private final DynamoDbProxy proxy;
  private final Office office;

  SubscriptionsTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    office =
        new Office(
            client,
            TABLES.computeIfAbsent(names.prefix(), prefix -> LocalTables.create(client, prefix)));
  }

  private Exchange create(String body) {
    return office.call("POST " + ALL, Map.of(), body);
  }

  private List<String> listed() {
    return office.call("GET " + ALL, Map.of(), "").body().findValuesAsText("id");
  }

  @Test
  void a_new_one_shows_its_secret_this_once() {
    var made = office.subscribe(CRM);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("secret")).startsWith("whsec_");
    assertThat(made.text("state")).isEqualTo("ACTIVE");
    assertThat(made.text("createdBy")).isEqualTo("key:k-office");
    var read = office.read(made.id());
    assertThat(read.body().has("secret")).isFalse();
    assertThat(read.text("url")).isEqualTo(CRM);
    assertThat(listed()).containsExactly(made.id());
  }

  @Test
  void asked_for_again_under_the_same_key_it_is_the_same_without_its_secret() {
    var first = office.create("k", CRM, "*");
    var again = office.create("k", CRM, "*");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.headers()).containsEntry("idempotent-replayed", "true");
    assertThat(again.body().has("secret")).isFalse();
    assertThat(listed()).hasSize(1);
    assertThat(office.create("k", CRM, "org.*").problem()).isEqualTo("422 idempotency-key-reused");
  }

  @Test
  void its_secret_is_in_the_table_sealed_and_in_no_log() {
    var lines = Log.capture(() -> office.subscribe(CRM));
    assertThat(String.join("", lines)).doesNotContain("whsec_", "crm.example.org");
    assertThat(office.held(listed().getFirst()).secrets().current().sealed())
        .startsWith("A.")
        .doesNotContain("whsec_");
  }

  @Test
  void a_secret_is_shown_by_the_rotation_that_made_it_and_a_repeat_rotates_nothing() {
    var made = office.subscribe(CRM);
    var path = Map.of("id", made.id());
    var route = "POST " + ONE + "/secret-rotation";
    var first = office.call(route, path, office.key(Scope.ADMIN), "r1", "");
    var again = office.call(route, path, office.key(Scope.ADMIN), "r1", "");
    assertThat(first.text("secret")).startsWith("whsec_").isNotEqualTo(made.text("secret"));
    assertThat(first.body().path("oldSecretsUntil").get(0).asText())
        .isEqualTo(Office.NOW.plus(Duration.ofHours(24)).toString());
    assertThat(again.body().has("secret")).isFalse();
    assertThat(office.held(made.id()).secrets().before()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          BODY                                                              | FIELD
          {"types":["*"]}                                                   | url
          {"url":"http://crm.example.org","types":["*"]}                    | url
          {"url":"https://10.0.0.1/","types":["*"]}                         | url
          {"url":"https://crm.example.org:25/","types":["*"]}               | url
          {"url":"https://a@crm.example.org/","types":["*"]}                | url
          {"url":"https://crm.example.org","types":[]}                      | types
          {"url":"https://crm.example.org"}                                 | types
          {"url":"https://crm.example.org","types":["*","Voucher"]}         | types[1]
          {"url":"https://crm.example.org","types":["a*b"]}                 | types[0]
          {"url":"https://crm.example.org","types":["org.ramure.vouchers.*"]} | types[0]
          {"url":"https://crm.example.org","types":["*","org.ramure.voucher"]} | types[1]
          {"url":"https://crm.example.org","types":["*"],"description":" "} | description
          {"url":"https://crm.example.org","types":["*"],"secret":"mine"}   | secret
          """)
  void what_is_malformed_is_refused_by_its_field(String body, String field) {
    var refused = create(body);
    assertThat(refused.problem()).isEqualTo("400 bad-request");
    assertThat(refused.text("field")).isEqualTo(field);
    assertThat(listed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"inside", "nowhere"})
  void a_name_that_leads_inside_or_nowhere_is_refused(String name) {
    var refused = office.subscribe("https://" + name + ".example.org/");
    assertThat(refused.problem()).isEqualTo("422 receiver-not-allowed");
    assertThat(refused.text("field")).isEqualTo("url");
    var made = office.subscribe(CRM);
    assertThat(office.change(made.id(), "https://" + name + ".example.org/", "ACTIVE").status())
        .isEqualTo(422);
  }

  @Test
  void a_change_says_all_that_the_owner_says() {
    var made = office.subscribe(CRM);
    var body =
        "{\"url\":\"https://other.example.org/\",\"types\":[\"org.*\"],\"state\":\"PAUSED\"}";
    var changed = office.call("PUT " + ONE, Map.of("id", made.id()), body);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(office.read(made.id()).body()).isEqualTo(changed.body());
    assertThat(changed.text("url")).isEqualTo("https://other.example.org/");
    assertThat(changed.text("state")).isEqualTo("PAUSED");
    assertThat(changed.text("secretSince")).isEqualTo(made.text("secretSince"));
    var disabling = body.replace("PAUSED", "DISABLED");
    assertThat(office.call("PUT " + ONE, Map.of("id", made.id()), disabling).text("field"))
        .isEqualTo("state");
  }

  @Test
  void one_that_was_deleted_is_gone_and_deleting_it_again_is_no_mistake() {
    var made = office.subscribe(CRM);
    for (int i = 0; i < 2; i++) {
      var path = Map.of("id", made.id());
      assertThat(office.call("DELETE " + ONE, path, "").status()).isEqualTo(204);
    }
    assertThat(office.read(made.id()).problem()).isEqualTo("404 not-found");
  }

  @Test
  void there_are_twenty_at_most_however_many_are_asked_for_at_once() {
    var made =
        atOnce(WebhookSubscriptionTable.MOST + 5, i -> office.create("k" + i, CRM, "*").status());
    assertThat(made).filteredOn(status -> status == 201).hasSize(WebhookSubscriptionTable.MOST);
    assertThat(listed()).hasSize(WebhookSubscriptionTable.MOST);
    assertThat(office.subscribe(CRM).problem()).isEqualTo("409 too-many-subscriptions");
    office.call("DELETE " + ONE, Map.of("id", listed().getFirst()), "");
    assertThat(office.subscribe(CRM).status()).isEqualTo(201);
  }

  @Test
  void many_who_ask_under_one_key_make_one() {
    var ids = atOnce(16, i -> office.create("same", CRM, "*").id());
    assertThat(ids).containsOnly(listed().getFirst());
    assertThat(listed()).hasSize(1);
  }

  @Test
  void of_two_changes_none_is_lost() {
    var made = office.subscribe(CRM);
    var answers =
        atOnce(
            4,
            i ->
                i % 2 == 0
                    ? office.change(made.id(), CRM, "PAUSED").status()
                    : office.post(made.id(), "secret-rotation", "").status());
    assertThat(answers).containsOnly(200);
    assertThat(office.read(made.id()).text("state")).isEqualTo("PAUSED");
    assertThat(office.held(made.id()).secrets().before()).hasSize(2);
    assertThat(office.held(made.id()).version()).isEqualTo(5);
  }

  private static <T> List<T> atOnce(int count, java.util.function.IntFunction<T> work) {
    try (var threads = Executors.newFixedThreadPool(count)) {
      var started =
          threads.invokeAll(
              IntStream.range(0, count).<Callable<T>>mapToObj(i -> () -> work.apply(i)).toList());
      return started.stream().map(SubscriptionsTest::outcome).toList();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T outcome(java.util.concurrent.Future<T> done) {
    try {
      return done.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"from\":\"2026-03-15T00:00:00Z\"}",
        "{\"from\":\"2026-03-13T00:00:00Z\",\"until\":\"2026-03-12T00:00:00Z\"}"
      })
  void a_span_of_time_that_holds_nothing_is_refused(String span) {
    var made = office.subscribe(CRM);
    var refused = office.post(made.id(), "replays", span);
    assertThat(refused.problem()).isEqualTo("400 bad-request");
    assertThat(refused.text("field")).isEqualTo("from");
  }

  @Test
  void deliveries_are_listed_page_by_page_the_latest_first() {
    var made = office.subscribe(CRM);
    office.change(made.id(), CRM, "PAUSED");
    for (int i = 0; i < 5; i++) {
      office.passes(Duration.ofSeconds(1));
      office.deliver(office.event("e" + i));
    }
    var first = office.list(made.id(), "limit", "3");
    var second = office.list(made.id(), "limit", "3", "cursor", first.text("next"));
    assertThat(events(first)).containsExactly("e4", "e3", "e2");
    assertThat(events(second)).containsExactly("e1", "e0");
    assertThat(second.body().has("next")).isFalse();
    assertThat(events(office.list(made.id(), "state", "FAILED"))).isEmpty();
    assertThat(events(office.list(made.id(), "state", "WAITING"))).hasSize(5);
    assertThat(office.list(made.id(), "state", "LOST").text("field")).isEqualTo("state");
    assertThat(office.list(made.id(), "limit", "0").text("field")).isEqualTo("limit");
  }

  private static List<String> events(Exchange page) {
    return page.body().path("deliveries").findValues("event").stream()
        .map(event -> event.path("id").asText())
        .toList();
  }

  @Test
  void every_route_is_for_the_office_of_the_programme_and_for_no_key_that_is_bound() {
    var made = office.subscribe(CRM);
    var path =
        Map.of("id", made.id(), "delivery", "2026-03-14T09:15:00.000000Z~e1", "replay", NOBODYS);
    for (var route : office.desk.routes().matrix().keySet()) {
      assertThat(call(route, path, "")).as(route).isEqualTo(401);
      assertThat(call(route, path, office.key(Scope.TILL))).as(route).isEqualTo(403);
      assertThat(call(route, path, office.key(Scope.SHOP))).as(route).isEqualTo(403);
      assertThat(call(route, path, office.key(Scope.ADMIN) + "-bound")).as(route).isEqualTo(403);
      if (route.contains("{id}") && !route.startsWith("DELETE")) {
        assertThat(call(route, path, office.key(Scope.ADMIN) + "-elsewhere"))
            .as(route)
            .isEqualTo(404);
      }
    }
    call("DELETE " + ONE, path, office.key(Scope.ADMIN) + "-elsewhere");
    assertThat(office.read(made.id()).status()).isEqualTo(200);
  }

  private int call(String route, Map<String, String> path, String bearer) {
    return office.call(route, path, bearer, "k", body(route)).status();
  }

  private static String body(String route) {
    return switch (route) {
      case "POST " + ALL -> Office.creation(CRM, "*");
      case "PUT " + ONE -> "{\"url\":\"" + CRM + "\",\"types\":[\"*\"],\"state\":\"ACTIVE\"}";
      case "POST " + ONE + "/replays" -> "{\"from\":\"2026-03-13T00:00:00Z\"}";
      default -> "";
    };
  }

  @Test
  void what_calls_cost() {
    var made = office.subscribe(CRM);
    office.read(made.id());
    assertCost(() -> office.read(made.id()), 1, 1, 0);
    assertCost(() -> office.call("GET " + ALL, Map.of(), ""), 1, 1, 0);
    assertCost(() -> office.change(made.id(), CRM, "ACTIVE"), 2, 1, 1);
    assertCost(() -> office.subscribe(CRM), 2, 1, 6);
    assertCost(() -> office.post(made.id(), "secret-rotation", ""), 3, 2, 4);
  }

  private void assertCost(Runnable call, long calls, double reads, double writes) {
    var used = proxy.meter().during(call::run);
    assertThat(List.of((double) used.calls(), used.readUnits(), used.writeUnits()))
        .as("%s", used)
        .containsExactly((double) calls, reads, writes);
  }
}
