// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ramure.bench.StackMeter.Used;
import org.ramure.dynamodb.Usage;
import org.ramure.local.LocalStack;
import org.ramure.local.Options;
import org.ramure.local.template.Resource;
import org.ramure.table.TableShape;

/// Plays what happens at a brand on the local stack, with all that follows through streams, meters
/// it and multiplies by the mix and the prices: what a million purchases cost, and what a month in
/// which nothing happens.
final class CostBench implements Bench {

  private static final double MOST_DYNAMODB = 10;
  private static final double WORTH_A_LINE = 0.01;
  private static final int TIMES = 3;
  private static final Path HOME = Path.of("infra/bench");

  @Override
  public List<Row> measure(Bed bed) throws IOException, InterruptedException {
    var mix = Mix.read(bed.root().resolve(HOME).resolve("mix.json"));
    var prices = Prices.read(bed.root().resolve(HOME).resolve("prices.json"));
    Path assembly = bed.root().resolve("infra/cdk/target/cdk.out");
    Path state = bed.folder().resolve("stack");
    try (var stack = LocalStack.start(Options.of(assembly, state).withThrottles(false), _ -> {});
        var brand = Brand.open(stack, bed.root())) {
      var meter = new StackMeter(stack, state);
      var tariff = new Tariff(mix);
      Map<Step, Used> steps = play(new Scenes(brand), meter, bed);
      Bill night = tariff.bill(meter.during(() -> night(stack)), 0);
      List<Row> rows = new ArrayList<>();
      rows.addAll(million(steps, tariff, mix, prices));
      rows.addAll(parts("a month without a call", Idle.bill(assembly, mix, night), prices));
      rows.addAll(each(steps));
      rows.addAll(Load.rows(steps, tables(stack), tariff, mix, prices));
      return rows;
    }
  }

  /// Each step warms up what it needs, then is played several times; the middle one counts.
  private static Map<Step, Used> play(Scenes scenes, StackMeter meter, Bed bed)
      throws IOException, InterruptedException {
    Map<Step, Used> steps = new EnumMap<>(Step.class);
    for (Step step : Step.values()) {
      steps.put(step, bed.stretch(() -> middle(step, scenes, meter)));
    }
    return steps;
  }

  private static Used middle(Step step, Scenes scenes, StackMeter meter)
      throws IOException, InterruptedException {
    List<Used> played = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      played.add(meter.during(scenes.set(step, meter::rest)));
    }
    played.sort((a, b) -> Double.compare(a.cpuMillis(), b.cpuMillis()));
    return played.get(TIMES / 2);
  }

  /// The physical name of each table.
  private static Map<TableShape, String> tables(LocalStack stack) {
    Map<TableShape, String> names = new HashMap<>();
    for (TableShape shape : TableShape.all()) {
      stack.tables().all().stream()
          .map(Resource::name)
          .filter(name -> name.contains(shape.name()))
          .forEach(name -> names.put(shape, name));
    }
    return names;
  }

  private static void night(LocalStack stack) throws InterruptedException {
    var _ = stack.functions().get("nightly-sweep").invoke(new byte[] {'{', '}'});
  }

  private static List<Row> million(Map<Step, Used> steps, Tariff tariff, Mix mix, Prices prices) {
    Map<Step, Bill> bills = new EnumMap<>(Step.class);
    steps.forEach((step, used) -> bills.put(step, tariff.bill(used, step.apiCalls())));
    Bill all = mix.of(bills);
    List<Row> rows = new ArrayList<>();
    rows.add(
        Row.held(
            "a million purchases: DynamoDB's requests",
            all.usd(prices, CostBench::isOfDynamoDb),
            "USD",
            MOST_DYNAMODB,
            "vouchers, refunds, repeats and pages of the mix included; %s, %s"
                .formatted(prices.region(), prices.asOf())));
    rows.add(
        Row.of(
            "the same without what comes after: purchases and their vouchers",
            purchases(bills, mix).usd(prices, CostBench::isOfDynamoDb),
            "USD",
            "no repeats, refunds, enrolments, pages"));
    rows.addAll(parts("a million purchases", all, prices));
    return rows;
  }

  private static boolean isOfDynamoDb(Charge charge) {
    return charge == Charge.DYNAMODB_READ || charge == Charge.DYNAMODB_WRITE;
  }

  private static Bill purchases(Map<Step, Bill> bills, Mix mix) {
    Map<Step, Bill> purchases = new EnumMap<>(bills);
    purchases.keySet().removeIf(step -> !step.isPurchase());
    return mix.of(purchases);
  }

  /// The sum, and what each service asks for; what is not worth a cent stands together.
  private static List<Row> parts(String of, Bill bill, Prices prices) {
    List<Row> rows = new ArrayList<>();
    rows.add(Row.of(of + ": everything", bill.usd(prices), "USD", "its parts:"));
    double small = 0;
    for (var part : bill.byService(prices).entrySet()) {
      if (part.getValue() < WORTH_A_LINE) {
        small += part.getValue();
      } else {
        rows.add(Row.of("– " + part.getKey(), part.getValue(), "USD", ""));
      }
    }
    rows.add(Row.of("– all others together", small, "USD", ""));
    return rows;
  }

  private static List<Row> each(Map<Step, Used> steps) {
    List<Row> rows = new ArrayList<>();
    steps.forEach(
        (step, used) ->
            rows.add(
                Row.of(
                    step.title() + ": write units",
                    used.dynamoDb().writeUnits(),
                    "W",
                    said(used.dynamoDb(), used))));
    return rows;
  }

  private static String said(Usage units, Used used) {
    return "%s R, %d calls of DynamoDB, %d of functions, %.0f ms CPU, %d events, %d bytes of log"
        .formatted(
            Figures.plain(units.readUnits()),
            units.calls(),
            used.invocations(),
            used.cpuMillis(),
            used.events(),
            used.logBytes());
  }
}
