// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.table.programmes.PublishedVersion;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(DynamoDbExtension.class)
class VersionsTest {

  private static final Duration NOTICE = Duration.ofMinutes(10);
  private static final String DRAFT = Desk.programme("/draft");

  private final Desk desk;
  private final DynamoDbProxy proxy;
  private final Instant soon;

  VersionsTest(DynamoDbClient client, DynamoDbProxy proxy) {
    desk = Desk.open(client);
    this.proxy = proxy;
    soon = desk.now().plus(NOTICE);
  }

  private static String body(JsonNode document) {
    return "{\"document\": " + document + ", \"by\": \"ann\"}";
  }

  private Exchange save(JsonNode document, String seen) {
    return desk.handle(draftEvent("PUT", seen, body(document)));
  }

  private Exchange discard(String seen) {
    return desk.handle(draftEvent("DELETE", seen, ""));
  }

  private JsonNode draftEvent(String method, String seen, String body) {
    var event = Desk.event(method, DRAFT, desk.adminKey(), body);
    if (!seen.isEmpty()) {
      GatewayEvent.headers(event).put("If-Match", '"' + seen + '"');
    }
    return event;
  }

  private Exchange publishDraft(String revision, Instant effectiveFrom) {
    return desk.post(
        Desk.programme("/versions"),
        Desk.publication("draft", TextNode.valueOf(revision), effectiveFrom));
  }

  private List<Integer> numbers() {
    return desk.get(Desk.programme("/versions")).body().findValues("version").stream()
        .map(JsonNode::asInt)
        .toList();
  }

  @Nested
  class A_programme {

    @Test
    void is_the_callers_own() {
      var answer = desk.get("/v1/programmes").body();
      assertThat(answer.findValuesAsText("programme")).containsExactly(Desk.ID);
      assertThat(desk.get(Desk.programme("")).body()).isEqualTo(answer.at("/programmes/0"));
      assertThat(answer.at("/programmes/0/inForce/publishedBy").asText()).isEqualTo("ann");
    }

    @Test
    void of_another_brand_looks_like_none() {
      desk.begin("another-brand");
      for (var route :
          desk.handler().routes().matrix().keySet().stream()
              .filter(key -> key.contains("{programme}"))
              .toList()) {
        var there = call(route, "another-brand");
        assertThat(there.problem()).as(route).isEqualTo("404 not-found");
        assertThat(there.text()).isEqualTo(call(route, "nobodys").text());
      }
    }

    private Exchange call(String route, String programme) {
      var path = route.split(" ")[1].replace("{programme}", programme).replace("{version}", "1");
      return desk.handle(Desk.event(route.split(" ")[0], path, desk.adminKey(), requestOf(route)));
    }

    private String requestOf(String route) {
      return Contract.published().operation(route).requestSample();
    }
  }

  @Nested
  class Publishing {

    @Test
    void needs_notice_and_is_then_in_force() {
      assertThat(desk.publish(Desk.document(200), desk.now()).problem())
          .isEqualTo("409 not-publishable");
      var answer = desk.publish(Desk.document(200), soon);
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.headers()).containsEntry("location", Desk.programme("/versions/2"));
      assertThat(desk.programmes.inForceAt(Desk.TRADITION, soon).number()).isEqualTo(2);
      assertThat(desk.get(Desk.programme("")).body().at("/inForce/version").asInt()).isEqualTo(1);
      assertThat(desk.get(Desk.programme("")).body().at("/latest/version").asInt()).isEqualTo(2);
      desk.pass(NOTICE);
      assertThat(desk.get(Desk.programme("")).body().at("/inForce/version").asInt()).isEqualTo(2);
    }

    @Test
    void says_which_key_and_who() {
      var by = desk.publish(Desk.document(200), soon).text("publishedBy");
      assertThat(by).matches("key:[0-9a-f]{12}/ann");
      assertThat(desk.get(Desk.programme("/versions/2")).text("publishedBy")).isEqualTo(by);
    }

