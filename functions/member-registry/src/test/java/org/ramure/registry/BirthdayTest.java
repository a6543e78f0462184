// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.member.MemberId;
import org.ramure.table.LocalTables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BirthdayTest {

  private static final LocalDate BORN = LocalDate.of(1985, 6, 15);

  private final DynamoDbProxy proxy;
  private final Shop shop;
  private int people;
  private MemberId member = new MemberId("nobody");

  BirthdayTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    shop = new Shop(client, LocalTables.create(client, names.prefix()));
  }

  @BeforeEach
  void another_member_on_the_first_of_march() {
    shop.at(Shop.MORNING);
    member = enrolled("");
  }

  private MemberId enrolled(String birthday) {
    var email = "person-" + ++people + "@example.org";
    var body = "{'identities':{'email':'" + email + "'}" + birthday + "}";
    return new MemberId(shop.post("/v1/members", "rk_till", body).text("id"));
  }

  private MemberId enrolledAs(LocalDate born) {
    return enrolled(",'birthday':'" + born + "'");
  }

  private Exchange tells(LocalDate born) {
    return shop.put(
        "/v1/members/" + member + "/birthday", shop.token(member), "{'birthday':'" + born + "'}");
  }

  private LocalDate listed() {
    return shop.members.birthday(Shop.VOSGES, member).orElseThrow().day();
  }

  @Test
  void told_for_the_first_time_it_counts_at_once() {
    var answer = tells(BORN);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).hasToString("{\"birthday\":\"1985-06-15\"}");
    assertThat(listed()).isEqualTo("2026-06-15");
    assertThat(shop.get("/v1/members/" + member, "rk_till").text("birthday"))
        .isEqualTo("1985-06-15");
  }

  @Test
  void told_on_the_day_itself_it_was_had() {
    tells(LocalDate.of(1985, 3, 1));
    assertThat(listed()).isEqualTo("2027-03-01");
  }

  @Test
  void told_anew_it_counts_from_the_sixtieth_day_on() {
    member = enrolledAs(BORN);
    var answer = tells(LocalDate.of(1985, 4, 1));
    assertThat(answer.body())
        .hasToString("{\"birthday\":\"1985-04-01\",\"countsFrom\":\"2026-04-30\"}");
    assertThat(listed()).isEqualTo("2027-04-01");
  }

  @Test
  void while_it_does_not_count_the_date_before_does() {
    member = enrolledAs(LocalDate.of(1985, 3, 20));
    tells(LocalDate.of(1985, 9, 1));
    assertThat(listed()).isEqualTo("2026-03-20");
  }

  @Test
  void a_second_change_is_refused_and_changes_nothing() {
    member = enrolledAs(BORN);
    tells(LocalDate.of(1985, 4, 1));
    shop.at(Instant.parse("2027-01-01T12:00:00Z"));
    var answer = tells(LocalDate.of(1985, 5, 1));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("type")).endsWith("/birthday-changed-before");
    assertThat(listed()).isEqualTo("2027-04-01");
  }

  @Test
  void the_same_date_again_is_answered_alike_whenever_it_comes() {
    member = enrolledAs(BORN);
    var first = tells(LocalDate.of(1985, 4, 1));
    shop.at(Instant.parse("2026-03-20T12:00:00Z"));
    var used =
        proxy
            .meter()
            .during(
                () -> assertThat(tells(LocalDate.of(1985, 4, 1)).body()).isEqualTo(first.body()));
    assertThat(used.writeUnits()).isZero();
  }

  @Test
  void of_two_who_tell_it_at_once_one_is_refused() {
    member = enrolledAs(BORN);
    proxy.before(
        CallPattern.of("UpdateItem").key(member.value()),
        _ -> assertThat(tells(LocalDate.of(1985, 4, 1)).status()).isEqualTo(200));
    assertThat(tells(LocalDate.of(1985, 5, 1)).status()).isEqualTo(409);
    assertThat(listed()).isEqualTo("2027-04-01");
  }

  @Test
  void of_nobody_there_is_none() {
    member = new MemberId("nobody");
    var answer = shop.put("/v1/members/nobody/birthday", "rk_shop", "{'birthday':'1985-06-15'}");
    assertThat(answer.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'birthday':'1899-12-31'}",
        "{'birthday':'2026-03-02'}",
        "{'birthday':'15/06/1985'}",
        "{'birthday':null}"
      })
  void what_can_be_no_birthday_is_malformed(String body) {
    var answer = shop.put("/v1/members/" + member + "/birthday", "rk_shop", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo("birthday");
  }
}
