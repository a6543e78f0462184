// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.ramure.chaos.Message.Announced;
import org.ramure.chaos.Message.Body;
import org.ramure.chaos.Message.CalledOff;
import org.ramure.chaos.Message.Enrolment;
import org.ramure.chaos.Message.Gesture;
import org.ramure.chaos.Message.Refunded;
import org.ramure.local.tour.Api.Answer;
import org.ramure.local.tour.ShopifyOrder;
import org.ramure.local.tour.ShopifyOrder.Person;

/// A life on its way, one stage at a time.
final class Living {
  /// Seconds after the sale, later than every body.
  private static final int NEWEST = 60;

  private final Calls calls;
  private final Counter counter;
  private final Known known;
  private final Queue<Stage> stages;

  /// All sales were made then.
  private final ZonedDateTime at;

  Living(Calls calls, Life life, Instant began) {
    this.calls = calls;
    this.known = new Known(life);
    this.stages = new ArrayDeque<>(life.stages());
    this.at =
        began
            .truncatedTo(ChronoUnit.SECONDS)
            .minus(Duration.ofMinutes(5))
            .atZone(ZoneId.of("Europe/Paris"));
    this.counter = new Counter(calls, known, this::order, at.toInstant());
  }

  Known known() {
    return known;
  }

  /// Where this member's vouchers are used.
  Counter counter() {
    return counter;
  }

  /// Nothing more will happen.
  boolean isOver() {
    return stages.isEmpty() && !counter.waits();
  }

  /// Whether its next stage may begin.
  boolean isReady() {
    return !counter.waits() || counter.isReady();
  }

  void goOn() throws InterruptedException {
    if (counter.waits()) {
      counter.raceAgain();
      return;
    }
    switch (stages.remove()) {
      case Stage.Deliveries(var messages) ->
          Calls.atOnce(messages.stream().map(this::delivery).toList());
      case Stage.AtTheCounter visit -> counter.visit(visit);
    }
  }

  private Callable<Boolean> delivery(Message message) {
    return () -> {
      switch (message) {
        case Enrolment enrolment -> enrol(enrolment);
        case Announced(var sale) ->
            taken(message, sale, "ORDER", open -> open.shop().created(order(sale, 0)));
        case Body(var sale, int version) -> body(message, sale, version);
        case Refunded(var sale, int number) -> refund(message, sale, number);
        case CalledOff(var sale) -> callOff(message, sale);
        case Gesture gesture -> give(gesture);
      }
      return true;
    };
  }

  private void enrol(Enrolment enrolment) {
    var asked = Map.of("identities", Map.of("email", known.life().email()));
    var answer = calls.make(enrolment.kind(), open -> open.web().post("/v1/members", asked));
    if (answer.status() == 200 || answer.status() == 201) {
      known.enrolled(answer.text("/id"));
    } else {
      known.wrong("not enrolled: " + answer);
    }
  }

  private void give(Gesture gesture) {
    var path = "/v1/members/" + known.member().orElseThrow() + "/adjustments";
    var asked = Map.of("points", gesture.points(), "reason", "Colis perdu", "by", "marie");
    var answer =
        calls.make(
            gesture.kind(),
            open -> open.admin().with("idempotency-key", gesture.key()).post(path, asked));
    if (answer.status() == 201) {
      known.given(gesture.key(), gesture.points());
    } else {
      known.wrong("no points by hand: " + answer);
    }
  }

  private void body(Message message, Sale sale, int version) {
    int seconds = 5 + version;
    switch (sale.place()) {
      case WEB ->
          taken(message, sale, "ORDER", open -> open.shop().updated(order(sale, version), seconds));
      case TILL ->
          taken(
              message,
              sale,
              "ORDER",
              open -> open.till().put(path(sale), ticket(sale.bodies().get(version), seconds)));
    }
  }

  private void refund(Message message, Sale sale, int number) {
    var refund = sale.refunds().get(number);
    switch (sale.place()) {
      case WEB -> {
        long id = Long.parseLong(sale.id()) * 10 + number;
        taken(
            message,
            sale,
            "REFUND#" + id,
            open -> open.shop().refunded(order(sale, 0), id, refund.line(), 1));
      }
      case TILL -> {
        var line = Map.of("lineId", "" + refund.line(), "amount", euros(refund.cents()));
        var body = Map.of("refundedAt", time(NEWEST), "lines", List.of(line));
        taken(
            message,
            sale,
            "REFUND#" + number,
            open -> open.till().put(path(sale) + "/refunds/" + number, body));
      }
    }
  }

  private void callOff(Message message, Sale sale) {
    switch (sale.place()) {
      case WEB ->
          taken(
              message,
              sale,
              "CANCELLATION",
              open -> open.shop().cancelled(order(sale, sale.bodies().size() - 1)));
      case TILL ->
          taken(
              message,
              sale,
              "CANCELLATION",
              open ->
                  open.till()
                      .put(path(sale) + "/cancellation", Map.of("cancelledAt", time(NEWEST))));
    }
  }

  /// A message that is kept, at once or in quarantine.
  private void taken(Message message, Sale sale, String item, Function<Town.Open, Answer> call) {
    var answer = calls.make(message.kind(), call);
    if (answer.status() == 200 || answer.status() == 202) {
      known.acknowledged(sale, item);
    } else {
      known.wrong("%s of %s not taken: %s".formatted(message.kind(), sale.subject(), answer));
    }
  }

  private static String path(Sale sale) {
    return "/v1/sources/%s/purchases/%s".formatted(sale.place().source, sale.id());
  }

  private ShopifyOrder order(Sale sale, int version) {
    return order(sale.id(), sale.bodies().get(version));
  }

  private ShopifyOrder order(String id, List<Integer> prices) {
    var items = new ShopifyOrder.Item[prices.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = new ShopifyOrder.Item("SKU-" + i, "Linge " + i, 1, euros(prices.get(i)));
    }
    var person = new Person("Member " + known.life().number(), known.life().email(), "", 0);
    return ShopifyOrder.of(Long.parseLong(id), person, at, items);
  }

  private Map<String, Object> ticket(List<Integer> prices, int seconds) {
    return Tickets.of(known.life().email(), at.toInstant(), seconds, prices);
  }

  private String time(int seconds) {
    return at.toInstant().plusSeconds(seconds).toString();
  }

  static String euros(int cents) {
    return "%d.%02d".formatted(cents / 100, cents % 100);
  }
}