    @Test
    void keeps_zone_and_currency_and_the_order_of_versions() {
      assertThat(desk.publish(Desk.document().put("zone", "Indian/Reunion"), soon).reason())
          .isEqualTo("ZONE_CHANGED");
      assertThat(desk.publish(Desk.document().put("currency", "CHF"), soon).reason())
          .isEqualTo("CURRENCY_CHANGED");
      desk.publish(Desk.document(200), soon.plusSeconds(60));
      assertThat(desk.publish(Desk.document(300), soon).reason()).isEqualTo("NOT_AFTER_PREVIOUS");
      assertThat(desk.publish(Desk.document(300), desk.now()).reason()).isEqualTo("TOO_SOON");
    }

    @Test
    void names_every_fault_and_changes_nothing() {
      var answer = desk.publish(Desk.document(0).put("zone", "Paris"), soon);
      assertThat(answer.problem()).isEqualTo("422 document-refused");
      assertThat(answer.body().path("faults").findValuesAsText("path"))
          .containsExactly("zone", "reward.threshold");
      assertThat(numbers()).containsExactly(1);
    }

    @Test
    void refuses_the_document_of_another_programme() {
      var answer = desk.publish(Desk.document(200).put("programme", "patyka"), soon);
      assertThat(answer.body().path("faults").findValuesAsText("path"))
          .containsExactly("programme");
    }

    @Test
    void twice_is_one_version() {
      var first = desk.publish(Desk.document(200), soon);
      desk.pass(Duration.ofMinutes(1));
      assertThat(desk.publish(Desk.document(200), soon).text()).isEqualTo(first.text());
      assertThat(desk.publish(Desk.document(300), soon).reason()).isEqualTo("NOT_AFTER_PREVIOUS");
      assertThat(numbers()).containsExactly(2, 1);
    }

    @Test
    void warns_of_stores_and_zones_that_nobody_has_set_up() {
      var document = Desk.document(200);
      document.withObject("/rules/0/scope").putArray("stores").add("S1");
      document.withObject("/rules/0/scope").putArray("zones").add("east");
      assertThat(desk.publish(document, soon).body().path("warnings").findValuesAsText("path"))
          .containsExactly("rules[0].scope.stores", "rules[0].scope.zones");
    }

    @Test
    void is_seen_by_a_warm_function_within_a_minute() {
      assertThat(desk.programmes.versions(Desk.TRADITION)).hasSize(1);
      desk.publish(Desk.document(200), soon);
      assertThat(desk.programmes.versions(Desk.TRADITION)).hasSize(1);
      desk.pass(Duration.ofSeconds(60));
      assertThat(desk.programmes.versions(Desk.TRADITION)).hasSize(2);
    }

    @Test
    void by_two_at_once_has_one_winner_and_the_other_is_told() throws InterruptedException {
      var outcomes = atOnce(i -> desk.publish(Desk.document(200 + i), soon.plusSeconds(i)));
      assertThat(outcomes).filteredOn(answer -> answer.status() == 201).isNotEmpty();
      assertThat(outcomes)
          .extracting(Exchange::problem)
          .allMatch(
              problem ->
                  problem.startsWith("201")
                      || problem.equals("409 published-meanwhile")
                      || problem.equals("409 not-publishable"));
      var won = outcomes.stream().filter(answer -> answer.status() == 201).count();
      assertThat(numbers()).hasSize(1 + (int) won);
    }

    @Test
    void meanwhile_is_told() {
      proxy.before(
          CallPattern.of("TransactWriteItems"), 1, _ -> desk.table.publish(somebodyElses()));
      var answer = desk.publish(Desk.document(200), soon);
      assertThat(answer.problem()).isEqualTo("409 published-meanwhile");
      assertThat(numbers()).containsExactly(2, 1);
    }

    private PublishedVersion somebodyElses() {
      return new PublishedVersion(
          Desk.TRADITION, 2, soon, desk.now(), "bob", Desk.document(175).toString());
    }

    @Test
    void the_same_by_many_at_once_is_one_version() throws InterruptedException {
      var outcomes = atOnce(_ -> desk.publish(Desk.document(200), soon));
      assertThat(outcomes).extracting(Exchange::text).containsOnly(outcomes.getFirst().text());
      assertThat(numbers()).containsExactly(2, 1);
    }

