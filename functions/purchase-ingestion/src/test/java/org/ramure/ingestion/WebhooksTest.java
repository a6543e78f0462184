// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.Fault;
import org.ramure.dynamodb.TableNames;
import org.ramure.dynamodb.Usage;
import org.ramure.ingestion.shopify.ShopifySignature;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Refund;
import org.ramure.table.QuarantineEntry;
import org.ramure.table.TableShape;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class WebhooksTest {

  private static final LocalDate TODAY = LocalDate.ofInstant(Sample.NOW, ZoneOffset.UTC);

  private final DynamoDbClient client;
  private final DynamoDbProxy proxy;
  private final Gateway gateway;

  /// Each test has an order of its own.
  private long order = 6120384455941L;

  WebhooksTest(DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    client = DynamoDbExtension.askingAsFunctionsDo(proxy.endpoint());
    gateway = new Gateway(client, names.prefix());
  }

  @AfterAll
  void close() {
    gateway.close();
    client.close();
  }

  @BeforeEach
  void anotherOrder() {
    order++;
    gateway.at(Sample.NOW);
    gateway.bucket.empty();
    gateway.mapping(false);
    gateway.queue(false);
    gateway.toReplay.clear();
    proxy.calm();
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class A_signed_message {

    @Test
    void is_stored_as_evidence() {
      var answer = gateway.webhook("orders/paid", order("orders-paid.voucher"));
      assertThat(answer.outcome()).isEqualTo("200 stored");
      assertThat(answer.body().path("purchase").asText()).isEqualTo("web/" + order);
      assertThat(evidence()).singleElement().isInstanceOf(Order.class);
    }

    @Test
    void is_stored_with_the_id_of_the_request_that_brought_it() {
      gateway.webhook("orders/paid", order("orders-paid.voucher"));
      assertThat(gateway.purchase("web", Long.toString(order)).correlation())
          .contains("Zk3xYhGvCGYEMxw=");
    }

    @Test
    void is_known_when_it_comes_again_at_the_cost_of_one_read() {
      gateway.webhook("orders/paid", order("orders-paid.voucher"));
      var again = usage(() -> gateway.webhook("orders/updated", order("orders-paid.voucher")));
      assertThat(again.readUnits()).isEqualTo(1);
      assertThat(again.writeUnits()).isZero();
      assertThat(again.calls()).isEqualTo(1);
    }

    @Test
    void costs_a_read_and_a_conditional_write() {
      gateway.webhook("orders/paid", order("orders-paid.voucher"));
      order++;
      var first = usage(() -> gateway.webhook("orders/paid", order("orders-paid.voucher")));
      assertThat(first.of("GetItem").readUnits()).isEqualTo(1);
      assertThat(first.of("PutItem").calls()).isEqualTo(1);
      assertThat(first.calls()).isEqualTo(2);
    }

    @Test
    void says_unchanged_when_it_brings_nothing_new() {
      gateway.webhook("orders/paid", order("orders-paid.voucher"));
      assertThat(gateway.webhook("orders/paid", order("orders-paid.voucher")).outcome())
          .isEqualTo("200 unchanged");
    }

    @Test
    void leaves_a_newer_body_alone_when_it_is_late() {
      gateway.webhook("orders/updated", order("orders-partially_fulfilled"));
      assertThat(gateway.webhook("orders/create", order("orders-create")).outcome())
          .isEqualTo("200 older");
      assertThat(theOrder().status()).isEqualTo(Evidence.Status.PAID);
    }

    @Test
    void takes_a_refund_that_is_known_already_from_its_order() {
      gateway.webhook("orders/updated", order("orders-updated.partially-refunded"));
      assertThat(gateway.webhook("refunds/create", order("refunds-create")).outcome())
          .isEqualTo("200 unchanged");
    }

    @Test
    void takes_a_refund_before_its_order() {
      assertThat(gateway.webhook("refunds/create", order("refunds-create")).outcome())
          .isEqualTo("200 stored");
      assertThat(evidence()).singleElement().isInstanceOf(Refund.class);
    }

    @Test
    void replaces_a_refund_of_the_same_id() {
      gateway.webhook("refunds/create", order("refunds-create"));
      assertThat(
              gateway.webhook("refunds/create", order("refunds-create.restocking-fee")).outcome())
          .isEqualTo("200 stored");
      assertThat(((Refund) evidence().getFirst()).adjustmentMinor()).isEqualTo(-500);
    }

    @Test
    void keeps_no_code_and_no_person() {
      gateway.webhook("orders/paid", order("orders-paid.voucher"));
      var items = client.scan(s -> s.tableName(gateway.tables.name(TableShape.PURCHASES))).items();
      assertThat(items.toString().toLowerCase(java.util.Locale.ROOT))
          .doesNotContain("camille", "aubertin", "612345678", "7310045118789", "akt7");
    }

    @Test
    void may_be_signed_by_either_secret_while_one_is_changed() {
      var body = order("orders-paid.voucher");
      var signature = ShopifySignature.of(body, Gateway.NEW_SECRET);
      assertThat(gateway.webhook(WEB, "orders/paid", body, signature).outcome())
          .isEqualTo("200 stored");
    }

    @Test
    void is_hashed_as_the_bytes_that_were_sent_also_when_the_gateway_encodes_them() {
      var answer = gateway.call(Gateway.event("webhook.base64"));
      assertThat(answer.outcome()).isEqualTo("202 quarantined");
      assertThat(answer.body().path("reason").asText()).isEqualTo("FETCH_NEEDED");
    }

    @Test
    void of_no_use_is_answered_and_forgotten() {
      assertThat(gateway.webhook(Sample.named("shopify", "customers-update")).outcome())
          .isEqualTo("200 ignored");
      assertThat(gateway.bucket.size()).isZero();
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class A_message_that_nobody_signed {

    @ParameterizedTest
    @CsvSource(
        useHeadersInDisplayName = true,
        textBlock =
            """
            SOURCE       , SIGNED BY
            web          , shpss_stolen
            other        , shpss_0123456789abcdef
            own          , shpss_0123456789abcdef
            early        , shpss_stolen
            NOT#A SOURCE , shpss_0123456789abcdef
            """)
    void is_refused_alike_whatever_is_wrong(String source, String secret) {
      var body = order("orders-paid.voucher");
      var answer = gateway.webhook(source, "orders/paid", body, ShopifySignature.of(body, secret));
      assertThat(answer.problem()).isEqualTo("401 unauthorized");
      assertThat(answer.body()).isEqualTo(unsigned().body());
      assertThat(evidence()).isEmpty();
      assertThat(gateway.bucket.size()).isZero();
    }

    private Exchange unsigned() {
      var event = Gateway.event("webhook");
      GatewayEvent.headers(event).remove("x-shopify-hmac-sha256");
      return gateway.call(event);
    }

    @Test
    void is_too_large_above_5_megabytes() {
      var body = new byte[5 * 1024 * 1024 + 1];
      java.util.Arrays.fill(body, (byte) ' ');
      var answer = gateway.webhook("orders/paid", body);
      assertThat(answer.problem()).isEqualTo("413 too-large");
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class A_message_that_cannot_be_used {

    @Test
    void waits_in_quarantine_with_its_reason_and_its_raw_body() {
      var body = order("orders-paid.decimal-comma");
      var answer = gateway.webhook("orders/paid", body);
      assertThat(answer.outcome()).isEqualTo("202 quarantined");
      assertThat(answer.body().path("reason").asText()).isEqualTo("NOT_AN_AMOUNT");
      var entry = entry(answer);
      assertThat(entry.field()).isEqualTo("line_items[0].price_set.shop_money.amount");
      assertThat(entry.topic()).isEqualTo("orders/paid");
      var kept = gateway.bucket.object("quarantine/" + entry.body());
      assertThat(kept.text()).isEqualTo(new String(body, UTF_8));
      assertThat(kept.headers()).containsEntry("x-amz-meta-reason", "NOT_AN_AMOUNT");
    }

    @Test
    void makes_one_entry_however_often_it_is_delivered() {
      var body = order("orders-paid.new-status");
      var answer = gateway.webhook("orders/paid", body);
      gateway.webhook("orders/paid", body);
      gateway.webhook("orders/paid", body);
      assertThat(entries(answer)).hasSize(1);
      assertThat(gateway.bucket.size()).isEqualTo(1);
    }

    @Test
    void makes_one_entry_also_when_it_is_repeated_after_midnight() {
      var body = order("orders-paid.new-status");
      var answer = gateway.webhook("orders/paid", body);
      gateway.at(Sample.NOW.plus(Duration.ofHours(13)));
      gateway.webhook("orders/paid", body);
      assertThat(entries(answer)).hasSize(1);
    }

    @Test
    void makes_another_entry_when_it_comes_again_days_later() {
      var body = order("orders-paid.new-status");
      var answer = gateway.webhook("orders/paid", body);
      gateway.at(Sample.NOW.plus(Duration.ofDays(2)));
      gateway.webhook("orders/paid", body);
      assertThat(entries(answer)).hasSize(2);
    }

    @Test
    void names_no_person_in_the_name_of_its_object() {
      var answer = gateway.webhook(Sample.named("shopify", "customers-redact"));
      assertThat(answer.body().path("reason").asText()).isEqualTo("PRIVACY_REQUEST");
      assertThat(entry(answer).body()).matches("tradition-des-vosges/web/[0-9a-f]{64}");
    }

    @Test
    void may_be_one_that_does_not_say_what_it_is_about() {
      var answer = gateway.webhook("", order("orders-paid.voucher"));
      assertThat(answer.outcome()).isEqualTo("202 quarantined");
      assertThat(entry(answer).reason()).isEqualTo("TOPIC_UNKNOWN");
    }

    @Test
    void may_have_any_bytes_for_a_topic() {
      var answer = gateway.webhook("orders/päid\u0000<script>", "{}".getBytes(UTF_8));
      assertThat(answer.outcome()).isEqualTo("200 ignored");
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class When_something_is_broken {

    @Test
    void the_message_waits_while_the_table_is_throttled() {
      gateway.webhook("orders/paid", order("orders-paid.voucher"));
      order++;
      var body = order("orders-paid.voucher");
      proxy.inject(Fault.on("GetItem").table(table(TableShape.PURCHASES)).throttle().always());
      var answer = gateway.webhook("orders/paid", body);
      assertThat(answer.outcome()).isEqualTo("202 quarantined");
      assertThat(entry(answer).reason()).isEqualTo("DEPENDENCY_FAILED");
      assertThat(gateway.bucket.object("quarantine/" + entry(answer).body()).text())
          .isEqualTo(new String(body, UTF_8));
    }

    @Test
    void a_refund_is_there_before_its_order() {
      var body = order("orders-updated.partially-refunded");
      proxy.inject(Fault.on("PutItem").key("ORDER").unavailable().always());
      assertThat(gateway.webhook("orders/updated", body).outcome()).isEqualTo("202 quarantined");
      assertThat(evidence()).singleElement().isInstanceOf(Refund.class);
    }

    @Test
    void an_answer_lost_after_the_write_is_no_second_write() {
      proxy.inject(Fault.on("PutItem").key("ORDER").dropAnswerAfterSuccess());
      assertThat(gateway.webhook("orders/paid", order("orders-paid.voucher")).status())
          .isEqualTo(200);
      assertThat(evidence()).hasSize(1);
    }

    @Test
    void an_error_of_ours_loses_nothing() {
      var body = order("orders-paid.voucher");
      var signature = ShopifySignature.of(body, Gateway.OLD_SECRET);
      var answer = gateway.webhook("early", "orders/paid", body, signature);
      assertThat(answer.outcome()).isEqualTo("202 quarantined");
      assertThat(answer.body().path("reason").asText()).isEqualTo("INTERNAL_ERROR");
      assertThat(gateway.bucket.size()).isEqualTo(1);
    }

    @Test
    void the_message_waits_while_the_table_is_down() {
      var body = order("orders-paid.voucher");
      proxy.inject(Fault.on("GetItem").table(table(TableShape.PURCHASES)).unavailable().always());
      proxy.inject(Fault.on("PutItem").table(table(TableShape.PURCHASES)).unavailable().always());
      assertThatItWaits(gateway.webhook("orders/paid", body), "DEPENDENCY_FAILED", body);
    }

    @Test
    void the_message_waits_while_writes_are_throttled() {
      var body = order("orders-paid.voucher");
      proxy.inject(Fault.on("PutItem").table(table(TableShape.PURCHASES)).throttle().always());
      assertThatItWaits(gateway.webhook("orders/paid", body), "DEPENDENCY_FAILED", body);
      assertThat(evidence()).isEmpty();
    }

    @Test
    void the_message_waits_while_the_programme_cannot_be_read() {
      var body = order("orders-paid.voucher");
      gateway.webhook("orders/paid", body);
      gateway.at(Sample.NOW.plus(Duration.ofMinutes(2)));
      order++;
      var other = order("orders-paid.voucher");
      proxy.inject(Fault.on("Query").table(table(TableShape.PROGRAMMES)).unavailable().always());
      assertThatItWaits(gateway.webhook("orders/paid", other), "DEPENDENCY_FAILED", other);
    }

    @Test
    void the_message_waits_when_the_mapping_throws() {
      var body = order("orders-paid.voucher");
      gateway.mapping(true);
      assertThatItWaits(gateway.webhook("orders/paid", body), "INTERNAL_ERROR", body);
      assertThat(evidence()).isEmpty();
    }

    private void assertThatItWaits(Exchange answer, String reason, byte[] body) {
      assertThat(answer.outcome()).isEqualTo("202 quarantined");
      var entry = entry(answer);
      assertThat(entry.reason()).isEqualTo(reason);
      assertThat(entry.isWaiting()).isTrue();
      assertThat(gateway.bucket.object("quarantine/" + entry.body()).text())
          .isEqualTo(new String(body, UTF_8));
    }

    @Test
    void the_shop_has_to_repeat_when_table_and_bucket_are_down() {
      var body = order("orders-paid.voucher");
      gateway.bucket.breakDown();
      var down =
          proxy.inject(
              Fault.on("PutItem").table(table(TableShape.PURCHASES)).unavailable().always());
      assertThatThrownBy(() -> gateway.webhook("orders/paid", body))
          .isInstanceOf(SdkException.class);
      down.close();
      gateway.bucket.empty();
      assertThat(gateway.webhook("orders/paid", body).outcome()).isEqualTo("200 stored");
    }

    @Test
    void the_shop_has_to_repeat_when_the_mapping_throws_and_the_bucket_is_down() {
      gateway.mapping(true);
      gateway.bucket.breakDown();
      assertThatThrownBy(() -> gateway.webhook("orders/paid", order("orders-paid.voucher")))
          .isInstanceOf(SdkException.class);
    }

    @Test
    void the_message_waits_when_the_table_is_throttled_between_reading_and_writing() {
      var body = order("orders-paid.voucher");
      proxy.inject(Fault.on("PutItem").table(table(TableShape.PURCHASES)).throttle().always());
      assertThatItWaits(gateway.webhook("orders/paid", body), "DEPENDENCY_FAILED", body);
    }

    @Test
    void the_message_waits_when_the_table_takes_it_and_never_says_so() {
      var body = order("orders-paid.voucher");
      var lost = proxy.inject(Fault.on("PutItem").key("ORDER").dropAnswerAfterSuccess().always());
      var answer = gateway.webhook("orders/paid", body);
      assertThat(lost.hits()).isPositive();
      assertThat(answer.status()).isBetween(200, 202);
      proxy.calm();
      assertThat(evidence()).hasSize(1);
      assertThat(gateway.webhook("orders/paid", body).outcome()).isEqualTo("200 unchanged");
    }

    @Test
    void the_body_is_there_before_anything_is_said_and_the_entry_follows_by_the_queue() {
      var body = order("orders-paid.new-status");
      var down =
          proxy.inject(
              Fault.on("TransactWriteItems")
                  .table(table(TableShape.QUARANTINE))
                  .unavailable()
                  .always());
      var answer = gateway.webhook("orders/paid", body);
      assertThat(answer.outcome()).isEqualTo("202 quarantined");
      assertThat(gateway.bucket.size()).isEqualTo(1);
      assertThat(entries(answer)).isEmpty();
      assertThat(gateway.toReplay).hasSize(1);
      var message = gateway.toReplay.removeFirst();
      assertThat(gateway.deliver(message)).as("still down: to be tried again").hasSize(1);
      down.close();
      gateway.at(Sample.NOW.plus(Duration.ofMinutes(20)));
      assertThat(gateway.deliver(message)).isEmpty();
      assertThat(gateway.deliver(message)).as("twice is as good as once").isEmpty();
      assertThatItWaits(answer, "UNKNOWN_VALUE", body);
      var entry = entry(answer);
      assertThat(entry.receivedAt()).isEqualTo(Sample.NOW);
      assertThat(entry.field()).isEqualTo("financial_status");
      assertThat(entry.topic()).isEqualTo("orders/paid");
      assertThat(entry.correlation()).contains("Zk3xYhGvCGYEMxw=");
    }

    @Test
    void an_entry_that_the_shops_next_delivery_made_is_not_made_again() {
      var body = order("orders-paid.new-status");
      var down =
          proxy.inject(
              Fault.on("TransactWriteItems")
                  .table(table(TableShape.QUARANTINE))
                  .unavailable()
                  .always());
      gateway.webhook("orders/paid", body);
      down.close();
      var again = gateway.webhook("orders/paid", body);
      assertThat(gateway.deliver(gateway.toReplay.removeFirst())).isEmpty();
      assertThat(entries(again)).hasSize(1);
    }

    @Test
    void an_entry_whose_body_is_gone_is_not_made() {
      proxy.inject(
          Fault.on("TransactWriteItems")
              .table(table(TableShape.QUARANTINE))
              .unavailable()
              .always());
      var answer = gateway.webhook("orders/paid", order("orders-paid.new-status"));
      proxy.calm();
      gateway.bucket.empty();
      assertThat(gateway.deliver(gateway.toReplay.removeFirst())).isEmpty();
      assertThat(entries(answer)).isEmpty();
    }

    @Test
    void the_shop_has_to_repeat_when_neither_entry_nor_message_can_be_left() {
      var body = order("orders-paid.new-status");
      var down =
          proxy.inject(
              Fault.on("TransactWriteItems")
                  .table(table(TableShape.QUARANTINE))
                  .unavailable()
                  .always());
      gateway.queue(true);
      assertThatThrownBy(() -> gateway.webhook("orders/paid", body))
          .isInstanceOf(SdkException.class);
      down.close();
      gateway.queue(false);
      assertThatItWaits(gateway.webhook("orders/paid", body), "UNKNOWN_VALUE", body);
    }

    @Test
    void everything_that_waited_counts_once_when_it_is_replayed() {
      var bodies = new ArrayList<byte[]>();
      var down =
          proxy.inject(
              Fault.on("GetItem").table(table(TableShape.PURCHASES)).unavailable().always());
      bodies.add(order("orders-updated.partially-refunded"));
      var first = gateway.webhook("orders/updated", bodies.getFirst());
      down.close();
      var half = proxy.inject(Fault.on("PutItem").key("ORDER").unavailable().always());
      var second = gateway.webhook("orders/paid", bodies.getFirst());
      half.close();
      assertThat(evidence()).as("the refund alone").hasSize(1);
      for (var waiting : List.of(first, second)) {
        var id = waiting.id();
        for (int times = 0; times < 2; times++) {
          var replay =
              GatewayEvent.of("POST /v1/quarantine/{id}/replay", Map.of("id", id), "office", "");
          assertThat(gateway.office(replay).text("state")).isEqualTo("REPLAYED");
        }
      }
      assertThat(evidence()).as("refund and order").hasSize(2);
    }

    @Test
    void the_shop_has_to_repeat_only_what_not_even_the_bucket_took() {
      gateway.bucket.breakDown();
      assertThatThrownBy(() -> gateway.webhook("orders/paid", order("orders-paid.new-status")))
          .isInstanceOf(SdkException.class);
    }
  }

  private static final String WEB = "web";

  private byte[] order(String sample) {
    var text = Sample.named("shopify", sample).bodyText();
    return text.replace("6120384455941", Long.toString(order)).getBytes(UTF_8);
  }

  private List<Evidence> evidence() {
    return gateway.purchase("web", Long.toString(order)).evidence();
  }

  private Order theOrder() {
    return (Order) evidence().getFirst();
  }

  /// Of the message that was answered, on any of its days.
  private List<QuarantineEntry> entries(Exchange answer) {
    return TODAY
        .datesUntil(TODAY.plusDays(3))
        .flatMap(day -> gateway.quarantine.of(Gateway.PROGRAMME, "web", day))
        .filter(entry -> answer.id().endsWith(entry.id()))
        .toList();
  }

  private QuarantineEntry entry(Exchange answer) {
    return entries(answer).getFirst();
  }

  private String table(TableShape shape) {
    return gateway.tables.name(shape);
  }

  private Usage usage(Runnable work) {
    return proxy.meter().during(work::run);
  }
}
