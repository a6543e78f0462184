// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.local.tour.Api.Answer;
import org.ramure.local.tour.Api.Caller;

/// From a sale to somebody else's server: the rule of the bus, the queue, the function and its
/// schedule, as they deploy.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class WebhooksTest {

  private static final String SUBSCRIPTIONS = "/v1/webhook-subscriptions";
  private static final String DELIVERER = "webhook-delivery";

  private final RealStack real;
  private final WebhookReceiver receiver = new WebhookReceiver();
  private String subscription = "none";

  WebhooksTest(RealStack real) {
    this.real = real;
  }

  @BeforeEach
  void subscribe() throws Exception {
    var body = Map.of("url", receiver.url(), "types", List.of("org.ramure.points.*"));
    var made = office().post(SUBSCRIPTIONS, body);
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    subscription = made.text("/id");
    receiver.expects(made.text("/secret"));
    forgetWhatIsKeptForAMinute();
  }

  @AfterEach
  void unsubscribe() {
    office().send("DELETE", SUBSCRIPTIONS + "/" + subscription, "").join();
    receiver.close();
  }

  private void forgetWhatIsKeptForAMinute() throws Exception {
    real.awaitQuiet();
    real.stack.functions().get(DELIVERER).kill();
  }

  private Caller office() {
    return real.brand
        .api()
        .withHeaders(
            Map.of(
                "authorization",
                "Bearer " + real.brand.programme().adminKey(),
                "idempotency-key",
                "k-" + Brand.number()));
  }

  private void buys() throws Exception {
    var order = Brand.order(real.join("Sidonie").getFirst(), Brand.TOWELS);
    assertThat(real.brand.shop().paid(order).status()).isEqualTo(200);
    real.awaitQuiet();
  }

  private JsonNode deliveries() {
    Answer page = real.brand.admin().get(SUBSCRIPTIONS + "/" + subscription + "/deliveries");
    return page.body().path("deliveries");
  }

  @Test
  void a_sale_reaches_a_receiver_signed_and_only_what_it_wants() throws Exception {
    buys();
    assertThat(receiver.events().values())
        .extracting(event -> event.path("type").asText())
        .containsExactly("org.ramure.points.accrued.v1");
    assertThat(receiver.events().values())
        .allMatch(event -> event.at("/data/points").asInt() == 45);
    assertThat(receiver.forged()).isZero();
    assertThat(deliveries().findValuesAsText("state")).containsExactly("DELIVERED");
  }

  @Test
  void a_receiver_in_trouble_gets_it_again_and_drops_the_repeat_by_its_id() throws Exception {
    receiver.hasTroubleWith(1);
    buys();
    assertThat(deliveries().findValuesAsText("state")).containsExactly("WAITING");
    real.stack.schedules().fire(DELIVERER, Instant.now().plus(Duration.ofMinutes(1)));
    real.awaitQuiet();
    assertThat(deliveries().findValuesAsText("state")).containsExactly("DELIVERED");
    assertThat(receiver.events()).hasSize(1);
    assertThat(receiver.repeats()).isEqualTo(1);
    assertThat(receiver.forged()).isZero();
  }

  @Test
  void a_test_arrives() throws Exception {
    var sent = office().send("POST", SUBSCRIPTIONS + "/" + subscription + "/test", "").join();
    assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
    real.awaitQuiet();
    assertThat(receiver.events().values())
        .extracting(event -> event.path("type").asText())
        .containsExactly("org.ramure.webhook.test.v1");
  }
}
