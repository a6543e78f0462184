// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.Log;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.member.Identity;
import org.ramure.member.MemberId;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.LocalTables;
import org.ramure.table.PurchaseTable.Waiting;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnrolmentTest {

  private final DynamoDbProxy proxy;
  private final Shop shop;

  EnrolmentTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    shop = new Shop(client, LocalTables.create(client, names.prefix()));
  }

  private Exchange enrol(String body) {
    return shop.post("/v1/members", "rk_till", body);
  }

  private static String emailOf(String name) {
    return "{'identities':{'email':'" + name + "@example.org'}}";
  }

  @Test
  void a_new_member_is_made_and_shown_in_normal_form() {
    var answer =
        enrol(
            """
            {'identities':{'email':' Marie@Example.org','phone':'06 90 12 34 56','card':'29 1000',
              'shopCustomer':{'source':'shop','id':'42'}},
             'givenName':'Marie','familyName':'Dupont','birthday':'1985-06-15','language':'en',
             'store':'jarry'}
            """);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers()).containsEntry("location", "/v1/members/" + answer.text("id"));
    assertThat(answer.text("store")).isEqualTo("jarry");
    assertThat(answer.body().path("identities").toString())
        .isEqualTo(
            """
            [{"kind":"EMAIL","value":"marie@example.org"},{"kind":"PHONE","value":"+590690123456"},\
            {"kind":"CARD","value":"291000"},\
            {"kind":"SHOP_CUSTOMER","source":"shop","value":"42"}]\
            """);
    assertThat(shop.get("/v1/members/" + answer.text("id"), "rk_till").body())
        .isEqualTo(answer.body());
  }

  @Test
  void who_exists_is_answered_unchanged() {
    var first = enrol(emailOf("exists"));
    var again =
        enrol("{'identities':{'email':'EXISTS@example.org','card':'55551111'},'givenName':'Eve'}");
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(search("{'identities':{'card':'55551111'}}").body())
        .as("a till cannot attach a stranger's card to somebody's e-mail")
        .hasToString("{\"members\":[]}");
  }

  private Exchange search(String body) {
    return shop.post("/v1/members/search", "rk_lyon", body);
  }

  @Test
  void identities_of_two_members_are_a_conflict_that_names_both() {
    var marie = enrol(emailOf("marie2"));
    var paul = enrol("{'identities':{'card':'77770000'}}");
    var both = enrol("{'identities':{'email':'marie2@example.org','card':'77770000'}}");
    assertThat(both.status()).isEqualTo(409);
    assertThat(both.text("type")).endsWith("/identities-of-several-members");
    assertThat(both.body().path("members").path("EMAIL").asText()).isEqualTo(marie.text("id"));
    assertThat(both.body().path("members").path("CARD").asText()).isEqualTo(paul.text("id"));
  }

  @Test
  void of_many_enrolments_at_once_one_wins_and_the_others_answer_the_same_member()
      throws Exception {
    var answers = new ArrayList<Exchange>();
    try (var pool = Executors.newFixedThreadPool(8)) {
      var racers =
          IntStream.range(0, 24)
              .<Callable<Exchange>>mapToObj(
                  i ->
                      () ->
                          enrol(
                              "{'identities':{'email':'race@example.org','card':'9999%04d'}}"
                                  .formatted(i)))
              .toList();
      for (var answer : pool.invokeAll(racers)) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).extracting(Exchange::status).containsOnlyOnce(201).contains(200);
    assertThat(answers).extracting(a -> a.text("id")).containsOnly(answers.getFirst().text("id"));
  }

  @Test
  void who_enrolled_between_the_look_and_the_write_is_found() {
    proxy.before(
        "TransactWriteItems",
        _ -> enrol("{'identities':{'email':'between@example.org'},'givenName':'First'}"));
    var answer = enrol(emailOf("between"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("givenName")).isEqualTo("First");
  }

  @Test
  void an_enrolment_whose_answer_was_lost_is_not_made_twice() {
    proxy.inject(CallPattern.of("TransactWriteItems").failAfterSuccess().times(1));
    var answer = enrol(emailOf("lost"));
    var again = enrol(emailOf("lost"));
    assertThat(answer.status()).isIn(200, 201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("id")).isEqualTo(answer.text("id"));
  }

  @Test
  void purchases_that_waited_are_claimed_and_queued() {
    var purchase = new PurchaseKey(Shop.VOSGES, "shop", "waited-1");
    var hint = shop.hashes.key(Shop.VOSGES, new Identity.Email("waited@example.org"));
    shop.purchases.putHints(new Waiting(purchase, Shop.MORNING), List.of(hint));
    shop.queued.clear();
    var answer = enrol(emailOf("waited"));
    assertThat(shop.queued).containsExactly(purchase);
    assertThat(shop.purchases.load(purchase).claim().map(c -> c.member()))
        .contains(new MemberId(answer.text("id")));
  }

  @Test
  void an_enrolment_stands_even_where_the_purchases_that_waited_cannot_be_read() {
    proxy.inject(CallPattern.of("Query").unavailable().times(99));
    var lines = Log.capture(() -> assertThat(enrol(emailOf("stands")).status()).isEqualTo(201));
    assertThat(lines).anyMatch(line -> line.contains("member.claims-left"));
    proxy.calm();
    var member = new MemberId(enrol(emailOf("stands")).text("id"));
    assertThat(shop.members.claimsDue(Shop.VOSGES, member)).as("for the sweep").isPresent();
  }

  @ParameterizedTest(name = "{1}: {2} at {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          rk_till | {'identities':{}}                                          | 400 | identities
          rk_till | {}                                                         | 400 | identities
          rk_till | {'identities':{'mail':'a@example.org'}}                    | 400 | identities.mail
          rk_till | {'identities':{'email':'nonsense'}}                        | 400 | identities.email
          rk_till | {'identities':{'phone':'0000000000'}}                      | 400 | identities.phone
          rk_till | {'identities':{'phone':612345678}}                         | 400 | identities.phone
          rk_till | {'identities':{'card':'1'}}                                | 400 | identities.card
          rk_till | {'identities':{'shopCustomer':{'source':'none','id':'1'}}} | 422 | identities.shopCustomer.source
          rk_till | {'identities':{'shopCustomer':{'source':'shop','id':7}}}   | 400 | identities.shopCustomer.id
          rk_till | {'identities':{'card':'12345678'},'store':'nowhere'}       | 422 | store
          rk_till | {'identities':{'card':'12345678'},'birthday':'2027-01-01'} | 400 | birthday
          rk_till | {'identities':{'card':'12345678'},'birthday':'1899-12-31'} | 400 | birthday
          rk_till | {'identities':{'card':'12345678'},'birthday':'15/06/1985'} | 400 | birthday
          rk_till | {'identities':{'card':'12345678'},'language':'de'}         | 400 | language
          rk_till | {'identities':{'card':'12345678'},'givenName':' '}         | 400 | givenName
          rk_lyon | {'identities':{'card':'12345678'},'store':'jarry'}         | 403 | store
          rk_lyon | {'identities':{'shopCustomer':{'source':'shop','id':'1'}}} | 403 | identities.shopCustomer.source
          """)
  void a_field_that_cannot_be_taken_is_named(String key, String body, int status, String field) {
    var answer = shop.post("/v1/members", key, body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @Test
  void a_key_bound_to_a_store_enrols_there() {
    var answer = shop.post("/v1/members", "rk_lyon", emailOf("at-lyon"));
    assertThat(answer.text("store")).isEqualTo("lyon");
  }

  @Test
  void a_search_finds_everybody_whom_one_of_the_identities_recognises() {
    var marie = enrol(emailOf("found"));
    var paul = enrol("{'identities':{'phone':'0611223344'}}");
    var found = search("{'identities':{'email':'FOUND@example.org','phone':'+33 6 11 22 33 44'}}");
    assertThat(found.body().path("members").findValuesAsText("id"))
        .containsExactlyInAnyOrder(marie.text("id"), paul.text("id"));
  }

  @Test
  void a_token_is_for_shops_and_opens_the_own_page_only() {
    var marie = enrol(emailOf("tokens")).text("id");
    var other = enrol(emailOf("tokens-other")).text("id");
    assertThat(tokenOf(marie, "rk_till").status()).isEqualTo(403);
    var issued = tokenOf(marie, "rk_shop");
    assertThat(issued.status()).isEqualTo(201);
    assertThat(issued.text("expiresAt")).isEqualTo("2026-03-01T09:30:00Z");
    var token = issued.text("token");
    assertThat(shop.get("/v1/members/" + marie, token).status()).isEqualTo(200);
    assertThat(shop.get("/v1/members/" + other, token).status()).isEqualTo(403);
    assertThat(shop.post("/v1/members", token, emailOf("tokens-new")).status()).isEqualTo(401);
    shop.at(Instant.parse("2026-03-01T09:30:00Z"));
    assertThat(shop.get("/v1/members/" + marie, token).status()).isEqualTo(401);
    shop.at(Shop.MORNING);
  }

  private Exchange tokenOf(String member, String key) {
    return shop.post("/v1/members/" + member + "/tokens", key, "");
  }

  @ParameterizedTest
  @CsvSource({"0123456789abcdef", "not!an!id", "a%23b"})
  void nobody_is_not_found(String id) {
    assertThat(tokenOf(id, "rk_admin").status()).isEqualTo(404);
    for (var page : List.of("", "/account", "/entries", "/vouchers")) {
      assertThat(shop.get("/v1/members/" + id + page, "rk_admin").status()).isEqualTo(404);
    }
  }

  @Test
  void an_enrolment_takes_so_many_calls() {
    enrol(emailOf("warm-up"));
    var first = proxy.meter().during(() -> enrol(emailOf("metered")));
    assertThat(first.calls()).as("look, write, hints, mark").isEqualTo(4);
    assertThat(first.readUnits()).isEqualTo(2);
    var again = proxy.meter().during(() -> enrol(emailOf("metered")));
    assertThat(again.total()).hasToString("2 calls, 2 R, 0 W");
  }

  @Test
  void nothing_personal_is_logged() {
    var lines =
        Log.capture(
            () -> {
              var id =
                  enrol(
                          """
                          {'identities':{'email':'secret.person@example.org','phone':'0612349999',
                           'card':'88880000'},'givenName':'Zénobie','birthday':'1971-02-03'}
                          """)
                      .text("id");
              enrol("{'identities':{'email':'secret.person','phone':'0612349999'}}");
              search("{'identities':{'card':'88880000'}}");
              shop.get("/v1/members/" + id, tokenOf(id, "rk_shop").text("token"));
            });
    assertThat(lines).hasSizeGreaterThan(4);
    assertThat(String.join("\n", lines))
        .doesNotContain("secret.person")
        .doesNotContain("12349999")
        .doesNotContain("88880000")
        .doesNotContain("nobie")
        .doesNotContain("1971")
        .doesNotContain("mt1.")
        .doesNotContain("rk_");
  }
}
