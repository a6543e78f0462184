// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Who may invoke the function asks, and is answered.
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorTest {

  private final Trade trade;
  private final HonestYear year;
  private final Forger forger;
  private final Forger.Copy honest;

  OperatorTest(DynamoDbClient client, TableNames names) {
    trade = new Trade(client, names);
    year = HonestYear.of(trade);
    new Trade(client, names).sells("a customer of another brand", "10.00");
    forger = new Forger(client, trade);
    honest = forger.copy();
  }

  @AfterEach
  void honest_again() {
    forger.restore(honest);
  }

  @Test
  void right_books_are_said_to_be_right_with_how_much_was_looked_at() {
    assertThat(trade.audit())
        .hasToString(
            """
            {"programme":"%s",\
            "audited":{"accounts":3,"purchases":12,"vouchers":5,"messages":0},\
            "inMotion":0,"differences":0,"members":[],"leftOut":0}\
            """
                .formatted(trade.programme));
  }

  @Test
  void a_difference_says_whose_it_is_and_what_was_expected() {
    forger.set(forger.account(year.louis()), "minted", 3);
    assertThat(trade.audit().path("members"))
        .hasToString(
            """
            [{"member":"louis","differences":[{"kind":"minted-differs","about":"vouchers",\
            "expected":1,"found":3,"says":"The account counts other vouchers than its entries paid\
             for (vouchers): 1 expected, 3 found"}]}]\
            """);
  }

  @Test
  void of_one_member_the_account_and_its_purchases_and_vouchers_are_looked_at() {
    forger.set(Forger.of(year.first(), "RATING"), "version", 2);
    forger.set(forger.of(year.used()), "openConflicts", 3);
    forger.set(forger.account(year.louis()), "minted", 3);
    var report = ask(",'member':'camille'");
    assertThat(report.path("audited"))
        .hasToString("{\"accounts\":1,\"purchases\":5,\"vouchers\":2,\"messages\":0}");
    assertThat(trade.differences(report))
        .containsExactly(
            "camille conflicts-miscounted camille-1", "camille version-differs web/D-4");
  }

  @Test
  void nothing_is_looked_at_of_somebody_without_an_account() {
    assertThat(ask(",'member':'nobody'").path("audited").path("accounts").asInt()).isZero();
  }

  @Test
  void what_does_not_fit_one_call_goes_on_in_the_next() {
    var impatient = trade.impatient(7);
    int calls = 1;
    var report = Trade.call(impatient, trade.question(""));
    int looked = looked(report);
    while (report.has("next")) {
      report =
          Trade.call(impatient, trade.question(",'from':'" + report.path("next").asText() + "'"));
      looked += looked(report);
      calls++;
    }
    assertThat(calls).isGreaterThan(5);
    assertThat(looked).isEqualTo(3 + 12 + 5);
  }

  private static int looked(JsonNode report) {
    return List.of("accounts", "purchases", "vouchers").stream()
        .mapToInt(walk -> report.path("audited").path(walk).asInt())
        .sum();
  }

  @Test
  void of_more_differences_than_can_be_told_the_rest_is_counted() {
    for (int key = 0; key < Tally.KEPT + 3; key++) {
      trade.bucket.objects.put(
          "%s/web/%s".formatted(trade.programme, key),
          trade.now().minus(Auditor.UNDER_WAY.multipliedBy(2)));
    }
    var report = trade.audit();
    trade.bucket.objects.clear();
    assertThat(report.path("differences").asInt()).isEqualTo(Tally.KEPT + 3);
    assertThat(report.path("leftOut").asInt()).isEqualTo(3);
    assertThat(report.at("/members/0/differences")).hasSize(Tally.KEPT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                         | programme
          {'programme':'No Programme'}               | programme
          {'programme':'p','from':'elsewhere'}       | from
          {'programme':'p','member':''}              | member
          {'programme':'p','members':['camille']}    | members
          """)
  void a_question_that_cannot_be_right_is_refused_by_its_field(String question, String field) {
    var refused = Trade.call(trade.auditor(50), question.replace('\'', '"'));
    assertThat(refused.at("/errors/0/path").asText()).isEqualTo(field);
  }

  private JsonNode ask(String more) {
    return Trade.call(trade.auditor(50), trade.question(more));
  }
}
