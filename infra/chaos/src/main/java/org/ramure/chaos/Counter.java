// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.ramure.chaos.Known.Use;
import org.ramure.chaos.Sale.Place;
import org.ramure.chaos.Stage.AtTheCounter;
import org.ramure.chaos.Stage.Deed;
import org.ramure.local.tour.Api.Answer;
import org.ramure.local.tour.Api.Caller;
import org.ramure.local.tour.ShopifyOrder;

/// Web shop and tills, when somebody has a voucher: whoever wants it wants it at the same moment as
/// others, and one of them gets it.
final class Counter {
  private static final int BASKET_CENTS = 6_000;
  private static final int VOUCHER_CENTS = 1_000;
  private static final Duration A_TILL_HOLDS_IT = Duration.ofSeconds(62);

  private final Calls calls;
  private final Known known;
  private final BiFunction<String, List<Integer>, ShopifyOrder> orders;
  private final Instant at;
  private Optional<Forgotten> forgotten = Optional.empty();

  /// @param number of the visit
  /// @param since when nobody has been waiting for the basket that holds it
  private record Forgotten(String code, int number, long since) {}

  /// @param basket who wants it
  private record Racer(Place place, String basket) {}

  private record Finish(Racer racer, Answer answer) {
    boolean won() {
      return answer.status() == 201;
    }
  }

  /// @param orders a web order by id and prices
  /// @param at when everything was sold
  Counter(
      Calls calls,
      Known known,
      BiFunction<String, List<Integer>, ShopifyOrder> orders,
      Instant at) {
    this.calls = calls;
    this.known = known;
    this.orders = orders;
    this.at = at;
  }

  /// Whether somebody has forgotten a basket.
  boolean waits() {
    return forgotten.isPresent();
  }

  boolean isReady() {
    return forgotten
        .filter(basket -> System.nanoTime() - basket.since() > A_TILL_HOLDS_IT.toNanos())
        .isPresent();
  }

  void visit(AtTheCounter visit) throws InterruptedException {
    var code = freeCode();
    if (code.isEmpty()) {
      calls.nothingToUse();
    } else if (visit.deed() == Deed.HOLD_AND_FORGET) {
      forget(code.get(), visit.number());
    } else {
      race(code.get(), visit);
    }
  }

  /// The member's page is where codes are read.
  private Optional<String> freeCode() {
    if (known.member().isEmpty()) {
      return Optional.empty();
    }
    var path = "/v1/members/" + known.member().get();
    var token = calls.ask(open -> open.web().post(path + "/tokens", Map.of())).text("/token");
    var vouchers =
        calls.ask(open -> open.api().as(token).get(path + "/vouchers")).body().path("vouchers");
    return StreamSupport.stream(vouchers.spliterator(), false)
        .map(voucher -> voucher.path("code").asText())
        .filter(code -> known.use(code) instanceof Use.Free)
        .findFirst();
  }

  private void forget(String code, int number) {
    var racer = new Racer(Place.TILL, "forgotten-" + known.life().number() + "-" + number);
    var answer = want(code, racer, "reservation");
    if (answer.status() == 201) {
      known.voucher(code, new Use.Held());
      forgotten = Optional.of(new Forgotten(code, number, System.nanoTime()));
    } else {
      refused(code, answer);
    }
  }

  /// What was held is as good as free.
  void raceAgain() throws InterruptedException {
    var basket = forgotten.orElseThrow();
    forgotten = Optional.empty();
    known.voucher(basket.code(), new Use.Free());
    race(basket.code(), new AtTheCounter(basket.number(), Deed.USE, 2));
  }

  private void race(String code, AtTheCounter visit) throws InterruptedException {
    boolean holds = visit.deed() == Deed.HOLD_AND_COMMIT || visit.deed() == Deed.HOLD_AND_RELEASE;
    var finishes =
        Calls.atOnce(
            IntStream.range(0, visit.racers())
                .mapToObj(
                    i ->
                        new Racer(
                            holds || i % 2 == 0 ? Place.WEB : Place.TILL,
                            "b-%d-%d-%d".formatted(known.life().number(), visit.number(), i)))
                .<Callable<Finish>>map(
                    racer ->
                        () ->
                            new Finish(
                                racer, want(code, racer, holds ? "reservation" : "redemption")))
                .toList());
    var winners = finishes.stream().filter(Finish::won).toList();
    finishes.stream()
        .filter(finish -> !finish.won() && finish.answer().status() != 409)
        .forEach(finish -> known.wrong("at the counter: " + finish.answer()));
    if (winners.size() == 1) {
      goOn(code, winners.getFirst(), visit);
    } else if (winners.isEmpty()) {
      refused(code, finishes.getFirst().answer());
    } else {
      known.wrong("a voucher was given to %d baskets".formatted(winners.size()));
    }
  }

