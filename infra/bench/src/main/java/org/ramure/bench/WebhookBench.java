// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ramure.bench.StackMeter.Used;
import org.ramure.local.LocalStack;
import org.ramure.local.Options;

/// A shop sends each webhook until it gets an answer, and sometimes after: an order is delivered,
/// and the same three times more. Counted is what the delivery itself takes, and all that follows
/// from it: points, events.
final class WebhookBench implements Bench {

  private static final double MOST = 0.1;
  private static final int ORDERS = 10;
  private static final int REPEATS = 3;
  private static final int WARM_UP = 40;
  private static final String INGESTION = "purchase-ingestion";

  /// What a round of first deliveries took, and one of all the others, each divided by their
  /// number.
  private record Round(Used first, Used repeats) {

    double ratio(ToDoubleFunction<Used> of) {
      return of.applyAsDouble(repeats) / REPEATS / of.applyAsDouble(first);
    }
  }

  @Override
  public List<Row> measure(Bed bed) throws IOException, InterruptedException {
    Path state = bed.folder().resolve("stack");
    var options =
        Options.of(bed.root().resolve("infra/cdk/target/cdk.out"), state).withThrottles(false);
    try (var stack = LocalStack.start(options, _ -> {});
        var brand = Brand.open(stack, bed.root())) {
      var meter = new StackMeter(stack, state);
      deliver(orders(brand, 1_000, WARM_UP), brand, meter);
      List<Round> rounds = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        bed.look();
        rounds.add(round(orders(brand, 2_000 + round * 100, ORDERS), brand, meter));
      }
      return rows(rounds);
    }
  }

  /// Orders of members, so that each makes points.
  private static List<byte[]> orders(Brand brand, int from, int count)
      throws IOException, InterruptedException {
    List<byte[]> orders = new ArrayList<>();
    for (int number = from; number < from + count; number++) {
      String email = "shopper" + number + "@example.com";
      brand.enrol(email);
      orders.add(brand.webhook(number, email));
    }
    return orders;
  }

  private static Round round(List<byte[]> orders, Brand brand, StackMeter meter)
      throws IOException, InterruptedException {
    Used first = meter.during(() -> deliver(orders, brand, meter));
    Used repeats =
        meter.during(
            () -> {
              for (int time = 0; time < REPEATS; time++) {
                deliver(orders, brand, meter);
              }
            });
    return new Round(first, repeats);
  }

  /// One after the other, each with all that follows: at a shop of this size they do not meet.
  private static void deliver(List<byte[]> orders, Brand brand, StackMeter meter)
      throws IOException, InterruptedException {
    for (byte[] order : orders) {
      brand.deliver(order);
      meter.rest();
    }
  }

  private static List<Row> rows(List<Round> rounds) {
    Used first = rounds.getFirst().first();
    Used repeats = rounds.getFirst().repeats();
    return List.of(
        Row.held(
            "a repeat ÷ the first: CPU of all that follows",
            middle(rounds, Used::cpuMillis),
            "×",
            MOST,
            "%.1f ms ÷ %.1f ms"
                .formatted(repeats.cpuMillis() / ORDERS / REPEATS, first.cpuMillis() / ORDERS)),
        Row.of(
            "a repeat ÷ the first: CPU of the delivery alone",
            middle(rounds, used -> used.cpuNanos().getOrDefault(INGESTION, 0L)),
            "×",
            "reading, its signature and one strong read are the same work"),
        Row.held(
            "write units of a repeat",
            repeats.dynamoDb().writeUnits() / ORDERS / REPEATS,
            "W",
            0,
            ""),
        Row.of(
            "a repeat ÷ the first: read units",
            middle(rounds, used -> used.dynamoDb().readUnits()),
            "×",
            "%s R and %s W the first time, with its points"
                .formatted(
                    Figures.plain(Figures.rounded(first.dynamoDb().readUnits() / ORDERS)),
                    Figures.plain(Figures.rounded(first.dynamoDb().writeUnits() / ORDERS)))));
  }

  private static double middle(List<Round> rounds, ToDoubleFunction<Used> of) {
    return Figures.median(rounds.stream().map(round -> round.ratio(of)).toList());
  }
}
