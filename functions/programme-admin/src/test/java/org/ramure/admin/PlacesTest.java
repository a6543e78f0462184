// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.purchase.Evidence.Place;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(DynamoDbExtension.class)
class PlacesTest {

  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private final Desk desk;
  private final DynamoDbProxy proxy;

  PlacesTest(DynamoDbClient client, DynamoDbProxy proxy) {
    desk = Desk.open(client);
    this.proxy = proxy;
  }

  @BeforeEach
  void zones() {
    desk.put("/v1/zones/france", "{\"name\": \"France\"}");
    desk.put("/v1/zones/east", "{\"name\": \"Est\", \"parent\": \"france\"}");
  }

  private Exchange putStore(String id, String zone) {
    return desk.put(
        "/v1/stores/" + id,
        """
        {"name": "Gérardmer", "zone": "%s", "timeZone": "Europe/Paris"}
        """
            .formatted(zone));
  }

  @Test
  void a_sale_in_a_store_lies_in_all_zones_around_it() {
    assertThat(putStore("S1", "east").text("phoneRegion")).isEqualTo("FR");
    assertThat(desk.programmes.place(Desk.TRADITION, "S1"))
        .contains(new Place(Optional.of("S1"), List.of("east", "france"), PARIS));
    assertThat(desk.programmes.place(Desk.TRADITION, "S2")).isEmpty();
  }

  @Test
  void a_store_is_read_as_it_was_put_and_by_whom() {
    var put = putStore("S1", "east");
    assertThat(put.text("changedBy")).matches("key:[0-9a-f]{12}");
    assertThat(desk.get("/v1/stores/S1").text()).isEqualTo(put.text());
    assertThat(desk.get("/v1/stores/S2").problem()).isEqualTo("404 not-found");
    var other = desk.begin("another-brand");
    assertThat(desk.as(other, "GET", "/v1/stores/S1", "").problem()).isEqualTo("404 not-found");
  }

  @Test
  void a_store_lies_in_a_zone_that_exists() {
    var answer = putStore("S1", "west");
    assertThat(answer.problem()).isEqualTo("422 unknown-zone");
    assertThat(answer.text("field")).isEqualTo("zone");
    assertThat(desk.get("/v1/stores/S1").problem()).isEqualTo("404 not-found");
  }

  @Test
  void stores_are_listed_page_by_page_and_each_once() {
    IntStream.range(0, 7).forEach(i -> putStore(String.format(Locale.ROOT, "S%d", i), "east"));
    var seen = new ArrayList<String>();
    var cursor = "";
    do {
      var page = desk.get("/v1/stores?limit=3" + cursor);
      seen.addAll(page.body().path("stores").findValuesAsText("id"));
      cursor = page.text("next").isEmpty() ? "" : "&cursor=" + page.text("next");
    } while (!cursor.isEmpty());
    assertThat(seen).containsExactly("S0", "S1", "S2", "S3", "S4", "S5", "S6");
    assertThat(desk.get("/v1/stores").body().path("stores")).hasSize(7);
  }

  @ParameterizedTest
  @CsvSource({"limit=0", "limit=1001", "limit=x", "cursor=%25", "cursor=YSBi"})
  void a_page_that_cannot_be_is_refused(String query) {
    var answer = desk.get("/v1/stores?" + query);
    assertThat(answer.problem()).isEqualTo("400 bad-request");
    assertThat(answer.text("field")).isEqualTo(query.split("=")[0]);
  }

  @Test
  void zones_form_a_tree() {
    var circle = desk.put("/v1/zones/france", "{\"name\": \"F\", \"parent\": \"east\"}");
    assertThat(circle.problem()).isEqualTo("422 zone-in-itself");
    var itself = desk.put("/v1/zones/new", "{\"name\": \"N\", \"parent\": \"new\"}");
    assertThat(itself.problem()).isEqualTo("422 zone-in-itself");
    var orphan = desk.put("/v1/zones/x", "{\"name\": \"X\", \"parent\": \"y\"}");
    assertThat(orphan.problem()).isEqualTo("422 unknown-zone");
    assertThat(desk.get("/v1/zones").body().path("zones").findValuesAsText("id"))
        .containsExactly("east", "france");
    assertThat(desk.get("/v1/zones/east").text("parent")).isEqualTo("france");
    assertThat(desk.get("/v1/zones/x").problem()).isEqualTo("404 not-found");
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          PATH            | BODY                                                                    | FIELD
          /v1/stores/S1   | {"timeZone": "Europe/Paris"}                                            | name
          /v1/stores/S1   | {"name": " ", "timeZone": "Europe/Paris"}                               | name
          /v1/stores/S1   | {"name": "x"}                                                           | timeZone
          /v1/stores/S1   | {"name": "x", "timeZone": "Paris"}                                      | timeZone
          /v1/stores/S1   | {"name": "x", "timeZone": "Europe/Paris", "phoneRegion": "France"}      | phoneRegion
          /v1/stores/S1   | {"name": "x", "timeZone": "Europe/Paris", "id": "S2"}                   | id
          /v1/stores/a.b  | {"name": "x", "timeZone": "Europe/Paris"}                               | store
          /v1/zones/Z1    | {}                                                                      | name
          /v1/zones/Z1    | {"name": "x", "stores": []}                                             | stores
          /v1/zones/a.b   | {"name": "x"}                                                           | zone
          """)
  void what_is_wrong_is_named(String path, String body, String field) {
    var answer = desk.put(path, body);
    assertThat(answer.problem()).isEqualTo("400 bad-request");
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @Test
  void a_store_costs_a_look_at_its_zone_and_a_write() {
    var usage = proxy.meter().during(() -> putStore("S1", "east"));
    assertThat(usage.total()).hasToString("2 calls, 1 R, 1 W");
  }
}
