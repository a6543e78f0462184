// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.lambda.Log;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.table.programmes.ApiKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(DynamoDbExtension.class)
class KeysTest {

  private static final String KEYS = "/v1/api-keys";
  private static final String WEB = "{\"label\": \"web\", \"scope\": \"SHOP\"}";
  private static final String ADMIN = "{\"label\": \"Mme Dupont\", \"scope\": \"ADMIN\"}";

  private final Desk desk;
  private final DynamoDbProxy proxy;

  KeysTest(DynamoDbClient client, DynamoDbProxy proxy) {
    desk = Desk.open(client);
    this.proxy = proxy;
  }

  private static String secret(Exchange made) {
    return made.text("key");
  }

  private static String id(Exchange made) {
    return made.body().at("/apiKey/id").asText();
  }

  private boolean opens(String key) {
    return desk.as(key, "GET", "/v1/programmes", "").status() == 200;
  }

  private Exchange rotate(String id, String command, String body) {
    return desk.command(KEYS + "/" + id + "/rotation", command, body);
  }

  private Exchange revoke(String id) {
    return desk.post(KEYS + "/" + id + "/revocation", "");
  }

  private JsonNode listed(String id) {
    return desk.get(KEYS)
        .body()
        .path("apiKeys")
        .valueStream()
        .filter(key -> key.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<Exchange> atOnce(IntFunction<Exchange> call) throws InterruptedException {
    var calls = IntStream.range(0, 8).<Callable<Exchange>>mapToObj(i -> () -> call.apply(i));
    try (var threads = Executors.newFixedThreadPool(8)) {
      return threads.invokeAll(calls.toList()).stream().map(Future::resultNow).toList();
    }
  }

  private String firstKey() {
    return desk.get(KEYS).body().at("/apiKeys/0/id").asText();
  }

  @Nested
  class Making_one {

    @Test
    void shows_it_once_and_keeps_its_hash_only() {
      desk.put("/v1/stores/S1", "{\"name\": \"x\", \"timeZone\": \"Europe/Paris\"}");
      var made = desk.createKey("{\"label\": \"till\", \"scope\": \"TILL\", \"store\": \"S1\"}");
      assertThat(secret(made)).matches("ramure_[A-Za-z0-9_-]{43}");
      var known = desk.programmes.apiKey(Callers.hash(secret(made))).orElseThrow();
      assertThat(known.scope()).isEqualTo(ApiKey.Scope.TILL);
      assertThat(known.store()).contains("S1");
      assertThat(known.source()).isEmpty();
      assertThat(known.id()).isEqualTo(id(made));
      assertThat(desk.get(KEYS).text())
          .contains(known.id())
          .doesNotContain(secret(made), known.hash());
      assertThat(listed(id(made)).path("createdBy").asText()).isEqualTo("key:" + callersId());
    }

    private String callersId() {
      return desk.programmes.apiKey(Callers.hash(desk.adminKey())).orElseThrow().id();
    }

    @Test
    void again_is_answered_without_it() {
      var first = desk.command(KEYS, "once", WEB);
      var again = desk.command(KEYS, "once", WEB);
      assertThat(again.status()).isEqualTo(201);
      assertThat(again.headers()).containsEntry("idempotent-replayed", "true");
      assertThat(again.body().path("apiKey")).isEqualTo(first.body().path("apiKey"));
      assertThat(again.body().has("key")).isFalse();
      assertThat(desk.get(KEYS).body().path("apiKeys")).hasSize(2);
      var other = WEB.replace("SHOP", "ADMIN");
      assertThat(desk.command(KEYS, "once", other).problem())
          .isEqualTo("422 idempotency-key-reused");
    }

    @Test
    void by_many_at_once_under_one_name_makes_one() throws InterruptedException {
      var answers = atOnce(_ -> desk.command(KEYS, "race", WEB));
      assertThat(answers).extracting(KeysTest::id).containsOnly(id(answers.getFirst()));
      assertThat(answers).filteredOn(answer -> answer.body().has("key")).hasSize(1);
    }

    @Test
    void needs_a_name_for_the_command() {
      assertThat(desk.post(KEYS, WEB).text("field")).isEqualTo("Idempotency-Key");
    }

    @Test
    void binds_it_to_what_exists() {
      assertThat(
              desk.command(KEYS, "1", "{\"label\": \"x\", \"scope\": \"TILL\", \"store\": \"S9\"}")
                  .problem())
          .isEqualTo("422 unknown-store");
      assertThat(
              desk.command(KEYS, "2", "{\"label\": \"x\", \"scope\": \"TILL\", \"source\": \"S9\"}")
                  .problem())
          .isEqualTo("422 unknown-source");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {"label": "x", "scope": "ROOT"}               | scope
            {"label": "x"}                                | scope
            {"scope": "TILL"}                             | label
            {"label": "", "scope": "TILL"}                | label
            {"label": "x", "scope": "TILL", "key": "x"}   | key
            """)
    void names_what_is_wrong(String body, String field) {
      assertThat(desk.command(KEYS, "wrong", body).text("field")).isEqualTo(field);
    }

    @Test
    void leaves_nothing_of_it_in_a_log() {
      var lines = Log.capture(() -> desk.createKey(ADMIN));
      assertThat(lines).hasSize(1);
      assertThat(lines.getFirst()).doesNotContain("ramure_", "Dupont");
    }

    @Test
    void costs_two_calls() {
      desk.get("/v1/programmes");
      var usage = proxy.meter().during(() -> desk.createKey(WEB));
      assertThat(usage.total()).hasToString("2 calls, 1 R, 6 W");
    }
  }

  @Nested
  class Rotating_one {

    @Test
    void makes_another_with_the_same_rights_while_the_old_one_lives_on_for_a_day() {
      var old = desk.createKey(ADMIN);
      var made = rotate(id(old), "r", "");
      assertThat(made.body().at("/apiKey/label").asText()).isEqualTo("Mme Dupont");
      assertThat(opens(secret(made))).isTrue();
      assertThat(opens(secret(old))).isTrue();
      assertThat(listed(id(old)).path("replacedBy").asText()).isEqualTo(id(made));
      assertThat(listed(id(old)).path("expiresAt").asText())
          .isEqualTo(desk.now().plus(Duration.ofHours(24)).toString());
      desk.pass(Duration.ofHours(24).minusSeconds(1));
      assertThat(opens(secret(old))).isTrue();
      desk.pass(Duration.ofSeconds(1));
      assertThat(opens(secret(old))).as("to the second, also in a warm function").isFalse();
      assertThat(opens(secret(made))).isTrue();
    }

    @Test
    void without_overlap_ends_the_old_one_within_a_minute() {
      var old = desk.createKey(ADMIN);
      assertThat(opens(secret(old))).isTrue();
      rotate(id(old), "r", "{\"overlapHours\": 0}");
      desk.pass(Duration.ofSeconds(60));
      assertThat(opens(secret(old))).isFalse();
    }

    @Test
    void again_is_answered_without_the_key() {
      var old = desk.createKey(WEB);
      var first = rotate(id(old), "r", "{\"overlapHours\": 720}");
      var again = rotate(id(old), "r", "{\"overlapHours\": 720}");
      assertThat(again.headers()).containsEntry("idempotent-replayed", "true");
      assertThat(id(again)).isEqualTo(id(first));
      assertThat(again.body().has("key")).isFalse();
      assertThat(rotate(id(old), "r", "{\"overlapHours\": 1}").problem())
          .isEqualTo("422 idempotency-key-reused");
    }

    @Test
    void that_was_rotated_revoked_or_has_expired_is_refused() {
      var old = desk.createKey(WEB);
      var next = rotate(id(old), "r1", "{\"overlapHours\": 1}");
      assertThat(rotate(id(old), "r2", "").problem()).isEqualTo("409 key-ended");
      desk.pass(Duration.ofHours(1));
      assertThat(rotate(id(old), "r3", "").problem()).isEqualTo("409 key-ended");
      revoke(id(next));
      assertThat(rotate(id(next), "r4", "").problem()).isEqualTo("409 key-ended");
      assertThat(rotate("nobody", "r5", "").problem()).isEqualTo("404 not-found");
      assertThat(rotate("x".repeat(2_000), "r6", "").problem()).isEqualTo("404 not-found");
    }

    @Test
    void by_two_at_once_makes_one() throws InterruptedException {
      var old = desk.createKey(WEB);
      var answers = atOnce(i -> rotate(id(old), "race-" + i, ""));
      assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
      assertThat(answers).filteredOn(answer -> answer.problem().equals("409 key-ended")).hasSize(7);
      assertThat(desk.get(KEYS).body().path("apiKeys")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {"overlapHours": 721}   | overlapHours
            {"overlapHours": -1}    | overlapHours
            {"overlapHours": "1"}   | overlapHours
            {"overlap": 1}          | overlap
            """)
    void names_what_is_wrong(String body, String field) {
      assertThat(rotate(firstKey(), "wrong", body).text("field")).isEqualTo(field);
    }

    @Test
    void costs_three_calls() {
      var old = desk.createKey(WEB);
      var usage = proxy.meter().during(() -> rotate(id(old), "r", ""));
      assertThat(usage.total()).hasToString("3 calls, 2 R, 10 W");
    }
  }

  @Nested
  class Revoking_one {

    @Test
    void ends_it_for_good_and_says_who_and_when() {
      var made = desk.createKey(ADMIN);
      var revoked = revoke(id(made));
      assertThat(revoked.text("revokedAt")).isEqualTo(desk.now().toString());
      assertThat(revoked.text("revokedBy")).startsWith("key:");
      assertThat(opens(secret(made))).isFalse();
      desk.pass(Duration.ofMinutes(1));
      assertThat(revoke(id(made)).text()).isEqualTo(revoked.text());
      assertThat(revoke("nobody").problem()).isEqualTo("404 not-found");
    }

    @Test
    void of_another_programme_is_nobodys() {
      var other = desk.begin("another-brand");
      var id = desk.as(other, "GET", KEYS, "").body().at("/apiKeys/0/id").asText();
      assertThat(revoke(id).problem()).isEqualTo("404 not-found");
      assertThat(opens(other)).isTrue();
    }

    @Test
    void leaves_one_that_can_administrate() {
      var first = firstKey();
      assertThat(revoke(first).problem()).isEqualTo("409 last-admin-key");
      desk.createKey("{\"label\": \"till\", \"scope\": \"TILL\"}");
      assertThat(revoke(first).problem()).isEqualTo("409 last-admin-key");
      desk.createKey(ADMIN);
      assertThat(revoke(first).status()).isEqualTo(200);
    }

    @Test
    void counts_no_key_that_is_bound_or_about_to_expire() {
      var first = firstKey();
      desk.put("/v1/stores/S1", "{\"name\": \"x\", \"timeZone\": \"Europe/Paris\"}");
      desk.createKey("{\"label\": \"x\", \"scope\": \"ADMIN\", \"store\": \"S1\"}");
      assertThat(revoke(first).problem()).isEqualTo("409 last-admin-key");
      var next = rotate(first, "r", "");
      assertThat(revoke(id(next)).problem()).isEqualTo("409 last-admin-key");
      assertThat(revoke(first).status()).isEqualTo(200);
    }

    @Test
    void each_others_at_once_leaves_one() {
      var second = desk.createKey(ADMIN);
      var first = desk.programmes.apiKey(Callers.hash(desk.adminKey())).orElseThrow().id();
      proxy.before(
          CallPattern.of("TransactWriteItems"),
          1,
          _ -> desk.as(secret(second), "POST", KEYS + "/" + first + "/revocation", ""));
      assertThat(revoke(id(second)).problem()).isEqualTo("409 last-admin-key");
      assertThat(opens(secret(second))).isTrue();
    }

    @Test
    void costs_two_calls_and_one_more_of_a_key_that_administrates() {
      var till = desk.createKey(WEB);
      var admin = desk.createKey(ADMIN);
      var usage = proxy.meter().during(() -> revoke(id(till)));
      assertThat(usage.total()).hasToString("2 calls, 1 R, 4 W");
      var more = proxy.meter().during(() -> revoke(id(admin)));
      assertThat(more.total()).hasToString("3 calls, 2 R, 6 W");
    }
  }
}
