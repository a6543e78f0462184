// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.local.queue.LocalQueue;
import org.ramure.local.tour.Api.Answer;
import org.ramure.local.tour.Api.Caller;

/// The office's way back, played: what waited while something was broken, and what was given up,
/// counts once in the end. Queues, bodies and streams are those of the running stack.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class ReplayTest {

  private static final String ENTRIES = "/v1/quarantine";

  private final RealStack real;
  private final Caller office;

  ReplayTest(RealStack real) {
    this.real = real;
    this.office = real.brand.admin();
  }

  @BeforeEach
  void no_dead_letters() {
    deadLetters().purge();
  }

  private LocalQueue deadLetters() {
    return real.stack.queues().get("AccrualDeadLetters");
  }

  private static Answer post(Caller caller, String path) {
    return caller.send("POST", path, "").join();
  }

  /// Orders that come while nothing can be read of Purchases.
  private List<String> waiting(List<ShopifyOrder> orders) {
    try (var down =
        real.stack.proxy().inject(real.calls("GetItem", "Purchases").unavailable().always())) {
      var answers = orders.stream().map(order -> real.brand.shop().paid(order)).toList();
      assertThat(down.hits()).isPositive();
      assertThat(answers).extracting(Answer::status).containsOnly(202);
      return answers.stream().map(answer -> answer.text("/id")).toList();
    }
  }

  private JsonNode listed(String id) {
    var page = office.get(ENTRIES + "?source=vosges-web&limit=100").body();
    return StreamSupport.stream(page.path("entries").spliterator(), false)
        .filter(entry -> entry.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_message_is_listed_with_its_reason_and_replayed_once_the_cause_is_mended()
      throws Exception {
    var customer = real.join("Aldegonde").getFirst();
    var id = waiting(List.of(Brand.order(customer, Brand.TOWELS))).getFirst();
    var entry = listed(id);
    assertThat(entry.path("state").asText()).isEqualTo("WAITING");
    assertThat(entry.path("reason").asText()).isEqualTo("DEPENDENCY_FAILED");
    assertThat(entry.path("sentence").asText()).startsWith("Something needed did not answer");
    assertThat(entry.path("age").asText()).matches("PT[0-9MS]+");
    assertThat(customer.statement().entries()).isEmpty();

    var replay = ENTRIES + "/" + entry.path("id").asText() + "/replay";
    assertThat(post(office, replay).text("/outcome")).isEqualTo("stored");
    real.awaitQuiet();
    assertThat(post(office, replay).text("/state")).isEqualTo("REPLAYED");
    real.awaitQuiet();
    assertThat(customer.statement().entries()).containsExactly("ACCRUE +45");
    var discard = ENTRIES + "/" + entry.path("id").asText() + "/discard";
    assertThat(office.post(discard, Map.of("reason", "too late", "by", "ana")).text("/type"))
        .endsWith("already-replayed");
  }

  @Test
  void many_are_replayed_with_their_progress_and_again_there_is_nothing_left() throws Exception {
    var customers = real.join("Bertille", "Cunegonde");
    var orders =
        customers.stream()
            .flatMap(
                customer -> Stream.generate(() -> Brand.order(customer, Brand.TOWELS)).limit(3))
            .toList();
    var ids = waiting(orders);
    var wanted = Map.of("source", "vosges-web", "reason", "DEPENDENCY_FAILED");
    var done = replayed(wanted);
    assertThat(done.path("found").asInt()).isGreaterThanOrEqualTo(ids.size());
    assertThat(done.path("replayed")).isEqualTo(done.path("found"));
    assertThat(replayed(wanted).path("found").asInt()).isZero();
    assertThat(ids)
        .allSatisfy(id -> assertThat(listed(id).path("state").asText()).isEqualTo("REPLAYED"));
    assertThat(customers)
        .extracting(Customer::statement)
        .allSatisfy(
            statement ->
                assertThat(statement.entries())
                    .containsExactly("ACCRUE +45", "ACCRUE +45", "ACCRUE +45"));
  }

  @Test
  void everything_that_waits_is_tried_and_what_cannot_be_used_waits_on() throws Exception {
    var customer = real.join("Edeltraud").getFirst();
    var ids = waiting(List.of(Brand.order(customer, Brand.TOWELS)));
    var dollars = real.brand.shop().inDollars(Brand.order(customer, Brand.TOWELS)).text("/id");
    var done = replayed(Map.of());
    long tried =
        IntStream.of(
                done.path("replayed").asInt(),
                done.path("stillUnusable").asInt(),
                done.path("failed").asInt())
            .sum();
    assertThat(tried).isEqualTo(done.path("found").asLong());
    assertThat(done.path("stillUnusable").asInt()).isPositive();
    assertThat(listed(ids.getFirst()).path("state").asText()).isEqualTo("REPLAYED");
    assertThat(listed(dollars).path("state").asText()).isEqualTo("WAITING");
    assertThat(customer.statement().entries()).containsExactly("ACCRUE +45");
  }

  private JsonNode replayed(Map<String, String> wanted) throws Exception {
    var begun = office.post(ENTRIES + "/replays", wanted);
    assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
    real.awaitQuiet();
    var now = office.get(ENTRIES + "/replays/" + begun.text("/id")).body();
    assertThat(now.path("stage").asText()).as(now.toString()).isEqualTo("DONE");
    return now;
  }

  @Test
  void purchases_given_up_while_the_ledger_was_down_are_sent_back_and_count_once()
      throws Exception {
    var customer = real.join("Frederune").getFirst();
    try (var down =
        real.stack
            .proxy()
            .inject(real.calls("TransactWriteItems", "Ledger").unavailable().always())) {
      assertThat(real.brand.shop().paid(Brand.order(customer, Brand.TOWELS)).status())
          .isEqualTo(200);
      real.awaitQuiet();
      assertThat(down.hits()).isPositive();
    }
    assertThat(customer.statement().entries()).isEmpty();
    assertThat(accrual().path("waiting").asInt()).isEqualTo(1);
    assertThat(accrual().path("age").asText()).matches("PT[0-9MS]+");

    var back = "/v1/dead-letters/accrual/replay";
    assertThat(post(office, back).body().path("sentBack").asInt()).isEqualTo(1);
    real.awaitQuiet();
    assertThat(post(office, back).body().path("sentBack").asInt()).isZero();
    assertThat(accrual().path("waiting").asInt()).isZero();
    assertThat(customer.statement().entries()).containsExactly("ACCRUE +45");
  }

  private JsonNode accrual() {
    return office.get("/v1/dead-letters").body().path("queues").path(0);
  }

  @Test
  void letters_of_another_programme_stay_where_they_are() {
    deadLetters().send("{\"purchase\": \"another-brand#PURCHASE#shop#1\"}");
    assertThat(accrual().path("waiting").asInt()).isZero();
    assertThat(post(office, "/v1/dead-letters/accrual/replay").body().path("sentBack").asInt())
        .isZero();
    assertThat(deadLetters().depth().waiting()).isEqualTo(1);
    deadLetters().purge();
  }
}
