// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.lambda.Log;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.table.programmes.Source;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(DynamoDbExtension.class)
class SourcesTest {

  private static final String FIRST_SECRET = "shpss_first_secret";
  private static final String SECOND_SECRET = "shpss_second_secret";
  private static final String SHOP = "/v1/sources/shop";

  private final Desk desk;
  private final DynamoDbProxy proxy;

  SourcesTest(DynamoDbClient client, DynamoDbProxy proxy) {
    desk = Desk.open(client);
    this.proxy = proxy;
  }

  private static String shop(String secrets) {
    return """
    {"type": "SHOPIFY", "timeZone": "Europe/Paris", "phoneRegion": "FR"%s}
    """
        .formatted(secrets.isEmpty() ? "" : ", \"secrets\": " + secrets);
  }

  private Exchange putShop(String secrets) {
    return desk.put(SHOP, shop(secrets));
  }

  private Source stored() {
    return desk.programmes.sourceOfWebhook("shop").orElseThrow();
  }

  private String unsealed(int secret) {
    return desk.sealing.unseal(stored().sealedSecrets().get(secret), stored().owner());
  }

  @Test
  void keep_their_secrets_sealed_and_never_answer_them() {
    var answer = putShop("[\"%s\"]".formatted(FIRST_SECRET));
    assertThat(answer.body().path("secrets").asInt()).isEqualTo(1);
    assertThat(answer.text()).doesNotContain(FIRST_SECRET);
    assertThat(stored().toString()).doesNotContain(FIRST_SECRET);
    assertThat(unsealed(0)).isEqualTo(FIRST_SECRET);
    assertThat(desk.get("/v1/sources").text()).doesNotContain(FIRST_SECRET);
    assertThat(desk.get(SHOP).text()).isEqualTo(answer.text());
  }

  @Test
  void have_two_live_secrets_while_one_is_replaced() {
    putShop("[\"%s\", \"%s\"]".formatted(FIRST_SECRET, SECOND_SECRET));
    assertThat(unsealed(0)).isEqualTo(FIRST_SECRET);
    assertThat(unsealed(1)).isEqualTo(SECOND_SECRET);
  }

  @Test
  void keep_the_secrets_they_have_where_none_are_named() {
    putShop("[\"%s\"]".formatted(FIRST_SECRET));
    assertThat(putShop("").body().path("secrets").asInt()).isEqualTo(1);
    assertThat(unsealed(0)).isEqualTo(FIRST_SECRET);
  }

  @Test
  void keep_the_secrets_that_somebody_else_put_a_moment_before() {
    putShop("[\"%s\"]".formatted(FIRST_SECRET));
    proxy.before(CallPattern.of("PutItem"), 1, _ -> putShop("[\"%s\"]".formatted(SECOND_SECRET)));
    assertThat(putShop("").status()).isEqualTo(200);
    assertThat(unsealed(0)).isEqualTo(SECOND_SECRET);
  }

  @Test
  void that_sign_need_a_secret() {
    assertThat(putShop("").problem()).isEqualTo("422 secret-needed");
    assertThat(putShop("[]").problem()).isEqualTo("422 secret-needed");
    putShop("[\"%s\"]".formatted(FIRST_SECRET));
    assertThat(putShop("[]").problem()).isEqualTo("422 secret-needed");
    assertThat(unsealed(0)).isEqualTo(FIRST_SECRET);
  }

  @Test
  void of_the_own_API_need_none_and_may_report_lines_as_kept() {
    var answer =
        desk.put(
            "/v1/sources/till",
            """
            {"type": "GENERIC", "timeZone": "Indian/Reunion", "refunds": "IN_LINES"}
            """);
    assertThat(answer.text("refunds")).isEqualTo("IN_LINES");
    var source = desk.programmes.source(Desk.TRADITION, "till").orElseThrow();
    assertThat(source.zone()).isEqualTo(ZoneId.of("Indian/Reunion"));
    assertThat(source.phoneRegion()).isEmpty();
  }

