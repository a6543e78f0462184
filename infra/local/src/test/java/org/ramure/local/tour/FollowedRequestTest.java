// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.local.LogFiles;
import org.ramure.local.http.Json;

/// One webhook, followed by its id through everything that it sets off: the logs of all functions,
/// what they write, and what they tell.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class FollowedRequestTest {

  private static final List<String> ON_THE_WAY =
      List.of("purchase-ingestion", "points-accrual", "voucher-minting");

  private final RealStack real;

  FollowedRequestTest(RealStack real) {
    this.real = real;
  }

  /// 180 points: a voucher, and 30 left.
  private byte[] order() {
    var four = new ShopifyOrder.Item("SE-EPO-50", "Serviette éponge", 4, "45.00");
    var order = Brand.order(real.join("Gertrude").getFirst(), four);
    return order
        .body(real.brand.shop().order(), ShopifyOrder.Status.PAID, 5)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private Raw.Answered webhook(byte[] body) {
    try (var raw = Raw.to(real)) {
      return raw.send(
          "POST",
          "/v1/sources/vosges-web/webhooks",
          real.brand.shop().headers("orders/paid", body),
          body);
    }
  }

  @Test
  void a_webhook_is_found_in_all_logs_items_and_events() throws Exception {
    var answer = webhook(order());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    real.awaitQuiet();
    var id = answer.correlationId();
    assertThat(id).as("the gateway's own").isEqualTo(answer.headers().get("apigw-requestid"));
    assertFollowed(id);
  }

  @Test
  void a_webhook_that_waited_in_quarantine_keeps_its_first_id() throws Exception {
    Raw.Answered answer;
    var body = order();
    try (var down =
        real.stack.proxy().inject(real.calls("GetItem", "Purchases").unavailable().always())) {
      answer = webhook(body);
      assertThat(down.hits()).isPositive();
    }
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    var listed = real.brand.admin().get("/v1/quarantine?source=vosges-web&limit=100").body();
    var entry =
        StreamSupport.stream(listed.path("entries").spliterator(), false)
            .filter(each -> each.path("id").asText().endsWith(answer.text("id")))
            .findFirst()
            .orElseThrow();
    assertThat(entry.path("correlationId").asText()).isEqualTo(answer.correlationId());

    var replay = "/v1/quarantine/" + entry.path("id").asText() + "/replay";
    assertThat(real.brand.admin().send("POST", replay, "").join().text("/outcome"))
        .isEqualTo("stored");
    real.awaitQuiet();
    assertFollowed(answer.correlationId());
    assertThat(lines("quarantine-replay", answer.correlationId())).isNotEmpty();
  }

  private void assertFollowed(String id) throws Exception {
    for (String function : ON_THE_WAY) {
      assertThat(lines(function, id)).as(function).isNotEmpty();
    }
    assertThat(written("Purchases", id)).containsExactly("ORDER");
    assertThat(written("Ledger", id))
        .containsExactlyInAnyOrder("ACCOUNT", "ENTRY#000000000001", "ENTRY#000000000002");
    assertThat(written("Vouchers", id)).containsExactly("VOUCHER");
    assertThat(told(id))
        .containsExactlyInAnyOrder(
            "org.ramure.purchase.recorded.v1",
            "org.ramure.points.accrued.v1",
            "org.ramure.account.balance-changed.v1",
            "org.ramure.voucher.minted.v1");
  }

  private List<String> lines(String function, String id) throws IOException {
    var log = real.stack.functions().log(real.stack.functions().get(function));
    return LogFiles.lines(log).stream().filter(line -> line.contains(id)).toList();
  }

  /// The sort keys of what bears the id.
  private List<String> written(String table, String id) throws Exception {
    var input =
        Json.object()
            .put("TableName", real.table(table))
            .put("FilterExpression", "correlation = :id");
    input.putObject("ExpressionAttributeValues").putObject(":id").put("S", id);
    var found = real.stack.dynamoDbCalls().call("Scan", input).path("Items");
    return StreamSupport.stream(found.spliterator(), false)
        .map(item -> item.at("/sk/S").asText())
        .toList();
  }

  private Set<String> told(String id) {
    return StreamSupport.stream(real.stack.buses().latest().spliterator(), false)
        .map(event -> event.path("detail"))
        .filter(event -> event.path("correlationid").asText().equals(id))
        .map(FollowedRequestTest::type)
        .collect(Collectors.toSet());
  }

  private static String type(JsonNode event) {
    return event.path("type").asText();
  }
}
