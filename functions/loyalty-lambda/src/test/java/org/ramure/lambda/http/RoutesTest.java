// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.caller.Access;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.caller.MemberTokens;
import org.ramure.lambda.key.KeyRing;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ApiKey.Scope;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RoutesTest {

  record Greeting(String name) {}

  private static final String KEY = "rk_shop";
  private static final ApiKey SHOP =
      new ApiKey(
          Callers.hash(KEY),
          new ProgrammeId("patyka"),
          "k1",
          "shop",
          Scope.SHOP,
          Optional.empty(),
          Optional.empty(),
          Instant.EPOCH);

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  private final Routes routes =
      new Routes(callers())
          .on("POST /v1/greetings", Access.keys(Scope.SHOP), RoutesTest::greet)
          .on("DELETE /v1/greetings", Access.keys(Scope.ADMIN), (r, c) -> HttpAnswer.noContent())
          .open("POST /v1/hooks", r -> HttpAnswer.ok(Map.of("bytes", r.body().length)));

  private static HttpAnswer greet(HttpRequest request, org.ramure.lambda.caller.Caller caller) {
    Greeting greeting = request.read(Json.reader(Greeting.class));
    if (greeting.name().equals("outage")) {
      throw new IllegalStateException("table is away");
    }
    if (greeting.name().equals("throttled")) {
      throw ProvisionedThroughputExceededException.builder()
          .awsErrorDetails(
              AwsErrorDetails.builder().errorCode("ProvisionedThroughputExceededException").build())
          .build();
    }
    return HttpAnswer.created(Map.of("hello", greeting.name(), "by", caller.name()));
  }

  private static Callers callers() {
    return new Callers(
        hash -> Optional.of(SHOP).filter(key -> key.hash().equals(hash)), tokens(), CLOCK);
  }

  private static MemberTokens tokens() {
    return new MemberTokens(KeyRing.of(() -> "{\"current\":\"A\",\"A\":\"s\"}", CLOCK));
  }

  private static HttpRequest request(String route, Map<String, String> headers, byte[] body) {
    return new HttpRequest(route, Map.of(), Map.of(), headers, body, "req-1", "127.0.0.1");
  }

  private static Map<String, String> headers(String... pairs) {
    var headers = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.put(pairs[i], pairs[i + 1]);
    }
    return headers;
  }

  private static final Map<String, String> SHOP_JSON =
      headers("authorization", "Bearer " + KEY, "content-type", "application/json; charset=utf-8");

  private HttpAnswer greeting(String body) {
    return routes.answer(request("POST /v1/greetings", SHOP_JSON, body.getBytes(UTF_8)));
  }

  private static JsonNode json(HttpAnswer answer) {
    return Json.tree(answer.body());
  }

  @Test
  void a_caller_who_may_gets_the_answer() {
    var answer = greeting("{\"name\":\"Zoé\"}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(json(answer).path("hello").asText()).isEqualTo("Zoé");
    assertThat(json(answer).path("by").asText()).isEqualTo("key:k1");
  }

  @Test
  void a_malformed_body_names_the_field() {
    var answer = greeting("{\"name\":\"Zoé\",\"nme\":1}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    var problem = json(answer);
    assertThat(problem.path("type").asText()).isEqualTo("https://ramure.org/problems/bad-request");
    assertThat(problem.path("field").asText()).isEqualTo("nme");
    assertThat(problem.path("status").asInt()).isEqualTo(400);
    assertThat(problem.path("detail").asText()).isEqualTo("nme: this field is not known");
  }

  @ParameterizedTest(name = "{0} with {1} as {2}, {3} bytes: {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        "GET /v1/nothing,     Bearer rk_shop, application/json, 5,       404",
        "$default,            -,              application/json, 5,       404",
        "POST /v1/greetings,  -,              application/json, 6000000, 413",
        "POST /v1/greetings,  -,              text/plain,       5,       401",
        "POST /v1/greetings,  Bearer rk_x,    application/json, 5,       401",
        "DELETE /v1/greetings,Bearer rk_shop, text/plain,       5,       403",
        "POST /v1/greetings,  Bearer rk_shop, text/plain,       5,       415",
        "POST /v1/greetings,  Bearer rk_shop, application/json, 5,       400",
        "POST /v1/greetings,  Bearer rk_shop, application/json, 0,       400",
        "POST /v1/hooks,      -,              text/plain,       5,       200",
      })
  void refusals_come_in_their_order(
      String route,
      @org.jspecify.annotations.Nullable String authorization,
      String type,
      int bytes,
      int status) {
    var headers = headers("content-type", type);
    if (authorization != null) {
      headers.put("authorization", authorization);
    }
    assertThat(routes.answer(request(route, headers, new byte[bytes])).status()).isEqualTo(status);
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "application/json,                    -,        400",
        "application/json; charset=utf-8,     -,        400",
        "Application/JSON;charset=\"UTF-8\",  identity, 400",
        "application/json; version=1,         -,        400",
        "application/json; charset=utf-16,    -,        415",
        "application/json; charset=latin1,    -,        415",
        "application/json; version=1; charset=utf-16, -, 415",
        "application/jsonp,                   -,        415",
        "application/problem+json,            -,        415",
        "application/json,                    gzip,     415",
        "application/json,                    'identity, gzip', 415",
      })
  void a_body_is_plain_json_in_utf_8(
      String type, @org.jspecify.annotations.Nullable String encoding, int status) {
    var headers = headers("content-type", type);
    headers.put("authorization", "Bearer rk_shop");
    if (encoding != null) {
      headers.put("content-encoding", encoding);
    }
    var answer = routes.answer(request("POST /v1/greetings", headers, new byte[5]));
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void a_members_token_is_no_credential_where_no_member_may() {
    var headers = headers("authorization", "Bearer " + token("marie-1"));
    var answer = routes.answer(request("DELETE /v1/greetings", headers, new byte[0]));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer");
  }

  @ParameterizedTest
  @CsvSource({"marie-1, 200", "paul-1, 403"})
  void a_members_token_opens_their_own_pages(String member, int status) {
    var own = new Routes(callers());
    own.on(
        "GET /v1/pages/{member}",
        Access.keys(Scope.SHOP).orOwnMember(),
        (r, c) -> HttpAnswer.ok(c.name()));
    var request =
        new HttpRequest(
            "GET /v1/pages/{member}",
            Map.of("member", "marie-1"),
            Map.of(),
            headers("authorization", "Bearer " + token(member)),
            new byte[0],
            "req-1",
            "127.0.0.1");
    assertThat(own.answer(request).status()).isEqualTo(status);
  }

  private static String token(String member) {
    return tokens().issue(new ProgrammeId("patyka"), new MemberId(member), CLOCK.instant()).token();
  }

  @Test
  void a_broken_dependency_is_not_dressed_up_as_an_answer() {
    assertThatThrownBy(() -> greeting("{\"name\":\"outage\"}"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_table_with_too_much_to_do_is_a_reason_to_try_again() {
    var lines =
        Log.capture(
            () -> {
              var answer = greeting("{\"name\":\"throttled\"}");
              assertThat(answer.status()).isEqualTo(503);
              assertThat(answer.headers()).containsEntry("retry-after", "1");
            });
    assertThat(lines).singleElement().asString().contains("request.busy");
  }

  @Test
  void an_answer_carries_the_correlation_id_and_one_line_is_logged_that_tells_nothing() {
    var request =
        request(
            "POST /v1/greetings",
            headers(
                "authorization", "Bearer " + KEY,
                "content-type", "application/json",
                "x-correlation-id", "till-7"),
            "{\"name\":\"marie@example.org\"}".getBytes(UTF_8));
    var lines =
        Log.capture(
            () ->
                assertThat(routes.answerLogged(request, "i-1").headers())
                    .containsEntry("x-correlation-id", "till-7"));
    assertThat(lines)
        .singleElement()
        .asString()
        .contains("POST /v1/greetings", "\"status\":201", "till-7", "\"caller\":\"key:")
        .doesNotContain("marie", KEY);
  }

  @Test
  void a_correlation_id_that_is_no_plain_id_is_replaced() {
    var request = request("x", headers("x-correlation-id", "marie@example.org"), new byte[0]);
    assertThat(request.correlationId()).isEqualTo("req-1");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {"\"k-1\",k-1", "k-1,k-1"})
  void an_idempotency_key_is_quoted_or_bare(String header, String key) {
    assertThat(request("x", headers("idempotency-key", header), new byte[0]).idempotencyKey())
        .contains(key);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {"\"\"", "a b", "é"})
  void a_key_that_cannot_be_one_is_refused(String header) {
    var request = request("x", headers("idempotency-key", header), new byte[0]);
    assertThatThrownBy(request::idempotencyKey)
        .isInstanceOfSatisfying(
            Json.Malformed.class, m -> assertThat(m.field()).isEqualTo("Idempotency-Key"));
  }

  @Test
  void the_bytes_of_a_body_are_the_same_however_they_were_wrapped() {
    var bytes = "{\"a\":\"é\"}".getBytes(UTF_8);
    var plain = HttpRequest.of(event(false, "{\"a\":\"é\"}"));
    var wrapped = HttpRequest.of(event(true, Base64.getEncoder().encodeToString(bytes)));
    assertThat(plain.body()).isEqualTo(bytes);
    assertThat(wrapped.body()).isEqualTo(bytes);
    assertThat(plain.header("x-shopify-topic")).contains("orders/create");
    assertThat(plain.path("source")).isEqualTo("shop");
    assertThat(plain.query("lang")).contains("fr");
    assertThat(plain.requestId()).isEqualTo("id-1");
  }

  private static JsonNode event(boolean base64, String body) {
    return Json.tree(
        Json.text(
            Map.of(
                "version",
                "2.0",
                "routeKey",
                "POST /v1/sources/{source}/webhooks",
                "headers",
                Map.of("X-Shopify-Topic", "orders/create"),
                "pathParameters",
                Map.of("source", "shop"),
                "queryStringParameters",
                Map.of("lang", "fr"),
                "requestContext",
                Map.of("requestId", "id-1", "http", Map.of("sourceIp", "192.0.2.1")),
                "body",
                body,
                "isBase64Encoded",
                base64)));
  }

  @Test
  void a_member_route_needs_a_member_in_its_path() {
    assertThatThrownBy(
            () -> routes.on("GET /x", Access.keys(Scope.SHOP).orOwnMember(), RoutesTest::greet))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void every_route_says_who_may_take_it() {
    assertThat(routes.matrix())
        .containsEntry("POST /v1/greetings", Optional.of(Access.keys(Scope.SHOP)))
        .containsEntry("POST /v1/hooks", Optional.empty());
  }
}