  private void goOn(String code, Finish winner, AtTheCounter visit) {
    var racer = winner.racer();
    var id = winner.answer().text("/id");
    known.voucher(code, new Use.Used(racer.place(), racer.basket(), id));
    switch (visit.deed()) {
      case USE, HOLD_AND_FORGET -> {}
      case USE_AND_ORDER -> order(code, racer, visit, false);
      case USE_AND_CALL_OFF -> order(code, racer, visit, true);
      case USE_AND_GIVE_BACK -> giveBack(code, racer, id);
      case HOLD_AND_COMMIT -> commit(racer, id);
      case HOLD_AND_RELEASE -> release(code, racer, id);
    }
  }

  private Answer want(String code, Racer racer, String what) {
    return calls.make(what, open -> asks(open, code, racer, what));
  }

  private static Answer asks(Town.Open open, String code, Racer racer, String what) {
    var use =
        Map.of(
            "code",
            code,
            "basket",
            Map.of("id", racer.basket(), "eligibleTotalMinor", BASKET_CENTS, "currency", "EUR"));
    return caller(open, racer.place()).post("/v1/vouchers/" + what + "s", use);
  }

  private static Caller caller(Town.Open open, Place place) {
    return place == Place.WEB ? open.web() : open.till();
  }

  /// Nobody got it. The one good reason is that its points went back with goods since it was read.
  private void refused(String code, Answer answer) {
    if (reason(code).equals("CANCELLED")) {
      known.voucher(code, new Use.Cancelled());
    } else {
      known.wrong("nobody got a free voucher: " + answer);
    }
  }

  /// Why staff cannot use it; empty where they can.
  String reason(String code) {
    var inquiry = Map.of("code", code, "source", Place.TILL.source, "store", "epinal");
    return calls.ask(open -> open.admin().post("/v1/vouchers/check", inquiry)).text("/reason");
  }

  /// The basket becomes an order that says what paid for it.
  private void order(String code, Racer racer, AtTheCounter visit, boolean calledOff) {
    var id = "%d".formatted(known.life().number() * 1_000L + 900 + visit.number());
    var path = "/v1/sources/%s/purchases/%s".formatted(racer.place().source, id);
    var prices = List.of(BASKET_CENTS);
    var web = orders.apply(id, prices).paidWith(racer.basket(), code, "10.00");
    var ticket =
        Tickets.paidWith(Tickets.of(known.life().email(), at, 5, prices), racer.basket(), code);
    long points = (BASKET_CENTS - VOUCHER_CENTS) / 100;
    require(
        racer.place() == Place.WEB
            ? calls.make("order with voucher", open -> open.shop().paid(web))
            : calls.make("order with voucher", open -> open.till().put(path, ticket)));
    known.acknowledged(racer.place(), id, "ORDER", calledOff ? 0 : points);
    if (calledOff) {
      var when = Map.of("cancelledAt", at.plusSeconds(60).toString());
      require(
          racer.place() == Place.WEB
              ? calls.make("cancellation", open -> open.shop().cancelled(web))
              : calls.make("cancellation", open -> open.till().put(path + "/cancellation", when)));
      known.acknowledged(racer.place(), id, "CANCELLATION", 0);
      known.voucher(code, new Use.CalledOff());
    }
  }

  /// That basket can never use it again, however late it asks.
  private void giveBack(String code, Racer racer, String id) {
    require(
        calls.make(
            "give-back",
            open ->
                caller(open, racer.place())
                    .post("/v1/vouchers/redemptions/" + id + "/reversal", Map.of())));
    known.voucher(code, new Use.Free());
    var late = want(code, racer, "redemption");
    if (late.status() != 409) {
      known.wrong("a basket that gave its voucher back used it again: " + late);
    }
  }

  private void commit(Racer racer, String id) {
    var basket = Map.of("basket", Map.of("eligibleTotalMinor", BASKET_CENTS, "currency", "EUR"));
    require(
        calls.make(
            "commit",
            open ->
                caller(open, racer.place())
                    .post("/v1/vouchers/reservations/" + id + "/commit", basket)));
  }

  private void release(String code, Racer racer, String id) {
    require(
        calls.make(
            "release",
            open ->
                caller(open, racer.place())
                    .send("DELETE", "/v1/vouchers/reservations/" + id, "")
                    .join()));
    known.voucher(code, new Use.Free());
  }

  private void require(Answer answer) {
    if (answer.status() >= 300) {
      known.wrong("at the counter: " + answer);
    }
  }

  /// The winner asks once more, when all is over.
  ///
  /// @return whether the first answer came again
  boolean isStillWon(String code, Use.Used use) {
    var racer = new Racer(use.place(), use.basket());
    JsonNode answer = calls.ask(open -> asks(open, code, racer, "redemption")).body();
    return answer.path("id").asText().equals(use.id())
        && answer.path("state").asText().equals("REDEEMED");
  }
}
