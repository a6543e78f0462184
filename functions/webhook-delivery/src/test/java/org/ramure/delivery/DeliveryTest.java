// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.delivery.Deliverer.Report;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.Fault;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.Log;
import org.ramure.table.LocalTables;
import org.ramure.table.TableShape;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeliveryTest {

  private static final Map<String, LocalTables> TABLES = new HashMap<>();

  private final DynamoDbProxy proxy;
  private final Office office;
  private final Receiver receiver = new Receiver();
  private String subscription = "none";
  private String secret = "none";

  DeliveryTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    office =
        new Office(
            client,
            TABLES.computeIfAbsent(names.prefix(), prefix -> LocalTables.create(client, prefix)));
  }

  @BeforeEach
  void subscribe() {
    var made = office.subscribe(receiver.url());
    subscription = made.id();
    secret = made.text("secret");
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private String state() {
    return office.only(subscription).path("state").asText();
  }

  private Instant next() {
    return Instant.parse(office.only(subscription).path("nextAttemptAt").asText());
  }

  private void waitsForItsNextAttempt() {
    office.passes(Duration.between(office.now(), next()));
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class An_event {

    @Test
    void is_sent_as_it_came_and_the_receiver_can_verify_it() {
      var event = office.event("e1");
      assertThat(office.deliver(event)).isEmpty();
      var got = receiver.got().getFirst();
      assertThat(got.body()).isEqualTo(event);
      assertThat(got.isSignedWith(secret)).isTrue();
      assertThat(state()).isEqualTo("DELIVERED");
    }

    @Test
    void that_the_bus_hands_over_again_is_not_sent_again() {
      office.deliver(office.event("e1"));
      office.deliver(office.event("e1"), office.event("e1"));
      assertThat(receiver.got()).hasSize(1);
    }

    @Test
    void goes_to_all_who_want_it_and_to_nobody_else() {
      try (var vouchers = new Receiver();
          var points = new Receiver()) {
        office.create("k1", vouchers.url(), "org.ramure.voucher.*");
        office.create("k2", points.url(), "org.ramure.points.*");
        office.deliver(office.event("e1"));
        assertThat(vouchers.got()).hasSize(1);
        assertThat(points.got()).isEmpty();
        assertThat(receiver.got()).hasSize(1);
      }
    }

    @Test
    void of_a_programme_without_subscriptions_is_taken_and_costs_one_read() {
      var event = office.event("e1").replace(office.programme.value(), "nobody-listens");
      var used = proxy.meter().during(() -> assertThat(office.deliver(event)).isEmpty());
      assertThat(used.calls()).isEqualTo(1);
      assertThat(used.writeUnits()).isZero();
    }

    @Test
    void that_is_none_is_handed_back_and_the_others_are_sent() {
      assertThat(office.deliver("{\"id\":\"e1\"}", office.event("e2"), "nothing"))
          .containsExactlyInAnyOrder(0, 2);
      assertThat(receiver.got()).extracting(Receiver.Got::id).containsExactly("e2");
    }

    @Test
    void whose_delivery_cannot_be_written_is_handed_back_and_sent_again_under_the_same_id() {
      proxy.inject(
          Fault.on("PutItem")
              .table(office.tables.name(TableShape.WEBHOOKS))
              .unavailable()
              .always());
      assertThat(office.deliver(office.event("e1"))).containsExactly(0);
      proxy.calm();
      assertThat(office.deliver(office.event("e1"))).isEmpty();
      assertThat(receiver.got()).extracting(Receiver.Got::id).containsExactly("e1", "e1");
      assertThat(state()).isEqualTo("DELIVERED");
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class An_event_that_is_not_taken {

    @Test
    void is_sent_again_under_the_same_id_when_it_is_due_and_not_before() {
      receiver.answerNext(Receiver.Answer.of(500));
      office.deliver(office.event("e1"));
      assertThat(state()).isEqualTo("WAITING");
      assertThat(office.due()).isEqualTo(Report.NOTHING);
      waitsForItsNextAttempt();
      assertThat(office.due()).isEqualTo(new Report(1, 0, 0));
      assertThat(receiver.got()).extracting(Receiver.Got::id).containsExactly("e1", "e1");
      assertThat(receiver.got().getLast().body()).isEqualTo(receiver.got().getFirst().body());
      assertThat(receiver.got().getLast().isSignedWith(secret)).isTrue();
      assertThat(office.due()).isEqualTo(Report.NOTHING);
    }

    @Test
    void tells_its_attempts_and_nothing_of_what_was_answered() {
      receiver.answerNext(Receiver.Answer.of(302), Receiver.Answer.of(503));
      office.deliver(office.event("e1"));
      waitsForItsNextAttempt();
      office.due();
      var attempts = office.only(subscription).path("attempts");
      assertThat(attempts.findValuesAsText("status")).containsExactly("503", "302");
      assertThat(attempts.findValuesAsText("outcome")).containsExactly("REFUSED", "REDIRECTED");
    }

    @Test
    void waits_for_as_long_as_the_receiver_asks() {
      receiver.answerNext(new Receiver.Answer(429, Map.of("Retry-After", "3600")));
      office.deliver(office.event("e1"));
      assertThat(next()).isEqualTo(Office.NOW.plusSeconds(3600));
    }

    @Test
    void is_given_up_after_ten_attempts_and_the_receiver_with_it_and_somebody_hears_of_it() {
      receiver.answerAlways(Receiver.Answer.of(500));
      office.deliver(office.event("e1"));
      var lines =
          Log.capture(
              () -> {
                while (state().equals("WAITING")) {
                  waitsForItsNextAttempt();
                  office.due();
                }
              });
      assertThat(receiver.got()).hasSize(10);
      assertThat(state()).isEqualTo("FAILED");
      assertThat(office.read(subscription).text("state")).isEqualTo("DISABLED");
      assertThat(office.read(subscription).text("disabledBecause")).isEqualTo("FAILING");
      assertThat(office.read(subscription).text("changedBy")).isEqualTo("webhook-delivery");
      assertThat(lines).anyMatch(line -> line.contains("\"WebhookSubscriptionsDisabled\":1"));
      assertThat(lines).anyMatch(line -> line.contains("webhooks.disabled"));
      assertThat(String.join("", lines)).doesNotContain("127.0.0.1", "whsec_", "shop=1");
    }

    @Test
    void does_not_end_a_receiver_that_took_others_meanwhile() {
      receiver.answerAlways(Receiver.Answer.of(500));
      office.deliver(office.event("e1"));
      while (state().equals("WAITING")) {
        waitsForItsNextAttempt();
        office.subscriptions.well(office.held(subscription), office.now());
        office.due();
      }
      assertThat(office.read(subscription).text("state")).isEqualTo("ACTIVE");
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class A_receiver {

    @Test
    void that_is_gone_is_disabled_at_once_and_gets_nothing_more() {
      receiver.answerNext(Receiver.Answer.of(410));
      office.deliver(office.event("e1"));
      office.deliver(office.event("e2"));
      assertThat(receiver.got()).hasSize(1);
      assertThat(state()).isEqualTo("FAILED");
      assertThat(office.read(subscription).text("disabledBecause")).isEqualTo("GONE");
    }

    @Test
    void that_was_disabled_can_be_enabled_again() {
      receiver.answerNext(Receiver.Answer.of(410));
      office.deliver(office.event("e1"));
      office.passes(Duration.ofDays(5));
      assertThat(office.change(subscription, receiver.url(), "ACTIVE").text("state"))
          .isEqualTo("ACTIVE");
      office.restart();
      office.deliver(office.event("e2"));
      assertThat(receiver.got()).extracting(Receiver.Got::id).containsExactly("e1", "e2");
    }

    @Test
    void that_is_paused_gets_what_waited_when_it_goes_on() {
      office.change(subscription, receiver.url(), "PAUSED");
      office.restart();
      office.deliver(office.event("e1"), office.event("e2"));
      assertThat(office.due()).isEqualTo(Report.NOTHING);
      assertThat(receiver.got()).isEmpty();
      office.change(subscription, receiver.url(), "ACTIVE");
      office.restart();
      assertThat(office.due()).isEqualTo(new Report(2, 0, 0));
      assertThat(receiver.got()).extracting(Receiver.Got::id).containsExactlyInAnyOrder("e1", "e2");
    }

    @Test
    void that_was_deleted_gets_nothing_more() {
      receiver.answerNext(Receiver.Answer.of(500));
      office.deliver(office.event("e1"));
      office.call("DELETE /v1/webhook-subscriptions/{id}", Map.of("id", subscription), "");
      office.restart();
      office.passes(Duration.ofDays(1));
      assertThat(office.due()).isEqualTo(Report.NOTHING);
      office.deliver(office.event("e2"));
      assertThat(receiver.got()).hasSize(1);
    }

    @Test
    void is_known_to_be_well_to_the_hour() {
      office.passes(Duration.ofMinutes(59));
      office.deliver(office.event("e1"));
      assertThat(office.held(subscription).wellAt()).isEqualTo(Office.NOW);
      office.passes(Duration.ofMinutes(1));
      office.restart();
      office.deliver(office.event("e2"));
      assertThat(office.held(subscription).wellAt()).isEqualTo(office.now());
    }

    /// One that takes a request and says nothing costs its own lane the patience, once: what is
    /// behind it waits unsent, and the others have long got theirs.
    @Test
    void that_does_not_answer_holds_up_nobody_else_and_is_left_alone_for_a_minute() {
      try (var silent = new RudeReceiver(RudeReceiver.silent())) {
        var dead = office.subscribe(silent.url()).id();
        office.restart();
        var events = events(12);
        assertThat(office.deliver(events)).isEmpty();
        assertThat(receiver.got()).hasSize(12);
        assertThat(silent.connections()).isEqualTo(Lane.AT_ONCE);
        assertThat(states(dead)).containsOnly("WAITING").hasSize(12);

        office.deliver(office.event("later"));
        assertThat(silent.connections()).as("left alone").isEqualTo(Lane.AT_ONCE);
        assertThat(receiver.got()).hasSize(13);

        office.passes(Duration.ofDays(1));
        office.due();
        assertThat(silent.connections()).as("tried, and found dead").isEqualTo(2 * Lane.AT_ONCE);
      }
    }

    @Test
    void gets_four_requests_at_once_and_no_more() {
      receiver.hold();
      var open = Thread.startVirtualThread(() -> awaitAtOnce(Lane.AT_ONCE));
      office.deliver(events(10));
      join(open);
      office.passes(Duration.ofMinutes(2));
      office.due();
      assertThat(receiver.mostAtOnce()).isEqualTo(Lane.AT_ONCE);
      assertThat(states(subscription)).containsOnly("DELIVERED").hasSize(10);
    }

    private void awaitAtOnce(int count) {
      while (receiver.mostAtOnce() < count) {
        Thread.onSpinWait();
      }
      receiver.goOn();
    }

    private String[] events(int count) {
      return IntStream.range(0, count).mapToObj(i -> office.event("e" + i)).toArray(String[]::new);
    }

    private List<String> states(String of) {
      return office.list(of, "limit", "100").body().path("deliveries").findValuesAsText("state");
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class A_secret_that_changes {

    @Test
    void signs_along_for_the_overlap() {
      var next = office.post(subscription, "secret-rotation", "{\"overlapHours\":24}");
      office.restart();
      office.deliver(office.event("e1"));
      office.passes(Duration.ofHours(24));
      office.restart();
      office.deliver(office.event("e2"));
      var both = receiver.got().getFirst();
      assertThat(both.isSignedWith(secret)).isTrue();
      assertThat(both.isSignedWith(next.text("secret"))).isTrue();
      var after = receiver.got().getLast();
      assertThat(after.isSignedWith(secret)).isFalse();
      assertThat(after.isSignedWith(next.text("secret"))).isTrue();
    }

    @Test
    void that_others_know_stops_at_once() {
      office.post(subscription, "secret-rotation", "{\"overlapHours\":0}");
      office.restart();
      office.deliver(office.event("e1"));
      assertThat(receiver.got().getFirst().isSignedWith(secret)).isFalse();
      assertThat(receiver.got().getFirst().signatures()).isEqualTo(1);
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class What_was_sent {

    private String reference() {
      return office.only(subscription).path("id").asText();
    }

    private int replay(String reference) {
      return office
          .call(
              "POST /v1/webhook-subscriptions/{id}/deliveries/{delivery}/replay",
              Map.of("id", subscription, "delivery", reference),
              "")
          .status();
    }

    @Test
    void can_be_sent_once_more_under_the_same_id() {
      office.deliver(office.event("e1"));
      assertThat(replay(reference())).isEqualTo(202);
      assertThat(state()).isEqualTo("WAITING");
      office.workOff();
      assertThat(receiver.got()).extracting(Receiver.Got::id).containsExactly("e1", "e1");
      assertThat(state()).isEqualTo("DELIVERED");
    }

    /// Asked for one by one, they go the way of all: a few at once, and nothing more to a receiver
    /// that does not answer. What is left unsent stays due.
    @Test
    void is_sent_once_more_through_the_lane_of_its_receiver() {
      try (var silent = new RudeReceiver(RudeReceiver.silent())) {
        office.deliver(office.event("e1"));
        var dead = office.subscribe(silent.url()).id();
        for (int i = 0; i < 8; i++) {
          office.post(dead, "test", "");
        }
        replay(reference());
        office.workOff();
        assertThat(silent.connections()).isEqualTo(Lane.AT_ONCE);
        assertThat(receiver.got()).extracting(Receiver.Got::id).containsExactly("e1", "e1");
        assertThat(office.list(dead, "state", "WAITING").body().path("deliveries")).hasSize(4);
      }
    }

    @Test
    void is_sent_once_more_even_where_the_message_to_do_so_is_lost() {
      office.deliver(office.event("e1"));
      replay(reference());
      office.queue.clear();
      assertThat(office.due()).isEqualTo(new Report(1, 0, 0));
    }

    @Test
    void is_sent_once_more_whoever_else_wrote_it_meanwhile() {
      office.deliver(office.event("e1"));
      proxy.inject(
          Fault.on("PutItem")
              .table(office.tables.name(TableShape.WEBHOOKS))
              .failAfterSuccess()
              .times(1));
      assertThat(replay(reference())).isEqualTo(202);
      office.workOff();
      assertThat(receiver.got()).extracting(Receiver.Got::id).containsExactly("e1", "e1");
    }

    @Test
    void is_found_by_its_own_id_only() {
      office.deliver(office.event("e1"));
      assertThat(replay("2026-03-14T09:15:00.000000Z~e2")).isEqualTo(404);
      assertThat(replay("nothing")).isEqualTo(404);
    }

    private String replayMany(String body) {
      var begun = office.post(subscription, "replays", body);
      assertThat(begun.status()).as(begun.text()).isEqualTo(202);
      return begun.id();
    }

    private org.ramure.lambda.gateway.Exchange progress(String replay) {
      return office.call(
          "GET /v1/webhook-subscriptions/{id}/replays/{replay}",
          Map.of("id", subscription, "replay", replay),
          "");
    }

    @Test
    void in_a_span_of_time_can_be_sent_again_where_it_was_not_taken() {
      office.deliver(office.event("before"));
      office.passes(Duration.ofHours(1));
      office.deliver(office.event("taken"));
      receiver.answerNext(Receiver.Answer.of(500));
      office.deliver(office.event("refused"));
      office.passes(Duration.ofHours(1));
      office.deliver(office.event("after"));
      var replay =
          replayMany("{\"from\":\"2026-03-14T10:00:00Z\",\"until\":\"2026-03-14T10:30:00Z\"}");
      assertThat(progress(replay).text("stage")).isEqualTo("REPLAYING");
      office.workOff();
      assertThat(progress(replay).text("stage")).isEqualTo("DONE");
      assertThat(progress(replay).body().path("looked").asInt()).isEqualTo(2);
      assertThat(progress(replay).body().path("queued").asInt()).isEqualTo(1);
      assertThat(office.due()).isEqualTo(new Report(1, 0, 0));
      assertThat(receiver.got().getLast().id()).isEqualTo("refused");
    }

    @Test
    void can_be_sent_again_all_of_it_batch_by_batch() {
      IntStream.range(0, 21)
          .forEach(
              batch ->
                  office.deliver(
                      IntStream.range(0, 10)
                          .mapToObj(i -> office.event("e-" + batch + "-" + i))
                          .toArray(String[]::new)));
      office.passes(Duration.ofMinutes(1));
      var replay = replayMany("{\"from\":\"2026-03-14T00:00:00Z\",\"which\":\"ALL\"}");
      var first = office.queue.getFirst();
      office.workOff();
      assertThat(progress(replay).body().path("queued").asInt()).isEqualTo(210);
      office.deliver(first);
      assertThat(progress(replay).body().path("looked").asInt())
          .as("a message that comes again changes nothing")
          .isEqualTo(210);
      assertThat(office.due()).isEqualTo(new Report(210, 0, 0));
      assertThat(receiver.got()).hasSize(420);
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class A_test {

    @Test
    void reaches_a_receiver_whatever_its_state_and_whichever_types_it_wants() {
      try (var points = new Receiver()) {
        var made = office.create("k", points.url(), "org.ramure.points.*");
        office.change(made.id(), points.url(), "PAUSED");
        assertThat(office.post(made.id(), "test", "").status()).isEqualTo(202);
        office.workOff();
        var got = points.got().getFirst();
        assertThat(got.isSignedWith(made.text("secret"))).isTrue();
        assertThat(got.body()).contains("org.ramure.webhook.test.v1");
        assertThat(office.only(made.id()).path("state").asText()).isEqualTo("DELIVERED");
      }
    }

    @Test
    void that_fails_is_not_sent_again_and_disables_nothing() {
      receiver.answerAlways(Receiver.Answer.of(500));
      office.passes(Duration.ofDays(9));
      office.post(subscription, "test", "");
      office.workOff();
      assertThat(state()).isEqualTo("FAILED");
      assertThat(office.read(subscription).text("state")).isEqualTo("ACTIVE");
    }

    @Test
    void asked_for_again_under_the_same_key_is_the_same_test() {
      var route = "POST /v1/webhook-subscriptions/{id}/test";
      var bearer = office.key(org.ramure.table.programmes.ApiKey.Scope.ADMIN);
      var first = office.call(route, Map.of("id", subscription), bearer, "t1", "");
      office.queue.clear();
      var again = office.call(route, Map.of("id", subscription), bearer, "t1", "");
      assertThat(again.id()).isEqualTo(first.id());
      office.workOff();
      assertThat(receiver.got()).as("its message was lost the first time").hasSize(1);
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class Costs {

    private void warm() {
      office.deliver(office.event("warm"));
    }

    @Test
    void an_event_that_is_taken_two_calls() {
      warm();
      var used = proxy.meter().during(() -> office.deliver(office.event("e1")));
      assertThat(used.calls()).isEqualTo(2);
      assertThat(used.readUnits()).isEqualTo(1);
      assertThat(used.writeUnits()).isEqualTo(1);
    }

    @Test
    void ten_events_in_a_batch_eleven() {
      warm();
      var ten = IntStream.range(0, 10).mapToObj(i -> office.event("e" + i)).toArray(String[]::new);
      var used = proxy.meter().during(() -> office.deliver(ten));
      assertThat(used.calls()).isEqualTo(11);
      assertThat(used.writeUnits()).isEqualTo(10);
    }

    @Test
    void a_repeat_one_read() {
      warm();
      var used = proxy.meter().during(() -> office.deliver(office.event("warm")));
      assertThat(used.calls()).isEqualTo(1);
      assertThat(used.readUnits()).isEqualTo(1);
      assertThat(used.writeUnits()).isZero();
    }

    @Test
    void an_event_that_is_not_taken_one_write_more_for_the_index() {
      warm();
      receiver.answerNext(Receiver.Answer.of(500));
      var used = proxy.meter().during(() -> office.deliver(office.event("e1")));
      assertThat(used.calls()).isEqualTo(2);
      assertThat(used.writeUnits()).isEqualTo(2);
    }

    @Test
    void its_next_attempt_a_query_a_read_and_a_write_of_item_and_index() {
      warm();
      receiver.answerNext(Receiver.Answer.of(500));
      office.deliver(office.event("e1"));
      office.passes(Duration.ofSeconds(59));
      var used = proxy.meter().during(office::due);
      assertThat(used.of("Query").calls()).isEqualTo(2);
      assertThat(used.of("BatchGetItem").calls()).isEqualTo(1);
      assertThat(used.of("PutItem").calls()).isEqualTo(1);
      assertThat(used.writeUnits()).isEqualTo(2);
    }

    @Test
    void a_minute_in_which_nothing_is_due_a_query_for_each_receiver() {
      warm();
      var used = proxy.meter().during(office::due);
      assertThat(used.calls()).isEqualTo(1);
      assertThat(used.readUnits()).isEqualTo(0.5);
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class Two_at_once {

    /// Both are held at the receiver until both are there: the worst that can happen.
    private void both(Runnable first, Runnable second) {
      int before = receiver.got().size();
      receiver.hold();
      var racers = List.of(Thread.startVirtualThread(first), Thread.startVirtualThread(second));
      while (receiver.got().size() < before + 2) {
        Thread.onSpinWait();
      }
      receiver.goOn();
      racers.forEach(DeliveryTest::join);
    }

    @Test
    void that_are_handed_the_same_event_send_it_twice_and_write_it_once() {
      var other = office.newDeliverer();
      both(
          () -> office.deliver(office.event("e1")),
          () -> office.deliver(other, office.event("e1")));
      assertThat(receiver.got()).extracting(Receiver.Got::id).containsExactly("e1", "e1");
      assertThat(state()).isEqualTo("DELIVERED");
      assertThat(office.only(subscription).path("tries").asInt()).isEqualTo(1);
    }

    @Test
    void that_find_the_same_due_send_it_twice_and_write_one_outcome() {
      receiver.answerNext(Receiver.Answer.of(500));
      office.deliver(office.event("e1"));
      waitsForItsNextAttempt();
      receiver.answerNext(Receiver.Answer.of(500), Receiver.Answer.of(500));
      var other = office.newDeliverer();
      both(office::due, () -> office.due(other));
      assertThat(receiver.got()).hasSize(3);
      assertThat(office.only(subscription).path("tries").asInt()).isEqualTo(2);
      assertThat(state()).isEqualTo("WAITING");
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
