// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.contract.Contract;
import org.ramure.member.MemberId;
import org.ramure.table.LocalTables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhoMayCallTest {

  private static final List<String> ROUTES =
      List.of(
          "POST /v1/members",
          "POST /v1/members/search",
          "GET /v1/members/{member}",
          "POST /v1/members/{member}/tokens",
          "PUT /v1/members/{member}/birthday",
          "GET /v1/members/{member}/account",
          "GET /v1/members/{member}/entries",
          "GET /v1/members/{member}/vouchers");

  private final Shop shop;
  private final Holder marie;
  private final Holder paul;

  WhoMayCallTest(DynamoDbClient client, TableNames names) {
    shop = new Shop(client, LocalTables.create(client, names.prefix()));
    marie = new Holder(shop, "marie@example.org");
    paul = new Holder(shop, "paul@example.org");
  }

  @Test
  void every_route_is_listed_here() {
    assertThat(shop.handler().routes().matrix()).containsOnlyKeys(ROUTES);
  }

  @Test
  void the_contract_says_the_same() {
    var matrix = shop.handler().routes().matrix();
    assertThat(matrix).isEqualTo(Contract.published().access(matrix.keySet()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          ROUTE                             | NOBODY | MADE-UP | ELSEWHERE | TILL | SHOP | ADMIN | MARIE | PAUL
          POST /v1/members                  | 401    | 401     | 201       | 200  | 200  | 200   | 401   | 401
          POST /v1/members/search           | 401    | 401     | 200       | 200  | 200  | 200   | 401   | 401
          GET /v1/members/{member}          | 401    | 401     | 404       | 200  | 200  | 200   | 200   | 403
          POST /v1/members/{member}/tokens  | 401    | 401     | 404       | 403  | 201  | 201   | 401   | 401
          PUT /v1/members/{member}/birthday | 401    | 401     | 404       | 200  | 200  | 200   | 200   | 403
          GET /v1/members/{member}/account  | 401    | 401     | 404       | 200  | 200  | 200   | 200   | 403
          GET /v1/members/{member}/entries  | 401    | 401     | 404       | 200  | 200  | 200   | 200   | 403
          GET /v1/members/{member}/vouchers | 401    | 401     | 404       | 200  | 200  | 200   | 200   | 403
          """)
  void each_caller_gets_so_far_with_marie(
      String route,
      int nobody,
      int madeUp,
      int elsewhere,
      int till,
      int shopKey,
      int admin,
      int own,
      int other) {
    assertThat(call(route, "")).isEqualTo(nobody);
    assertThat(call(route, "rk_made_up")).isEqualTo(madeUp);
    assertThat(call(route, "rk_elsewhere"))
        .as("an admin of another programme")
        .isEqualTo(elsewhere);
    assertThat(call(route, "rk_till")).isEqualTo(till);
    assertThat(call(route, "rk_shop")).isEqualTo(shopKey);
    assertThat(call(route, "rk_admin")).isEqualTo(admin);
    assertThat(call(route, shop.token(marie.id))).isEqualTo(own);
    assertThat(call(route, shop.token(paul.id))).isEqualTo(other);
  }

  @Test
  void a_search_from_another_programme_finds_nobody() {
    var found =
        shop.post(
            "/v1/members/search", "rk_elsewhere", "{'identities':{'email':'paul@example.org'}}");
    assertThat(found.body()).hasToString("{\"members\":[]}");
  }

  @Test
  void a_token_of_another_programme_is_no_token_of_the_same_member_here() {
    var elsewhere = shop.tokenElsewhere(new MemberId(marie.id.value()));
    assertThat(shop.get("/v1/members/" + marie.id, elsewhere).status()).isEqualTo(404);
  }

  private int call(String route, String bearer) {
    var path = route.split(" ")[1].replace("{member}", marie.id.value());
    if (route.startsWith("PUT")) {
      return shop.put(path, bearer, "{'birthday':'1985-06-15'}").status();
    }
    return route.startsWith("GET")
        ? shop.get(path, bearer).status()
        : shop.post(path, bearer, "{'identities':{'email':'marie@example.org'}}").status();
  }
}
