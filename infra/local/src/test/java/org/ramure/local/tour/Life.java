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
/// them held; an adjustment that waits; a message in quarantine; a replay; a receiver of webhooks.
///
/// @param facts what there is, extended by what is made
record Life(RealStack real, Caller admin, Map<String, String> facts, String secret) {
  private static final String SUBSCRIPTIONS = "/v1/webhook-subscriptions";

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
    subscribe();
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
    return require(asked().post(path, asked)).text("/id");
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

  /// To what never happens here, at an address where nobody is: a test is sent and fails, and the
  /// replay finds nothing, so that all of it stays as it is.
  private void subscribe() {
    facts.put("oldSubscription", subscription());
    facts.put("subscription", subscription());
    var path = SUBSCRIPTIONS + "/" + fact("subscription");
    facts.put("delivery", require(asked().post(path + "/test", Map.of())).text("/id"));
    var span = Map.of("from", "2026-03-12T00:00:00Z", "until", "2026-03-13T00:00:00Z");
    facts.put("deliveryReplay", require(asked().post(path + "/replays", span)).text("/id"));
  }

  private String subscription() {
    var wanted =
        Map.of("url", "http://127.0.0.1:9/", "types", List.of("org.ramure.points.expired.v1"));
    var made = require(asked().post(SUBSCRIPTIONS, wanted));
    real.keepSecret(made.text("/secret"));
    return made.text("/id");
  }

  private Caller asked() {
    return admin.with("idempotency-key", "k" + Brand.number());
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
