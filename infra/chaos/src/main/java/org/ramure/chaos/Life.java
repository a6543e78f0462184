// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ramure.chaos.Message.Announced;
import org.ramure.chaos.Message.Body;
import org.ramure.chaos.Message.CalledOff;
import org.ramure.chaos.Message.Enrolment;
import org.ramure.chaos.Message.Gesture;
import org.ramure.chaos.Message.Refunded;
import org.ramure.chaos.Stage.AtTheCounter;
import org.ramure.chaos.Stage.Deed;
import org.ramure.chaos.Stage.Deliveries;

/// Everything that one person will do.
///
/// @param enrols false: somebody who buys and never joins
record Life(int number, boolean enrols, List<Sale> sales, List<Stage> stages) {

  Life {
    sales = List.copyOf(sales);
    stages = List.copyOf(stages);
  }

  /// @param forgets whether reservations are left to lapse, which takes a minute each
  static Life of(int number, Random random, boolean forgets) {
    return new Planning(number, random, forgets).life();
  }

  String email() {
    return "member." + number + "@example.com";
  }

  /// How many calls it is about, at least.
  int calls() {
    return stages.stream()
        .mapToInt(
            stage ->
                switch (stage) {
                  case Deliveries(var messages) -> messages.size();
                  case AtTheCounter counter -> counter.racers();
                })
        .sum();
  }

  private static final class Planning {
    private static final int DEAREST_LINE = 10_000;

    private final int number;
    private final Random random;
    private final boolean forgets;
    private final List<Sale> sales = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();

    /// Messages that a round leaves to the next one.
    private final List<Message> late = new ArrayList<>();

    Planning(int number, Random random, boolean forgets) {
      this.number = number;
      this.random = random;
      this.forgets = forgets;
    }

    /// One of twelve buys all day long, one of four buys first and joins later, one of forty never.
    Life life() {
      boolean busy = oneOf(12);
      int rounds = busy ? 6 : 2 + random.nextInt(2);
      int enrolsIn = oneOf(4) ? 1 + random.nextInt(rounds - 1) : 0;
      boolean enrols = !oneOf(40);
      for (int round = 0; round < rounds; round++) {
        deliveries(busy ? 5 + random.nextInt(5) : 1 + random.nextInt(3), enrols, enrolsIn - round);
        if (enrols && round >= enrolsIn) {
          counter();
        }
      }
      stages.add(new Deliveries(late));
      if (enrols) {
        counter();
        counter();
      }
      return new Life(number, enrols, sales, stages);
    }

    private void deliveries(int purchases, boolean enrols, int roundsUntilEnrolled) {
      var messages = new ArrayList<>(late);
      late.clear();
      for (int i = 0; i < purchases; i++) {
        messages.addAll(messagesOf(sale()));
      }
      if (enrols && roundsUntilEnrolled == 0) {
        messages.add(new Enrolment());
      }
      if (enrols && roundsUntilEnrolled < 0 && oneOf(3)) {
        messages.add(
            new Gesture("gesture-" + number + "-" + stages.size(), 1 + random.nextInt(60)));
      }
      messages.addAll(messages.stream().filter(_ -> oneOf(6)).toList());
      Collections.shuffle(messages, random);
      stages.add(new Deliveries(messages));
    }

    private Sale sale() {
      var lines = new ArrayList<List<Integer>>();
      lines.add(random.ints(1 + random.nextInt(3), 150, DEAREST_LINE).boxed().toList());
      while (oneOf(4)) {
        var newer = new ArrayList<>(lines.getLast());
        newer.set(0, 150 + random.nextInt(DEAREST_LINE));
        lines.add(newer);
      }
      var place = random.nextBoolean() ? Sale.Place.WEB : Sale.Place.TILL;
      var sale = new Sale(id(), place, lines, refunds(place, lines.getFirst()), oneOf(10));
      sales.add(sale);
      return sale;
    }

    private String id() {
      return "%d".formatted(number * 1_000L + sales.size() + 1);
    }

    /// Of lines whose price does not change: the shop gives a line back whole, a till a part of it.
    private List<Sale.Refund> refunds(Sale.Place place, List<Integer> prices) {
      return IntStream.range(1, prices.size())
          .filter(_ -> oneOf(3))
          .mapToObj(
              line ->
                  new Sale.Refund(
                      line,
                      place == Sale.Place.WEB
                          ? prices.get(line)
                          : 1 + random.nextInt(prices.get(line))))
          .toList();
    }

    /// Some old bodies come late.
    private List<Message> messagesOf(Sale sale) {
      var messages = new ArrayList<Message>();
      if (sale.place() == Sale.Place.WEB) {
        (oneOf(4) ? late : messages).add(new Announced(sale));
      }
      for (int version = 0; version < sale.bodies().size(); version++) {
        boolean old = version < sale.bodies().size() - 1;
        (old && oneOf(3) ? late : messages).add(new Body(sale, version));
      }
      for (int refund = 0; refund < sale.refunds().size(); refund++) {
        (oneOf(3) ? late : messages).add(new Refunded(sale, refund));
      }
      if (sale.cancelled()) {
        (oneOf(3) ? late : messages).add(new CalledOff(sale));
      }
      return messages;
    }

    private void counter() {
      int deeds = Deed.values().length - (forgets ? 0 : 1);
      stages.add(
          new AtTheCounter(
              stages.size(), Deed.values()[random.nextInt(deeds)], 2 + random.nextInt(4)));
    }

    private boolean oneOf(int n) {
      return random.nextInt(n) == 0;
    }
  }
}