    @Test
    void costs_two_calls() {
      desk.get("/v1/programmes");
      var usage = proxy.meter().during(() -> desk.publish(Desk.document(200), soon));
      assertThat(usage.total()).hasToString("2 calls, 1 R, 6 W");
    }
  }

  private static List<Exchange> atOnce(IntFunction<Exchange> call) throws InterruptedException {
    var calls = IntStream.range(0, 8).<Callable<Exchange>>mapToObj(i -> () -> call.apply(i));
    try (var threads = Executors.newFixedThreadPool(8)) {
      return threads.invokeAll(calls.toList()).stream().map(Future::resultNow).toList();
    }
  }

  @Nested
  class Reading_versions {

    @Test
    void shows_each_as_it_was_published() {
      desk.publish(Desk.document(200), soon);
      assertThat(desk.get(Desk.programme("/versions/1")).body().path("document"))
          .isEqualTo(Desk.document());
      assertThat(desk.get(Desk.programme("/versions/2")).body().path("document"))
          .isEqualTo(Desk.document(200));
    }

    @Test
    void finds_none_that_is_not_there() {
      for (var number : List.of("2", "0", "01", "x", "-1", "9999999")) {
        assertThat(desk.get(Desk.programme("/versions/" + number)).problem())
            .as(number)
            .isEqualTo("404 not-found");
      }
    }
  }

  @Nested
  class A_draft {

    @Test
    void may_be_unfinished_and_says_what_is_missing() {
      var unfinished = Desk.document();
      unfinished.remove("points");
      var answer = save(unfinished, "");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().path("faults").findValuesAsText("path")).containsExactly("points");
      var read = desk.get(DRAFT);
      assertThat(read.text()).isEqualTo(answer.text());
      assertThat(read.headers()).containsEntry("etag", '"' + answer.text("revision") + '"');
      assertThat(read.body().path("document")).isEqualTo(unfinished);
      assertThat(desk.get(Desk.programme("")).body().at("/draft/revision").asText())
          .isEqualTo(answer.text("revision"));
    }

    @Test
    void is_none_at_first_and_none_once_discarded() {
      assertThat(desk.get(DRAFT).problem()).isEqualTo("404 not-found");
      assertThat(discard("").status()).isEqualTo(204);
      var revision = save(Desk.document(200), "").text("revision");
      assertThat(discard(revision).status()).isEqualTo(204);
      assertThat(discard(revision).status()).isEqualTo(204);
      assertThat(desk.get(DRAFT).problem()).isEqualTo("404 not-found");
    }

    @Test
    void is_never_overwritten_by_who_has_not_seen_it() {
      var first = save(Desk.document(200), "").text("revision");
      var second = save(Desk.document(300), first).text("revision");
      for (var seen : List.of("", first, "made-up")) {
        var late = save(Desk.document(400), seen);
        assertThat(late.problem()).isEqualTo("412 draft-changed");
        assertThat(late.body().at("/draft/revision").asText()).isEqualTo(second);
        assertThat(discard(seen).problem()).isEqualTo("412 draft-changed");
      }
      assertThat(desk.get(DRAFT).body().path("document")).isEqualTo(Desk.document(300));
    }

    @Test
    void that_was_discarded_meanwhile_is_not_there_to_be_changed() {
      var revision = save(Desk.document(200), "").text("revision");
      discard(revision);
      assertThat(save(Desk.document(300), revision).problem()).isEqualTo("412 draft-changed");
    }

    @Test
    void saved_again_by_who_lost_the_answer_is_answered_alike() {
      var saved = save(Desk.document(200), "");
      assertThat(save(Desk.document(200), "").text()).isEqualTo(saved.text());
    }

    @Test
    void by_two_who_write_at_once_is_that_of_one() throws InterruptedException {
      var seen = save(Desk.document(200), "").text("revision");
      var outcomes = atOnce(i -> save(Desk.document(300 + i), seen));
      assertThat(outcomes).filteredOn(answer -> answer.status() == 200).hasSize(1);
      assertThat(outcomes).filteredOn(answer -> answer.status() == 412).hasSize(7);
    }

    @Test
    void becomes_a_version_and_is_gone() {
      var revision = save(Desk.document(200), "").text("revision");
      var published = publishDraft(revision, soon);
      assertThat(published.body().path("version").asInt()).isEqualTo(2);
      assertThat(desk.get(DRAFT).problem()).isEqualTo("404 not-found");
      assertThat(publishDraft(revision, soon).text()).isEqualTo(published.text());
      assertThat(numbers()).containsExactly(2, 1);
    }

    @Test
    void is_published_as_it_was_seen_or_not_at_all() {
      var first = save(Desk.document(200), "").text("revision");
      save(Desk.document(300), first);
      assertThat(publishDraft(first, soon).problem()).isEqualTo("412 draft-changed");
      assertThat(numbers()).containsExactly(1);
    }

    @Test
    void that_has_faults_stays_a_draft() {
      var revision = save(Desk.document(0), "").text("revision");
      assertThat(publishDraft(revision, soon).problem()).isEqualTo("422 document-refused");
      assertThat(desk.get(DRAFT).text("revision")).isEqualTo(revision);
    }

    @Test
    void is_as_long_as_a_version_at_most() {
      var document = Desk.document();
      document.putArray("assumptions").add("x".repeat(60_000)).add("y".repeat(60_000));
      var answer = save(document, "");
      assertThat(answer.problem()).isEqualTo("400 bad-request");
      assertThat(answer.text("field")).isEqualTo("document");
    }

    @Test
    void costs_one_write_to_save() {
      desk.get("/v1/programmes");
      var usage = proxy.meter().during(() -> save(Desk.document(200), ""));
      assertThat(usage.total()).hasToString("1 call, 0 R, 2 W");
    }
  }

  @Nested
  class A_verdict {

    @Test
    void says_what_publishing_would_say_and_saves_nothing() {
      var good = desk.post(Desk.programme("/validation"), body(Desk.document(200))).body();
      assertThat(good.path("valid").asBoolean()).isTrue();
      var bad = desk.post(Desk.programme("/validation"), body(Desk.document(0))).body();
      assertThat(bad.path("valid").asBoolean()).isFalse();
      assertThat(bad.path("faults").findValuesAsText("path")).containsExactly("reward.threshold");
      assertThat(desk.get(DRAFT).problem()).isEqualTo("404 not-found");
      assertThat(numbers()).containsExactly(1);
    }

    @Test
    void is_given_about_an_object_only() {
      var answer = desk.post(Desk.programme("/validation"), "{\"document\": \"text\"}");
      assertThat(answer.problem()).isEqualTo("400 bad-request");
      assertThat(answer.text("field")).isEqualTo("document");
    }
  }

  @Nested
  class A_comparison {

    private Stream<String> differences(String query) {
      return desk.get(Desk.programme("/comparison" + query))
          .body()
          .path("differences")
          .valueStream()
          .map(
              d ->
                  "%s %s %s → %s"
                      .formatted(
                          d.path("kind").asText(),
                          d.path("path").asText(),
                          d.path("from"),
                          d.path("to")));
    }

    @Test
    void is_of_the_latest_version_and_the_draft_unless_said_otherwise() {
      save(Desk.document(200), "");
      assertThat(differences("")).containsExactly("CHANGED reward.threshold 150 → 200");
      assertThat(differences("?from=draft&to=1"))
          .containsExactly("CHANGED reward.threshold 200 → 150");
    }

    @Test
    void of_any_two_versions() {
      desk.publish(Desk.document(200), soon);
      assertThat(differences("?from=2&to=1")).containsExactly("CHANGED reward.threshold 200 → 150");
      assertThat(differences("?from=2&to=2")).isEmpty();
    }

    @Test
    void needs_both_sides() {
      for (var query : List.of("", "?to=3", "?from=0&to=1", "?from=x&to=1")) {
        assertThat(desk.get(Desk.programme("/comparison" + query)).problem())
            .as(query)
            .isEqualTo("404 not-found");
      }
    }
  }
}
