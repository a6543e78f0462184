// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.ramure.local.tour.Api.Answer;
import org.ramure.local.tour.Api.Caller;

/// What happens in a programme before somebody tries to get at it: a member with vouchers, one of
/// them held; an adjustment that waits; a message in quarantine; a replay.
///
/// @param facts what there is, extended by what is made
record Life(RealStack real, Caller admin, Map<String, String> facts, String secret) {

  void live() throws TimeoutException {
    facts.put(
        "member", made("/v1/members", Map.of("identities", Map.of("email", fact("email"))), "/id"));
    buys();
    real.awaitQuiet();
    var token = made("/v1/members/" + fact("member") + "/tokens", Map.of(), "/token");
    real.keepSecret(token);
    var codes = new MemberPage(real.brand.api().as(token), fact("member")).openVouchers();
    facts.put("code", codes.get(0).path("code").asText());
    facts.put(
        "use", made("/v1/vouchers/reservations", use(codes.get(1).path("code").asText()), "/id"));
    facts.put("adjustment", adjustment());
    facts.put("quarantined", quarantined());
    draft();
    facts.put("replay", made("/v1/quarantine/replays", Map.of("source", fact("webhooks")), "/id"));
    real.awaitQuiet();
  }

  private String fact(String name) {
    var fact = facts.get(name);
    if (fact == null) {
      throw new IllegalStateException("not yet: " + name);
    }
    return fact;
  }

  /// 300 points: two vouchers.
  private void buys() {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    var purchase =
        Map.of(
            "modifiedAt",
            now,
            "occurredAt",
            now,
            "status",
            "PAID",
            "currency",
            "EUR",
            "customer",
            Map.of("email", fact("email")),
            "lines",
            List.of(Map.of("id", "1", "quantity", "1", "gross", "310.00")));
    var path = "/v1/sources/" + fact("source") + "/purchases/P-" + Brand.number();
    require(admin.put(path, purchase));
  }

  private Map<String, Object> use(String code) {
    var basket = Map.of("id", "B-" + Brand.number(), "eligibleTotalMinor", 4500, "currency", "EUR");
    return Map.of("code", code, "source", fact("source"), "store", fact("store"), "basket", basket);
  }

  private String adjustment() {
    var asked = Map.of("points", 100_000, "reason", "A gesture", "by", "ann");
    var path = "/v1/members/" + fact("member") + "/adjustments";
    return require(admin.with("idempotency-key", "k" + Brand.number()).post(path, asked))
        .text("/id");
  }

  private void draft() {
    var document = Map.of("document", Map.of("format", 1), "by", "ann");
    require(admin.put("/v1/programmes/" + fact("programme") + "/draft", document));
  }

  private String quarantined() {
    var shop = new Shop(real.brand.api(), fact("webhooks"), secret, Brand.ROOT);
    var body = ("{\"id\":" + Brand.number() + "}").getBytes(StandardCharsets.UTF_8);
    require(shop.signed("orders/paid", body));
    return require(admin.get("/v1/quarantine?source=" + fact("webhooks"))).text("/entries/0/id");
  }

  private String made(String path, Object body, String pointer) {
    return require(admin.post(path, body)).text(pointer);
  }

  private static Answer require(Answer answer) {
    if (answer.status() >= 300) {
      throw new IllegalStateException("refused: " + answer);
    }
    return answer;
  }
}