  @Test
  void say_who_changed_them_last_and_when() {
    var answer = putShop("[\"%s\"]".formatted(FIRST_SECRET));
    assertThat(answer.text("changedBy")).matches("key:[0-9a-f]{12}");
    assertThat(answer.text("changedAt")).isEqualTo(Desk.NOW.toString());
  }

  @Test
  void are_replaced_for_warm_functions_within_a_minute() {
    putShop("[\"%s\"]".formatted(FIRST_SECRET));
    assertThat(unsealed(0)).isEqualTo(FIRST_SECRET);
    putShop("[\"%s\"]".formatted(SECOND_SECRET));
    assertThat(unsealed(0)).isEqualTo(FIRST_SECRET);
    desk.pass(Duration.ofSeconds(60));
    assertThat(unsealed(0)).isEqualTo(SECOND_SECRET);
  }

  @Test
  void of_another_programme_are_neither_seen_nor_taken() {
    putShop("[\"%s\"]".formatted(FIRST_SECRET));
    var other = desk.begin("another-brand");
    assertThat(desk.as(other, "GET", SHOP, "").problem()).isEqualTo("404 not-found");
    assertThat(desk.as(other, "GET", "/v1/sources", "").body().path("sources")).isEmpty();
    assertThat(desk.as(other, "PUT", SHOP, shop("[\"another-secret\"]")).problem())
        .isEqualTo("409 source-taken");
    assertThat(stored().programme()).isEqualTo(Desk.TRADITION);
    assertThat(unsealed(0)).isEqualTo(FIRST_SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          BODY                                                                    | FIELD
          {"timeZone": "Europe/Paris"}                                            | type
          {"type": "FAX", "timeZone": "Europe/Paris"}                             | type
          {"type": "GENERIC"}                                                     | timeZone
          {"type": "GENERIC", "timeZone": "+02:00"}                               | timeZone
          {"type": "GENERIC", "timeZone": "Europe/Lutetia"}                       | timeZone
          {"type": "GENERIC", "timeZone": "Europe/Paris", "refunds": "NEVER"}     | refunds
          {"type": "GENERIC", "timeZone": "Europe/Paris", "phoneRegion": "33"}    | phoneRegion
          {"type": "GENERIC", "timeZone": "Europe/Paris", "secrets": ["short"]}   | secrets[0]
          {"type": "GENERIC", "timeZone": "Europe/Paris", "secrets": "secret"}    | secrets
          {"type": "GENERIC", "timeZone": "Europe/Paris", "secrets": ["secret-1", "secret-2", "secret-3"]} | secrets
          {"type": "GENERIC", "timeZone": "Europe/Paris", "secret": "secret-1"}   | secret
          """)
  void are_refused_with_the_field_that_is_wrong(String body, String field) {
    var answer = desk.put(SHOP, body);
    assertThat(answer.problem()).isEqualTo("400 bad-request");
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @Test
  void have_ids_that_fit_into_a_URL() {
    assertThat(desk.put("/v1/sources/a~b", shop("[\"a-secret\"]")).text("field"))
        .isEqualTo("source");
    assertThat(desk.get("/v1/sources/a~b").problem()).isEqualTo("404 not-found");
  }

  @Test
  void leave_no_secret_in_a_log() {
    var lines =
        Log.capture(
            () -> {
              putShop("[\"%s\"]".formatted(FIRST_SECRET));
              putShop("[\"%s\", 7]".formatted(FIRST_SECRET));
            });
    assertThat(lines).hasSize(2);
    assertThat(String.join("\n", lines)).doesNotContain(FIRST_SECRET);
  }

  @Test
  void cost_two_writes_to_set_up_and_one_to_change() {
    desk.get("/v1/programmes");
    var whole = proxy.meter().during(() -> putShop("[\"%s\"]".formatted(FIRST_SECRET)));
    assertThat(whole.total()).hasToString("1 call, 0 R, 4 W");
    var kept = proxy.meter().during(() -> putShop(""));
    assertThat(kept.total()).hasToString("2 calls, 1 R, 1 W");
  }
}
