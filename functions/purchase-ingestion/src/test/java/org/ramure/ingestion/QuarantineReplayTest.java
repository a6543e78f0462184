// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.Fault;
import org.ramure.dynamodb.TableNames;
import org.ramure.ingestion.shopify.ShopifySignature;
import org.ramure.lambda.Json;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.language.Language;
import org.ramure.lambda.language.Messages;
import org.ramure.lambda.reading.Flaw;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Refund;
import org.ramure.table.TableShape;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class QuarantineReplayTest {

  private static final String ENTRIES = "/v1/quarantine";
  private static final Instant A_WEEK_LATER = Sample.NOW.plus(Duration.ofDays(7));

  private final DynamoDbClient client;
  private final DynamoDbProxy proxy;
  private final Gateway gateway;

  /// Each test has a shop and an order of its own.
  private String shop = "none";

  private long order = 7120384455941L;

  QuarantineReplayTest(DynamoDbProxy proxy, TableNames names) {
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
  void anotherShop() {
    proxy.calm();
    gateway.at(Sample.NOW);
    gateway.slow(Duration.ZERO);
    gateway.mapping(false);
    gateway.bucket.empty();
    gateway.toAccrual.clear();
    gateway.toReplay.clear();
    shop = gateway.newShop();
    order += 1000;
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class A_message_that_waits {

    @Test
    void is_shown_with_its_reason_and_without_what_it_says() {
      var id = waiting("orders-paid.decimal-comma");
      gateway.at(Sample.NOW.plus(Duration.ofMinutes(90)));
      var answer = read(id);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text("id")).startsWith(shop + "~2026-03-22~");
      assertThat(answer.text("source")).isEqualTo(shop);
      assertThat(answer.text("topic")).isEqualTo("orders/paid");
      assertThat(answer.text("receivedAt")).isEqualTo("2026-03-22T12:00:00Z");
      assertThat(answer.text("age")).isEqualTo("PT1H30M");
      assertThat(answer.text("reason")).isEqualTo("NOT_AN_AMOUNT");
      assertThat(answer.text("field")).isEqualTo("line_items[0].price_set.shop_money.amount");
      assertThat(answer.text("state")).isEqualTo("WAITING");
      assertThat(answer.text().toLowerCase(java.util.Locale.ROOT))
          .doesNotContain("camille", "aubertin", "@", "quarantine/");
    }

    @Test
    void is_found_by_what_its_repeat_after_midnight_was_told() {
      var first = waiting("orders-paid.decimal-comma");
      gateway.at(Sample.NOW.plus(Duration.ofHours(13)));
      var repeat = waiting("orders-paid.decimal-comma");
      assertThat(repeat).startsWith(shop + "~2026-03-23~");
      assertThat(read(repeat).text("id")).isEqualTo(first);
    }

    @Test
    void is_explained_in_the_language_asked_for() {
      var id = waiting("orders-paid.decimal-comma");
      assertThat(read(id, "lang", "fr").text("sentence")).startsWith("Un montant n’est pas écrit");
      assertThat(read(id, "lang", "en").text("sentence")).startsWith("An amount is not written");
    }

    @ParameterizedTest
    @EnumSource
    void is_explained_whatever_its_reason(Flaw flaw) {
      for (var language : Language.values()) {
        var code = "quarantine." + flaw.code();
        assertThat(Messages.in(language).text(code)).isNotEqualTo(code);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "web~2026-03-22~00", "web~2026-99-22~SIXTYFOUR", "~~"})
    void is_found_by_its_own_id_only(String id) {
      assertThat(read(id.replace("SIXTYFOUR", "0".repeat(64))).problem())
          .isEqualTo("404 not-found");
    }

    @Test
    void is_nothing_to_other_programmes_and_other_keys() {
      var id = waiting("orders-paid.decimal-comma");
      var path = Map.of("id", id);
      assertThat(call("stranger", "GET " + ENTRIES + "/{id}", path, "").problem())
          .isEqualTo("404 not-found");
      assertThat(call("one-shop", "GET " + ENTRIES + "/{id}", path, "").problem())
          .isEqualTo("404 not-found");
      assertThat(call("shop", "GET " + ENTRIES + "/{id}", path, "").status()).isEqualTo(403);
      assertThat(call("till", "POST " + ENTRIES + "/{id}/replay", path, "").status())
          .isEqualTo(403);
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class The_list {

    @Test
    void has_the_newest_first_page_by_page_over_all_days_kept() {
      for (int day : List.of(29, 3, 12, 3, 0)) {
        gateway.at(Sample.NOW.minus(Duration.ofDays(day)));
        order++;
        waiting("orders-paid.decimal-comma");
      }
      gateway.at(Sample.NOW.minus(Duration.ofDays(31)));
      order++;
      waiting("orders-paid.decimal-comma");
      gateway.at(Sample.NOW);
      var first = list(Map.of("source", shop, "limit", "2"));
      var second = list(Map.of("source", shop, "limit", "2", "cursor", first.text("next")));
      var third = list(Map.of("source", shop, "limit", "2", "cursor", second.text("next")));
      assertThat(ages(first)).containsExactly("PT0S", "PT72H");
      assertThat(ages(second)).containsExactly("PT72H", "PT288H");
      assertThat(ages(third)).containsExactly("PT696H");
      assertThat(third.body().has("next")).isFalse();
      var ids = new HashSet<String>();
      List.of(first, second, third).forEach(page -> ids.addAll(texts(page, "id")));
      assertThat(ids).hasSize(5);
    }

    @Test
    void may_be_of_one_day() {
      waiting("orders-paid.decimal-comma");
      gateway.at(A_WEEK_LATER);
      order++;
      waiting("orders-paid.decimal-comma");
      assertThat(ages(list(Map.of("source", shop, "day", "2026-03-22")))).containsExactly("PT168H");
    }

    @Test
    void without_a_source_is_of_all_of_the_programme() {
      var id = waitingInTheOtherProgramme();
      assertThat(texts(query("stranger", "GET " + ENTRIES, Map.of()), "id")).contains(id);
      assertThat(texts(list(Map.of("source", shop)), "id")).isEmpty();
    }

    @Test
    void ends_a_page_soon_however_many_sources_there_are() {
      var usage = proxy.meter().during(() -> list(Map.of()));
      assertThat(usage.of("Query").calls()).isLessThan(250 + 9L * gateway.sources());
    }

    @Test
    void of_a_key_bound_to_a_source_has_nothing_of_others() {
      waiting("orders-paid.decimal-comma");
      var route = "GET " + ENTRIES;
      assertThat(query("one-shop", route, Map.of("source", shop)).problem())
          .isEqualTo("403 forbidden");
      assertThat(texts(query("one-shop", route, Map.of()), "source")).doesNotContain(shop);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "day=yesterday", "cursor=xyz", "cursor=%"})
    void says_which_parameter_is_wrong(String parameter) {
      var name = parameter.split("=")[0];
      var answer = list(Map.of(name, parameter.split("=")[1]));
      assertThat(answer.problem()).isEqualTo("400 bad-request");
      assertThat(answer.text("field")).isEqualTo(name);
    }

    private List<String> ages(Exchange page) {
      return texts(page, "age");
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class A_replay {

    @Test
    void makes_evidence_of_it_as_received_when_it_was() {
      var id = waitingForTheTable("orders-paid.voucher");
      gateway.at(A_WEEK_LATER);
      var answer = replay(id);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text("state")).isEqualTo("REPLAYED");
      assertThat(answer.outcome()).isEqualTo("200 stored");
      assertThat(answer.text("replayedAt")).isEqualTo(A_WEEK_LATER.toString());
      assertThat(answer.text("replayedBy")).isEqualTo("key:office");
      assertThat(evidence())
          .singleElement()
          .isInstanceOf(Order.class)
          .extracting(Evidence::receivedAt)
          .isEqualTo(Sample.NOW);
    }

    @Test
    void goes_on_under_the_id_of_the_request_that_brought_it_first() {
      var id = waitingForTheTable("orders-paid.voucher");
      var first = read(id).text("correlationId");
      assertThat(first).isEqualTo("Zk3xYhGvCGYEMxw=");
      var event =
          GatewayEvent.of("POST " + ENTRIES + "/{id}/replay", Map.of("id", id), "office", "");
      GatewayEvent.headers(event).put("x-correlation-id", "of-the-office");
      var answer = gateway.office(event);
      assertThat(answer.headers()).containsEntry("x-correlation-id", "of-the-office");
      assertThat(answer.text("correlationId")).isEqualTo(first);
      assertThat(gateway.purchase(shop, Long.toString(order)).correlation()).contains(first);
      assertThat(gateway.toAccrual).singleElement().asString().contains(first);
    }

    @Test
    void is_told_to_accrual_because_the_sweep_looks_back_a_few_days_only() {
      var id = waitingForTheTable("orders-paid.voucher");
      replay(id);
      assertThat(gateway.toAccrual)
          .singleElement()
          .asString()
          .contains("tradition-des-vosges#PURCHASE#" + shop + "#" + order);
    }

    @Test
    void twice_changes_nothing_the_second_time() {
      var id = waitingForTheTable("orders-paid.voucher");
      var first = replay(id);
      gateway.at(A_WEEK_LATER);
      var usage = proxy.meter().during(() -> replay(id));
      assertThat(usage.writeUnits()).isZero();
      assertThat(replay(id).text("replayedAt")).isEqualTo(first.text("replayedAt"));
      assertThat(gateway.toAccrual).hasSize(1);
    }

    @Test
    void while_the_mapping_is_broken_leaves_it_with_the_reason_of_today() {
      var id = waitingForTheTable("orders-paid.voucher");
      gateway.mapping(true);
      var answer = replay(id);
      assertThat(answer.text("state")).isEqualTo("WAITING");
      assertThat(answer.text("reason")).isEqualTo("INTERNAL_ERROR");
      assertThat(evidence()).isEmpty();
      gateway.mapping(false);
      assertThat(replay(id).outcome()).isEqualTo("200 stored");
    }

    @Test
    void of_what_cannot_be_used_leaves_it_where_it_is() {
      var id = waiting("orders-paid.decimal-comma");
      var answer = replay(id);
      assertThat(answer.text("state")).isEqualTo("WAITING");
      assertThat(answer.text("reason")).isEqualTo("NOT_AN_AMOUNT");
      assertThat(answer.text("field")).isEqualTo("line_items[0].price_set.shop_money.amount");
      assertThat(gateway.toAccrual).isEmpty();
    }

    @Test
    void does_not_go_back_behind_a_newer_body() {
      var id = waitingForTheTable("orders-create");
      gateway.at(A_WEEK_LATER);
      deliver("orders/updated", body("orders-partially_fulfilled"));
      assertThat(replay(id).outcome()).isEqualTo("200 older");
      assertThat(((Order) evidence().getFirst()).status()).isEqualTo(Evidence.Status.PAID);
      assertThat(evidence().getFirst().receivedAt()).isEqualTo(A_WEEK_LATER);
    }

    @Test
    void does_not_go_back_behind_a_body_of_the_same_second_that_came_later() {
      var id = waitingForTheTable("orders-paid.voucher");
      gateway.at(Sample.NOW.plusSeconds(5));
      var edited =
          new String(body("orders-paid.voucher"), UTF_8)
              .replace("\"name\": \"#", "\"name\": \"#edited-");
      assertThat(deliver("orders/paid", edited.getBytes(UTF_8)).outcome()).isEqualTo("200 stored");
      assertThat(replay(id).outcome()).isEqualTo("200 older");
      assertThat(((Order) evidence().getFirst()).number()).startsWith("#edited-");
    }

    @Test
    void does_not_go_back_behind_a_refund_that_was_corrected_meanwhile() {
      var id = waitingForTheTable("refunds/create", "refunds-create");
      gateway.at(Sample.NOW.plusSeconds(5));
      deliver("refunds/create", body("refunds-create.restocking-fee"));
      assertThat(replay(id).outcome()).isEqualTo("200 older");
      assertThat(((Refund) evidence().getFirst()).adjustmentMinor()).isEqualTo(-500);
    }

    @Test
    void of_what_the_shop_has_repeated_meanwhile_changes_nothing() {
      var id = waitingForTheTable("orders-paid.voucher");
      deliver("orders/paid", body("orders-paid.voucher"));
      assertThat(replay(id).outcome()).isEqualTo("200 unchanged");
      assertThat(evidence()).hasSize(1);
    }

    @Test
    void that_is_throttled_leaves_the_entry_as_it_is() {
      var id = waiting("orders-paid.decimal-comma");
      var other = waitingForTheTable("orders-paid.voucher");
      proxy.inject(Fault.on("PutItem").table(table(TableShape.PURCHASES)).throttle().always());
      assertThat(replay(other).problem()).isEqualTo("503 busy");
      assertThat(read(other).text("reason")).isEqualTo("DEPENDENCY_FAILED");
      assertThat(replay(id).text("reason")).isEqualTo("NOT_AN_AMOUNT");
      proxy.calm();
      assertThat(replay(other).outcome()).isEqualTo("200 stored");
    }

    @Test
    void may_lose_the_answer_twice_to_every_write() {
      var id = waitingForTheTable("orders-paid.voucher");
      var evidence =
          proxy.inject(Fault.on("PutItem").key("ORDER").dropAnswerAfterSuccess().times(2));
      var entry =
          proxy.inject(
              Fault.on("UpdateItem")
                  .table(table(TableShape.QUARANTINE))
                  .dropAnswerAfterSuccess()
                  .times(2));
      var answer = replay(id);
      assertThat(evidence.hits()).isEqualTo(2);
      assertThat(entry.hits()).isEqualTo(2);
      assertThat(answer.text("state")).isEqualTo("REPLAYED");
      assertThat(evidence()).hasSize(1);
    }

    @Test
    void whose_end_was_never_written_is_done_again_and_changes_nothing() {
      var id = waitingForTheTable("orders-paid.voucher");
      proxy.inject(Fault.on("UpdateItem").table(table(TableShape.QUARANTINE)).throttle().always());
      assertThat(replay(id).problem()).isEqualTo("503 busy");
      assertThat(evidence()).hasSize(1);
      proxy.calm();
      assertThat(replay(id).outcome()).isEqualTo("200 unchanged");
      assertThat(evidence()).hasSize(1);
    }

    @Test
    void without_a_body_says_so() {
      var id = waitingForTheTable("orders-paid.voucher");
      gateway.bucket.empty();
      assertThat(replay(id).problem()).isEqualTo("409 body-gone");
      assertThat(read(id).text("state")).isEqualTo("WAITING");
    }

    @Test
    void of_a_source_that_is_gone_says_so() {
      var id = waitingForTheTable("orders-paid.voucher");
      gateway.removeShop(shop);
      gateway.at(A_WEEK_LATER);
      assertThat(replay(id).problem()).isEqualTo("409 source-gone");
      assertThat(read(id).text("state")).isEqualTo("WAITING");
      assertThat(discard(id, "the shop has closed", "ana").text("state")).isEqualTo("DISCARDED");
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class A_message_discarded {

    @Test
    void says_who_decided_and_why_and_is_not_replayed() {
      var id = waiting("orders-paid.decimal-comma");
      var answer = discard(id, "a test of the shop", "ana");
      assertThat(answer.text("state")).isEqualTo("DISCARDED");
      assertThat(answer.text("discardedBy")).isEqualTo("key:office/ana");
      assertThat(answer.text("why")).isEqualTo("a test of the shop");
      assertThat(answer.text("discardedAt")).isEqualTo(Sample.NOW.toString());
      assertThat(replay(id).problem()).isEqualTo("409 already-discarded");
    }

    @Test
    void by_the_same_word_again_stays_as_it_is_and_by_another_too() {
      var id = waiting("orders-paid.decimal-comma");
      discard(id, "a test of the shop", "ana");
      gateway.at(A_WEEK_LATER);
      assertThat(discard(id, "a test of the shop", "ana").text("discardedAt"))
          .isEqualTo(Sample.NOW.toString());
      assertThat(discard(id, "another reason", "ana").problem()).isEqualTo("409 already-discarded");
    }

    @Test
    void cannot_have_been_replayed() {
      var id = waitingForTheTable("orders-paid.voucher");
      replay(id);
      assertThat(discard(id, "too late", "ana").problem()).isEqualTo("409 already-replayed");
    }

    @Test
    void may_lose_the_answer_twice() {
      var id = waiting("orders-paid.decimal-comma");
      proxy.inject(
          Fault.on("UpdateItem")
              .table(table(TableShape.QUARANTINE))
              .dropAnswerAfterSuccess()
              .times(2));
      assertThat(discard(id, "a test of the shop", "ana").text("state")).isEqualTo("DISCARDED");
    }

    @Test
    void while_its_replay_is_under_way_was_replayed_because_that_is_what_happened() {
      var id = waitingForTheTable("orders-paid.voucher");
      proxy.before(Fault.on("PutItem").key("ORDER"), _ -> discard(id, "too late", "ana").status());
      assertThat(replay(id).text("state")).isEqualTo("REPLAYED");
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class A_replay_of_many {

    @Test
    void is_answered_at_once_and_done_batch_by_batch() {
      long first = order;
      var ids = waitingForTheMapping(60);
      var begun = replayMany("{\"source\": \"" + shop + "\"}");
      assertThat(begun.status()).isEqualTo(202);
      assertThat(begun.body().path("done").asBoolean()).isFalse();
      assertThat(workOff()).isEqualTo(1 + 3);
      assertThat(counts(begun)).isEqualTo("60 found, 60 replayed, 0 unusable, 0 failed, done");
      assertThat(ids).allSatisfy(id -> assertThat(read(id).text("state")).isEqualTo("REPLAYED"));
      assertThat(IntStream.range(0, 60).mapToObj(i -> evidence(first + i)))
          .allSatisfy(evidence -> assertThat(evidence).hasSize(1));
      assertThat(read(ids.getFirst()).text("replayedBy")).isEqualTo("replay:" + begun.id());
    }

    @Test
    void is_shown_to_no_key_that_is_bound_to_another_source() {
      var route = "GET " + ENTRIES + "/replays/{id}";
      var ofAnother = Map.of("id", replayMany("{\"source\": \"" + shop + "\"}").id());
      var ofAll = Map.of("id", replayMany("{}").id());
      var made = call("one-shop", "POST " + ENTRIES + "/replays", Map.of(), "{}");
      assertThat(call("one-shop", route, ofAnother, "").problem()).isEqualTo("404 not-found");
      assertThat(call("one-shop", route, ofAll, "").problem()).isEqualTo("404 not-found");
      assertThat(call("one-shop", route, Map.of("id", made.id()), "").status()).isEqualTo(200);
    }

    @Test
    void of_another_source_is_not_for_a_bound_key() {
      var named = "{\"source\": \"" + shop + "\"}";
      assertThat(call("one-shop", "POST " + ENTRIES + "/replays", Map.of(), named).problem())
          .isEqualTo("403 forbidden");
      assertThat(gateway.toReplay).isEmpty();
    }

    @Test
    void counts_what_is_still_unusable_and_what_failed() {
      waitingForTheMapping(2);
      order++;
      waiting("orders-paid.decimal-comma");
      order++;
      var gone = waitingForTheTable("orders-paid.voucher");
      gateway.bucket.remove(read(gone).id().replaceFirst(".*~", ""));
      var begun = replayMany("{\"source\": \"" + shop + "\"}");
      workOff();
      assertThat(counts(begun)).isEqualTo("4 found, 2 replayed, 1 unusable, 1 failed, done");
    }

    @Test
    void takes_those_of_a_reason_received_until_a_time() {
      var old = waitingForTheTable("orders-paid.voucher");
      order++;
      var other = waiting("orders-paid.decimal-comma");
      gateway.at(A_WEEK_LATER);
      order++;
      var late = waitingForTheTable("orders-paid.voucher");
      var begun =
          replayMany(
              "{\"source\": \"%s\", \"reason\": \"DEPENDENCY_FAILED\", \"until\": \"%s\"}"
                  .formatted(shop, Sample.NOW));
      workOff();
      assertThat(counts(begun)).isEqualTo("1 found, 1 replayed, 0 unusable, 0 failed, done");
      assertThat(read(old).text("state")).isEqualTo("REPLAYED");
      assertThat(read(other).text("state")).isEqualTo("WAITING");
      assertThat(read(late).text("state")).isEqualTo("WAITING");
    }

    @Test
    void may_be_of_everything_there_is_in_the_programme() {
      var id = waitingInTheOtherProgramme();
      var begun = call("stranger", "POST " + ENTRIES + "/replays", Map.of(), "{}");
      workOff();
      var route = "GET " + ENTRIES + "/replays/{id}";
      var end = call("stranger", route, Map.of("id", begun.id()), "").body();
      assertThat(end.path("done").asBoolean()).isTrue();
      assertThat(end.path("stillUnusable")).isEqualTo(end.path("found"));
      assertThat(end.path("found").asInt()).isPositive();
      var entry = call("stranger", "GET " + ENTRIES + "/{id}", Map.of("id", id), "");
      assertThat(entry.text("state")).isEqualTo("WAITING");
    }

    @Test
    void again_finds_nothing_more_to_do() {
      waitingForTheMapping(3);
      replayMany("{\"source\": \"" + shop + "\"}");
      workOff();
      var again = replayMany("{\"source\": \"" + shop + "\"}");
      workOff();
      assertThat(counts(again)).isEqualTo("0 found, 0 replayed, 0 unusable, 0 failed, done");
    }

    @Test
    void counts_alike_when_every_message_is_delivered_twice() {
      waitingForTheMapping(30);
      order++;
      waiting("orders-paid.decimal-comma");
      var begun = replayMany("{\"source\": \"" + shop + "\"}");
      while (!gateway.toReplay.isEmpty()) {
        var message = gateway.toReplay.removeFirst();
        assertThat(gateway.deliver(message)).isEmpty();
        assertThat(gateway.deliver(message)).isEmpty();
      }
      assertThat(counts(begun)).isEqualTo("31 found, 30 replayed, 1 unusable, 0 failed, done");
    }

    @Test
    void counts_alike_when_the_end_of_a_batch_was_never_written() {
      waitingForTheMapping(3);
      order++;
      waiting("orders-paid.decimal-comma");
      var begun = replayMany("{\"source\": \"" + shop + "\"}");
      gateway.deliver(gateway.toReplay.removeFirst());
      var message = gateway.toReplay.removeFirst();
      var down =
          proxy.inject(
              Fault.on("PutItem").table(table(TableShape.QUARANTINE)).unavailable().always());
      assertThat(gateway.deliver(message)).hasSize(1);
      assertThat(gateway.toReplay).isEmpty();
      down.close();
      assertThat(gateway.deliver(message)).isEmpty();
      workOff();
      assertThat(counts(begun)).isEqualTo("4 found, 3 replayed, 1 unusable, 0 failed, done");
    }

    @Test
    void goes_on_when_the_answer_to_every_step_is_lost_twice() {
      waitingForTheMapping(2);
      var begun = replayMany("{\"source\": \"" + shop + "\"}");
      while (!gateway.toReplay.isEmpty()) {
        var lost =
            proxy.inject(
                Fault.on("PutItem")
                    .table(table(TableShape.QUARANTINE))
                    .dropAnswerAfterSuccess()
                    .times(2));
        assertThat(gateway.deliver(gateway.toReplay.removeFirst())).isEmpty();
        assertThat(lost.hits()).isEqualTo(2);
        lost.close();
      }
      assertThat(counts(begun)).isEqualTo("2 found, 2 replayed, 0 unusable, 0 failed, done");
    }

    @Test
    void ends_a_batch_that_takes_long_and_goes_on_with_the_next() {
      waitingForTheMapping(5);
      var begun = replayMany("{\"source\": \"" + shop + "\"}");
      gateway.slow(Duration.ofSeconds(30));
      assertThat(workOff()).isGreaterThanOrEqualTo(1 + 5);
      assertThat(counts(begun)).isEqualTo("5 found, 5 replayed, 0 unusable, 0 failed, done");
    }

    @Test
    void counts_as_failed_what_is_throttled_and_leaves_it_to_the_next_replay() {
      var ids = waitingForTheMapping(2);
      var throttled =
          proxy.inject(Fault.on("PutItem").table(table(TableShape.PURCHASES)).throttle().always());
      var begun = replayMany("{\"source\": \"" + shop + "\"}");
      workOff();
      assertThat(counts(begun)).isEqualTo("2 found, 0 replayed, 0 unusable, 2 failed, done");
      assertThat(read(ids.getFirst()).text("reason")).isEqualTo("INTERNAL_ERROR");
      throttled.close();
      var again = replayMany("{\"source\": \"" + shop + "\"}");
      workOff();
      assertThat(counts(again)).isEqualTo("2 found, 2 replayed, 0 unusable, 0 failed, done");
    }

    @Test
    void is_asked_for_in_words_that_exist() {
      assertThat(replayMany("{\"source\": \"nowhere\"}").problem()).isEqualTo("422 unknown-source");
      assertThat(replayMany("{\"reason\": \"bad-mood\"}").text("field")).isEqualTo("reason");
      assertThat(replayMany("{\"sauce\": \"web\"}").text("field")).isEqualTo("sauce");
      assertThat(gateway.toReplay).isEmpty();
    }

    @Test
    void is_shown_to_its_programme_only() {
      var begun = replayMany("{\"source\": \"" + shop + "\"}");
      var path = Map.of("id", begun.id());
      var route = "GET " + ENTRIES + "/replays/{id}";
      assertThat(call("stranger", route, path, "").problem()).isEqualTo("404 not-found");
      assertThat(call("office", route, Map.of("id", "nothing"), "").problem())
          .isEqualTo("404 not-found");
    }

    @Test
    void that_nobody_knows_of_fails_where_it_is_no_name_and_is_forgotten_where_it_is() {
      assertThat(gateway.deliver("{\"replay\": \"nonsense\"}")).hasSize(1);
      assertThat(gateway.deliver("{\"replay\": \"tradition-des-vosges#REPLAY#gone\"}")).isEmpty();
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class Dead_letters {

    @BeforeEach
    void three_of_accrual_and_one_of_another_programme() {
      gateway.sqs.clear();
      for (int hours : List.of(2, 26, 5)) {
        gateway.sqs.send("dead-accrual", purchase(hours), ago(hours));
      }
      gateway.sqs.send("dead-accrual", OF_ANOTHER, ago(99));
    }

    @Test
    void are_shown_by_queue_with_their_number_and_age() {
      var answer = call("office", "GET /v1/dead-letters", Map.of(), "");
      assertThat(depths(answer))
          .containsExactly(
              "accrual: 3 since PT26H",
              "accrual-turns: 0",
              "minting: 0",
              "replay: 0",
              "webhook: 0",
              "expiry: 0",
              "birthday: 0");
      assertThat(gateway.sqs.in("dead-accrual")).hasSize(4);
      assertThat(gateway.sqs.anyHiddenIn("dead-accrual")).isFalse();
    }

    @Test
    void of_another_programme_are_neither_shown_nor_counted() {
      var answer = call("stranger", "GET /v1/dead-letters", Map.of(), "");
      assertThat(depths(answer))
          .containsExactly(
              "accrual: 1 since PT99H",
              "accrual-turns: 0",
              "minting: 0",
              "replay: 0",
              "webhook: 0",
              "expiry: 0",
              "birthday: 0");
    }

    @Test
    void go_back_to_where_they_came_from_and_those_of_others_stay() {
      assertThat(sentBack(move("office", "accrual"))).isEqualTo("202 accrual: 3");
      assertThat(gateway.sqs.in("accrual")).containsExactly(purchase(2), purchase(26), purchase(5));
      assertThat(gateway.sqs.in("dead-accrual")).containsExactly(OF_ANOTHER);
      assertThat(sentBack(move("stranger", "accrual"))).isEqualTo("202 accrual: 1");
      assertThat(gateway.sqs.in("accrual")).endsWith(OF_ANOTHER);
      assertThat(gateway.sqs.in("dead-accrual")).isEmpty();
    }

    @Test
    void go_back_once_however_often_somebody_asks() {
      move("office", "accrual");
      assertThat(sentBack(move("office", "accrual"))).isEqualTo("202 accrual: 0");
      assertThat(gateway.sqs.in("accrual")).hasSize(3);
    }

    @Test
    void of_accounts_and_replays_go_back_alike() {
      var account = "{\"account\": \"tradition-des-vosges#MEMBER#1\"}";
      var many = "{\"replay\": \"tradition-des-vosges#REPLAY#1\"}";
      gateway.sqs.send("dead-minting", account, ago(1));
      gateway.sqs.send("dead-replay", many, ago(1));
      assertThat(sentBack(move("office", "minting"))).isEqualTo("202 minting: 1");
      assertThat(sentBack(move("office", "replay"))).isEqualTo("202 replay: 1");
      assertThat(gateway.sqs.in("minting")).containsExactly(account);
      assertThat(gateway.sqs.in("replay")).containsExactly(many);
    }

    @Test
    void of_a_night_go_back_whether_they_name_a_place_on_a_list_or_a_member() {
      var place = "{\"due\": \"tradition-des-vosges#DUE#7|2026-03-22|camille\"}";
      var member = "{\"birthday\": \"tradition-des-vosges#MEMBER#camille\"}";
      gateway.sqs.send("dead-expiry", place, ago(1));
      gateway.sqs.send("dead-birthday", member, ago(1));
      assertThat(sentBack(move("office", "expiry"))).isEqualTo("202 expiry: 1");
      assertThat(sentBack(move("office", "birthday"))).isEqualTo("202 birthday: 1");
      assertThat(gateway.sqs.in("expiry")).containsExactly(place);
      assertThat(gateway.sqs.in("birthday")).containsExactly(member);
    }

    @Test
    void of_one_members_turns_go_to_the_ordinary_queue_ten_at_a_time() {
      gateway.sqs.clear();
      for (int turn = 0; turn < 12; turn++) {
        gateway.sqs.sendInGroup("dead-accrual-turns", "camille", purchase(turn), ago(1));
      }
      gateway.sqs.sendInGroup("dead-accrual-turns", "louis", purchase(100), ago(1));
      assertThat(sentBack(move("office", "accrual-turns")))
          .isEqualTo("202 accrual-turns: 11 and more");
      assertThat(sentBack(move("office", "accrual-turns"))).isEqualTo("202 accrual-turns: 2");
      assertThat(gateway.sqs.in("accrual")).hasSize(13).doesNotHaveDuplicates();
      assertThat(gateway.sqs.in("dead-accrual-turns")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"source\": \"org.ramure\", \"detail\": {\"id\": \"1\", \"programme\": \"%s\"}}",
          "{\"delivery\": \"%s#DELIVERY#s#2026-03-22T10:00:00Z#1\"}",
          "{\"replay\": \"%s#REPLAY#s#1\"}"
        })
    void of_webhooks_go_back_whatever_they_are(String letter) {
      var own = letter.formatted("tradition-des-vosges");
      var ofAnother = letter.formatted("unpublished");
      gateway.sqs.send("dead-webhook", own, ago(1));
      gateway.sqs.send("dead-webhook", ofAnother, ago(1));
      assertThat(sentBack(move("office", "webhook"))).isEqualTo("202 webhook: 1");
      assertThat(gateway.sqs.in("webhook")).containsExactly(own);
      assertThat(gateway.sqs.in("dead-webhook")).containsExactly(ofAnother);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"requestContext\": {\"condition\": \"RetryAttemptsExhausted\"}}",
          "{\"purchase\": 5}",
          "{\"purchase\": \"tradition-des-vosges\"}",
          "no letter at all"
        })
    void that_name_no_key_are_nobodys_and_stay(String letter) {
      gateway.sqs.send("dead-accrual", letter, ago(1));
      assertThat(sentBack(move("office", "accrual"))).isEqualTo("202 accrual: 3");
      assertThat(gateway.sqs.in("dead-accrual")).containsExactly(OF_ANOTHER, letter);
      assertThat(gateway.sqs.anyHiddenIn("dead-accrual")).isFalse();
    }

    @Test
    void that_the_queue_does_not_take_are_kept_and_there_is_more() {
      gateway.sqs.refuse(purchase(26));
      var answer = move("office", "accrual");
      assertThat(sentBack(answer)).isEqualTo("202 accrual: 2 and more");
      assertThat(gateway.sqs.in("accrual")).containsExactly(purchase(2), purchase(5));
      assertThat(gateway.sqs.in("dead-accrual")).containsExactly(purchase(26), OF_ANOTHER);
    }

    @Test
    void are_looked_through_ten_at_a_time_until_there_are_no_more() {
      IntStream.range(100, 150).forEach(i -> gateway.sqs.send("dead-accrual", purchase(i), ago(1)));
      assertThat(sentBack(move("office", "accrual"))).isEqualTo("202 accrual: 53");
      int looks = 1 + 6;
      int releases = 1;
      int sendsAndDeletes = 2 * 6;
      assertThat(gateway.sqs.calls()).isEqualTo(looks + releases + sendsAndDeletes);
    }

    @Test
    void are_so_many_that_a_call_ends_before_they_do() {
      IntStream.range(100, 150).forEach(i -> gateway.sqs.send("dead-accrual", purchase(i), ago(1)));
      gateway.slow(Duration.ofSeconds(6));
      var answer = move("office", "accrual");
      assertThat(answer.body().path("more").asBoolean()).isTrue();
      assertThat(answer.body().path("sentBack").asInt()).isBetween(1, 30);
    }

    @Test
    void cost_one_call_where_there_are_none() {
      gateway.sqs.clear();
      assertThat(sentBack(move("office", "accrual"))).isEqualTo("202 accrual: 0");
      assertThat(gateway.sqs.calls()).isEqualTo(1);
    }

    @Test
    void of_another_name_are_none() {
      assertThat(move("office", "sweep").problem()).isEqualTo("404 not-found");
    }

    @Test
    void are_not_for_shops_nor_for_keys_bound_to_one_source() {
      assertThat(call("shop", "GET /v1/dead-letters", Map.of(), "").status()).isEqualTo(403);
      assertThat(call("one-shop", "GET /v1/dead-letters", Map.of(), "").status()).isEqualTo(403);
      assertThat(move("one-shop", "accrual").status()).isEqualTo(403);
      assertThat(gateway.sqs.in("dead-accrual")).hasSize(4);
    }

    private static final String OF_ANOTHER = "{\"purchase\": \"unpublished#PURCHASE#early#1\"}";

    private static String purchase(int number) {
      return "{\"purchase\": \"tradition-des-vosges#PURCHASE#web#" + number + "\"}";
    }

    private static Instant ago(int hours) {
      return Sample.NOW.minus(Duration.ofHours(hours));
    }

    private Exchange move(String key, String queue) {
      return call(key, "POST /v1/dead-letters/{queue}/replay", Map.of("queue", queue), "");
    }

    private static List<String> depths(Exchange answer) {
      return StreamSupport.stream(answer.body().path("queues").spliterator(), false)
          .map(
              queue ->
                  queue.path("queue").asText()
                      + ": "
                      + queue.path("waiting")
                      + (queue.has("age") ? " since " + queue.path("age").asText() : ""))
          .toList();
    }

    private static String sentBack(Exchange answer) {
      return "%d %s: %d%s"
          .formatted(
              answer.status(),
              answer.text("queue"),
              answer.body().path("sentBack").asInt(),
              answer.body().path("more").asBoolean() ? " and more" : "");
    }
  }

  private byte[] body(String sample) {
    var text = Sample.named("shopify", sample).bodyText();
    return text.replace("6120384455941", Long.toString(order)).getBytes(UTF_8);
  }

  private Exchange deliver(String topic, byte[] body) {
    return gateway.webhook(shop, topic, body, ShopifySignature.of(body, Gateway.OLD_SECRET));
  }

  /// @return the id of the entry
  private String waiting(String sample) {
    return reference(deliver("orders/paid", body(sample)));
  }

  private String waitingForTheTable(String sample) {
    return waitingForTheTable("orders/paid", sample);
  }

  /// A sound message that came while Purchases took nothing.
  private String waitingForTheTable(String topic, String sample) {
    try (var down =
        proxy.inject(
            Fault.on("GetItem").table(table(TableShape.PURCHASES)).unavailable().always())) {
      var answer = deliver(topic, body(sample));
      assertThat(down.hits()).isPositive();
      return reference(answer);
    }
  }

  /// Sound messages that came while the mapping was broken.
  private List<String> waitingForTheMapping(int orders) {
    gateway.mapping(true);
    var ids =
        IntStream.range(0, orders)
            .mapToObj(
                i -> {
                  order += i == 0 ? 0 : 1;
                  return waiting("orders-paid.voucher");
                })
            .toList();
    gateway.mapping(false);
    return ids;
  }

  /// Of which nothing was published, so that nothing can be used.
  private String waitingInTheOtherProgramme() {
    var body = body("orders-paid.voucher");
    var signature = ShopifySignature.of(body, Gateway.OLD_SECRET);
    return reference(gateway.webhook("early", "orders/paid", body, signature));
  }

  private static String reference(Exchange quarantined) {
    assertThat(quarantined.outcome()).isEqualTo("202 quarantined");
    return quarantined.id();
  }

  private List<Evidence> evidence() {
    return evidence(order);
  }

  private List<Evidence> evidence(long number) {
    return gateway.purchase(shop, Long.toString(number)).evidence();
  }

  /// @return how many batches there were
  private int workOff() {
    int batches = 0;
    for (; !gateway.toReplay.isEmpty(); batches++) {
      assertThat(gateway.deliver(gateway.toReplay.removeFirst())).isEmpty();
    }
    return batches;
  }

  private Exchange replay(String id) {
    return call("office", "POST " + ENTRIES + "/{id}/replay", Map.of("id", id), "");
  }

  private Exchange discard(String id, String reason, String by) {
    var body = Json.text(Map.of("reason", reason, "by", by));
    return call("office", "POST " + ENTRIES + "/{id}/discard", Map.of("id", id), body);
  }

  private Exchange replayMany(String body) {
    return call("office", "POST " + ENTRIES + "/replays", Map.of(), body);
  }

  private String counts(Exchange begun) {
    JsonNode now =
        call("office", "GET " + ENTRIES + "/replays/{id}", Map.of("id", begun.id()), "").body();
    return "%s found, %s replayed, %s unusable, %s failed, %s"
        .formatted(
            now.path("found"),
            now.path("replayed"),
            now.path("stillUnusable"),
            now.path("failed"),
            now.path("done").asBoolean() ? "done" : "under way");
  }

  private Exchange read(String id) {
    return call("office", "GET " + ENTRIES + "/{id}", Map.of("id", id), "");
  }

  private Exchange read(String id, String parameter, String value) {
    var event = GatewayEvent.of("GET " + ENTRIES + "/{id}", Map.of("id", id), "office", "");
    GatewayEvent.query(event).put(parameter, value);
    return gateway.office(event);
  }

  private Exchange list(Map<String, String> query) {
    return query("office", "GET " + ENTRIES, query);
  }

  private Exchange query(String key, String route, Map<String, String> query) {
    var event = GatewayEvent.of(route, Map.of(), key, "");
    query.forEach(GatewayEvent.query(event)::put);
    return gateway.office(event);
  }

  private Exchange call(String key, String route, Map<String, String> path, String body) {
    return gateway.office(GatewayEvent.of(route, path, key, body));
  }

  private static List<String> texts(Exchange page, String name) {
    return StreamSupport.stream(page.body().path("entries").spliterator(), false)
        .map(entry -> entry.path(name).asText())
        .toList();
  }

  private String table(TableShape shape) {
    return gateway.tables.name(shape);
  }
}
