// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.adjustment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.programme.Programmes;
import org.ramure.member.Identity;
import org.ramure.member.IdentityKey;
import org.ramure.member.Member;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Booking.Books;
import org.ramure.table.LedgerTable;
import org.ramure.table.LocalTables;
import org.ramure.table.MemberTable;
import org.ramure.table.TableShape;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ApiKey.Scope;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Above 100 points a second person is needed.
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AdjustmentsTest {

  private static final ProgrammeId VOSGES = new ProgrammeId("tradition-des-vosges");
  private static final Instant NOW = Instant.parse("2026-03-14T09:15:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 14);
  private static final String SAMPLE_ID = "7c0b6f5e-2a53-4b1e-9a71-0d9a3b1f6c42";
  private static final String ROUTE = "POST /v1/members/{member}/adjustments";
  private static final Map<String, LocalTables> TABLES = new HashMap<>();
  private static final AtomicInteger MEMBERS = new AtomicInteger();
  private static final AtomicInteger KEYS = new AtomicInteger();

  private final DynamoDbProxy proxy;
  private final LedgerTable ledgers;
  private final MemberTable members;
  private final PointsAdjustmentHandler handler;
  private String member = "nobody";

  AdjustmentsTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    var tables = TABLES.computeIfAbsent(names.prefix(), p -> LocalTables.create(client, p));
    ledgers = new LedgerTable(client, tables.name(TableShape.LEDGER));
    members = new MemberTable(client, tables.name(TableShape.MEMBERS));
    var table = new ProgrammeTable(client, tables.name(TableShape.PROGRAMMES));
    open(table);
    var programmes = new Programmes(table, () -> NOW);
    handler =
        new PointsAdjustmentHandler(
            Callers.ofKeysOnly(programmes::apiKey, () -> NOW),
            new Adjustments(Books.of(client, ledgers), members, programmes, () -> NOW));
  }

  @Test
  void who_may_call_is_what_the_contract_says() {
    var matrix = handler.routes().matrix();
    assertThat(matrix).isEqualTo(Contract.published().access(matrix.keySet()));
  }

  private static void open(ProgrammeTable table) {
    if (!table.versions(VOSGES).isEmpty()) {
      return;
    }
    table.publish(new PublishedVersion(VOSGES, 1, Instant.EPOCH, NOW, "tests", document()));
    for (var scope : Scope.values()) {
      var key = "rk_" + scope;
      table.create(
          new ApiKey(
              Callers.hash(key),
              VOSGES,
              "k-" + scope,
              key,
              scope,
              Optional.empty(),
              Optional.empty(),
              NOW));
    }
  }

  private static String document() {
    return """
    {
      "format": 1, "programme": "tradition-des-vosges",
      "name": {"fr": "Programme", "en": "Programme"},
      "startsOn": "2026-01-01", "zone": "Europe/Paris", "currency": "EUR",
      "points": {"lifeMonths": 12, "pendingDays": {"WEB": 0, "TILL": 0, "RECEIPT": 7},
                 "maxAgeDays": {}, "refunds": "DEBT", "giftCardPurchaseEarns": false,
                 "giftCardPaymentEarns": true, "cancelAnnounced": false},
      "rules": [{"id": "base", "label": {"fr": "1 € = 1 point", "en": "€1 = 1 point"},
                 "bracket": {"amountMinor": 100, "points": 1}}],
      "reservations": {"webMinutes": 20, "tillMinutes": 5},
      "adjustments": {"ceilingPoints": 100}
    }
    """;
  }

  @BeforeEach
  void somebody() {
    member = "member-" + MEMBERS.incrementAndGet();
    var profile =
        new Member.Profile(
            Optional.empty(), Optional.empty(), Optional.empty(), "fr", Optional.empty());
    var identity = new Identity.Card(member);
    var key = new IdentityKey(IdentityKey.Kind.CARD, member);
    members.enrol(
        VOSGES,
        new Member(
            new MemberId(member),
            profile,
            List.of(new Member.KnownIdentity(identity, key)),
            NOW,
            "tests"),
        Optional.empty());
  }

  private Exchange adjust(long points) {
    return adjust("key-" + KEYS.incrementAndGet(), points, "marie");
  }

  private Exchange adjust(String key, long points, String by) {
    return ask(
        "rk_ADMIN",
        key,
        """
        {"points": %d, "reason": "Colis perdu", "by": "%s"}
        """
            .formatted(points, by));
  }

  private Exchange ask(String bearer, String key, String body) {
    var event = GatewayEvent.of(ROUTE, Map.of("member", member), bearer, body);
    if (!key.isEmpty()) {
      GatewayEvent.headers(event).put("Idempotency-Key", key);
    }
    return answer(event);
  }

  private Exchange answer(JsonNode event) {
    return Contract.published().check(Exchange.with(handler, event));
  }

  private Exchange decide(String id, String decision, String by) {
    return answer(
        GatewayEvent.of(
            ROUTE + "/{id}/decision",
            Map.of("member", member, "id", id),
            "rk_ADMIN",
            """
            {"decision": "%s", "by": "%s"}
            """
                .formatted(decision, by)));
  }

  private Exchange list() {
    return answer(
        GatewayEvent.of(ROUTE.replace("POST", "GET"), Map.of("member", member), "rk_ADMIN", ""));
  }

  private Account account() {
    return ledgers.account(VOSGES, new MemberId(member), TODAY);
  }

  @Nested
  class One_person {

    @Test
    void gives_points_that_live_like_those_of_a_purchase_of_today() {
      var answer = adjust(40);
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.text("state")).isEqualTo("POSTED");
      assertThat(account().lots()).containsExactly(Map.entry(LocalDate.of(2027, 3, 14), 40L));
    }

    @Test
    void takes_no_more_than_there_is() {
      adjust(40);
      assertThat(adjust(-30).status()).isEqualTo(201);
      var tooMany = adjust(-11);
      assertThat(tooMany.problem()).isEqualTo("409 not-enough-points");
      assertThat(tooMany.body().path("available").asLong()).isEqualTo(10);
      assertThat(account().available()).isEqualTo(10);
    }

    @Test
    void is_named_in_the_history_with_the_reason() {
      adjust(40);
      var entry = ledgers.entries(VOSGES, new MemberId(member), 1, Optional.empty()).getFirst();
      assertThat(entry.cause().by()).isEqualTo("key:k-ADMIN/marie");
      assertThat(entry.cause().why())
          .singleElement()
          .satisfies(
              why -> {
                assertThat(why.code()).isEqualTo("adjusted.given");
                assertThat(why.facts()).containsEntry("reason", "Colis perdu");
              });
    }
  }

  @Nested
  class The_same_key {

    @Test
    void gets_the_first_answer_and_moves_nothing_again() {
      var first = adjust("same-1", 40, "marie");
      var again = adjust("same-1", 40, "marie");
      assertThat(again.status()).isEqualTo(201);
      assertThat(again.text()).isEqualTo(first.text());
      assertThat(again.headers()).containsEntry("idempotent-replayed", "true");
      assertThat(account().available()).isEqualTo(40);
    }

    @Test
    void with_other_content_is_refused_and_changes_nothing() {
      adjust("same-2", 40, "marie");
      assertThat(adjust("same-2", 41, "marie").problem()).isEqualTo("422 idempotency-key-reused");
      assertThat(account().available()).isEqualTo(40);
    }

    @Test
    void for_another_member_is_other_content() {
      adjust("same-3", 40, "marie");
      somebody();
      assertThat(adjust("same-3", 40, "marie").problem()).isEqualTo("422 idempotency-key-reused");
    }

    @Test
    void after_a_refusal_is_decided_again() {
      assertThat(adjust("same-4", -10, "marie").status()).isEqualTo(409);
      adjust(10);
      assertThat(adjust("same-4", -10, "marie").status()).isEqualTo(201);
    }

    @Test
    void from_many_at_once_moves_once() throws Exception {
      try (var pool = Executors.newFixedThreadPool(16)) {
        var calls =
            IntStream.range(0, 16)
                .<Callable<Exchange>>mapToObj(_ -> () -> adjust("same-5", 40, "marie"))
                .toList();
        for (var answer : pool.invokeAll(calls)) {
          assertThat(answer.get().status()).isIn(201, 503);
        }
      }
      assertThat(adjust("same-5", 40, "marie").status()).isEqualTo(201);
      assertThat(account().available()).isEqualTo(40);
    }

    @Test
    void whose_answer_was_lost_moves_once() {
      proxy.inject(
          CallPattern.of("TransactWriteItems").key(member).dropAnswerAfterSuccess().times(1));
      var first = adjust("same-6", 40, "marie");
      assertThat(first.status()).isEqualTo(201);
      assertThat(account().available()).isEqualTo(40);
    }
  }

  @Nested
  class Above_the_ceiling {

    @Test
    void nothing_moves_before_a_second_person_agreed() {
      var asked = adjust(101);
      assertThat(asked.status()).isEqualTo(202);
      assertThat(asked.text("state")).isEqualTo("WAITING");
      assertThat(account().available()).isZero();
      var agreed = decide(asked.id(), "APPROVE", "paul");
      assertThat(agreed.status()).isEqualTo(200);
      assertThat(agreed.text("decidedBy")).isEqualTo("paul");
      assertThat(account().available()).isEqualTo(101);
    }

    @Test
    void nobody_agrees_with_themselves() {
      var asked = adjust(101);
      assertThat(decide(asked.id(), "APPROVE", "Marie").problem())
          .isEqualTo("409 second-person-needed");
      assertThat(account().available()).isZero();
    }

    @Test
    void whoever_asked_may_take_it_back() {
      var asked = adjust(101);
      assertThat(decide(asked.id(), "REJECT", "marie").text("state")).isEqualTo("REJECTED");
      assertThat(decide(asked.id(), "APPROVE", "paul").problem()).isEqualTo("409 already-decided");
      assertThat(account().available()).isZero();
    }

    @Test
    void the_same_word_again_is_answered_alike_and_moves_nothing() {
      var asked = adjust(101);
      decide(asked.id(), "APPROVE", "paul");
      assertThat(decide(asked.id(), "APPROVE", "paul").status()).isEqualTo(200);
      assertThat(decide(asked.id(), "REJECT", "paul").problem()).isEqualTo("409 already-decided");
      assertThat(account().available()).isEqualTo(101);
    }

    @Test
    void of_many_who_agree_at_once_one_does() throws Exception {
      var asked = adjust(101);
      try (var pool = Executors.newFixedThreadPool(8)) {
        var calls =
            IntStream.range(0, 8)
                .<Callable<Exchange>>mapToObj(i -> () -> decide(asked.id(), "APPROVE", "p" + i))
                .toList();
        var won = pool.invokeAll(calls).stream().filter(answer -> resultOf(answer).status() == 200);
        assertThat(won).hasSize(1);
      }
      assertThat(account().available()).isEqualTo(101);
    }

    private static Exchange resultOf(java.util.concurrent.Future<Exchange> answer) {
      return answer.resultNow();
    }

    @Test
    void points_that_are_gone_by_then_are_not_taken() {
      adjust(100);
      adjust(50);
      var asked = adjust(-120);
      adjust(-50);
      assertThat(decide(asked.id(), "APPROVE", "paul").problem())
          .isEqualTo("409 not-enough-points");
      assertThat(account().available()).isEqualTo(100);
    }

    @Test
    void all_that_was_asked_for_is_listed() {
      adjust(40);
      adjust(101);
      assertThat(list().body().path("adjustments").findValuesAsText("state"))
          .containsExactlyInAnyOrder("POSTED", "WAITING");
    }
  }

  @ParameterizedTest(name = "{0} → {1}, {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"points": 0, "reason": "x", "by": "m"}              | 400 | points
          {"points": 1.5, "reason": "x", "by": "m"}            | 400 | points
          {"points": 1000001, "reason": "x", "by": "m"}        | 400 | points
          {"points": 99999999999999999999, "reason": "x", "by": "m"} | 400 | points
          {"points": 1, "by": "m"}                             | 400 | reason
          {"points": 1, "reason": " ", "by": "m"}              | 400 | reason
          {"points": 1, "reason": "x"}                         | 400 | by
          {"points": 1, "reason": "x", "by": "m", "extra": 1}  | 400 | extra
          """)
  void what_is_malformed_is_named(String body, int status, String field) {
    var answer = ask("rk_ADMIN", "key-" + KEYS.incrementAndGet(), body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @Test
  void a_key_is_needed_for_a_command_that_has_none() {
    var answer = adjust("", 40, "marie");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo("Idempotency-Key");
  }

  @Test
  void the_samples_of_the_contract_are_sent_and_answered() {
    var contract = Contract.published();
    var asking = contract.operation(ROUTE);
    var body = asking.requestSample();
    var posted = ask("rk_ADMIN", "sample-1-" + member, body);
    assertThat(named(posted)).isEqualTo(asking.answerSample(201, "posted"));
    member = "nobody";
    somebody();
    var waiting = ask("rk_ADMIN", "sample-2-" + member, body.replace("40", "400"));
    assertThat(named(waiting)).isEqualTo(asking.answerSample(202, "waiting"));
    var deciding = contract.operation(ROUTE + "/{id}/decision");
    var path = Map.of("member", member, "id", waiting.id());
    var decided =
        answer(GatewayEvent.of(deciding.routeKey(), path, "rk_ADMIN", deciding.requestSample()));
    assertThat(named(decided)).isEqualTo(deciding.answerSample(200, "approved"));
    var listed = contract.operation(ROUTE.replace("POST", "GET")).answerSample(200, "adjustments");
    assertThat(list().body().toString().replace(waiting.id(), SAMPLE_ID))
        .isEqualTo(listed.toString());
  }

  /// Ids are drawn; the contract shows one.
  private static JsonNode named(Exchange answer) {
    return ((ObjectNode) answer.body()).put("id", SAMPLE_ID);
  }

  @Test
  void neither_tills_nor_shops_adjust() {
    var body = "{\"points\": 1, \"reason\": \"x\", \"by\": \"m\"}";
    assertThat(ask("rk_TILL", "k", body).status()).isEqualTo(403);
    assertThat(ask("rk_SHOP", "k", body).status()).isEqualTo(403);
    assertThat(ask("", "k", body).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not an id",
        "é",
        "a-name-of-more-than-64-characters-is-the-name-of-nobody-here-at-all"
      })
  void what_cannot_be_an_id_is_nobodys(String id) {
    member = id;
    assertThat(adjust(40).problem()).isEqualTo("404 not-found");
    assertThat(list().problem()).isEqualTo("404 not-found");
  }

  @Test
  void what_does_not_fit_into_a_key_is_no_adjustment() {
    assertThat(decide("x".repeat(3_000), "APPROVE", "paul").problem()).isEqualTo("404 not-found");
  }

  @Test
  void of_nobody_nothing_is_adjusted() {
    member = "nobody-at-all";
    assertThat(adjust(40).problem()).isEqualTo("404 not-found");
    assertThat(list().problem()).isEqualTo("404 not-found");
    assertThat(decide("none", "APPROVE", "paul").problem()).isEqualTo("404 not-found");
  }

  @Test
  void it_costs_three_calls_and_eight_writes() {
    adjust(1);
    var usage = proxy.meter().during(() -> adjust(40));
    assertThat(usage.total()).hasToString("3 calls, 2 R, 8 W");
  }
}
